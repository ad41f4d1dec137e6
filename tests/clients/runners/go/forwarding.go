package main

import (
	"encoding/json"

	plusofon "github.com/plusofon-numbers/plusofon-numbers-go"
)

// forwardings make a request of each type of forwarding.
var forwardings = map[string]func(json.RawMessage) plusofon.ForwardRequest{
	"sip":        wrapped(plusofon.SipForwardAsForwardRequest),
	"number":     wrapped(plusofon.NumberForwardAsForwardRequest),
	"group":      wrapped(plusofon.GroupForwardAsForwardRequest),
	"scenario":   wrapped(plusofon.ScenarioForwardAsForwardRequest),
	"call_queue": wrapped(plusofon.CallQueueForwardAsForwardRequest),
	"sip_uri":    wrapped(plusofon.SipUriForwardAsForwardRequest),
	"bitrix":     wrapped(plusofon.BitrixForwardAsForwardRequest),
	"amo":        wrapped(plusofon.AmoForwardAsForwardRequest),
	"empty":      wrapped(plusofon.EmptyForwardAsForwardRequest),
}

func wrapped[T any](wrap func(*T) plusofon.ForwardRequest) func(json.RawMessage) plusofon.ForwardRequest {
	return func(arguments json.RawMessage) plusofon.ForwardRequest {
		made := read[T](arguments)
		return wrap(&made)
	}
}

func forwardNumbers(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	kind := read[parameters](arguments).Type
	body := forwardings[*kind](arguments)
	answer, _, err := client.ForwardingAPI.ForwardNumbers(none).ForwardRequest(body).Execute()
	return answer, err
}
