package main

import (
	"errors"

	plusofon "github.com/plusofon-numbers/plusofon-numbers-go"
)

// names are those of the errors, a leaf before its branch.
var names = []struct {
	name string
	is   func(error) bool
}{
	{"BadRequest", is[*plusofon.BadRequest]},
	{"NotAuthenticated", is[*plusofon.NotAuthenticated]},
	{"NoAccess", is[*plusofon.NoAccess]},
	{"NotFound", is[*plusofon.NotFound]},
	{"RateLimited", is[*plusofon.RateLimited]},
	{"ServerFailed", is[*plusofon.ServerFailed]},
	{"OutcomeUnknown", is[*plusofon.OutcomeUnknown]},
	{"UnreadableAnswer", is[*plusofon.UnreadableAnswer]},
	{"TimedOut", is[*plusofon.TimedOut]},
	{"ConnectionFailed", is[*plusofon.ConnectionFailed]},
}

func is[T error](err error) bool {
	var found T
	return errors.As(err, &found)
}

// failed is what the client says of a failure.
func failed(id string, err error) map[string]any {
	line := map[string]any{"id": id, "error": "unknown", "message": err.Error()}
	for _, each := range names {
		if each.is(err) {
			line["error"] = each.name
			break
		}
	}
	var failure *plusofon.PlusofonError
	if errors.As(err, &failure) {
		line["status"], line["message"] = failure.Status, failure.Message
		if failure.RetryAfter != nil {
			line["retry_after"] = failure.RetryAfter.Seconds()
		}
	}
	return line
}
