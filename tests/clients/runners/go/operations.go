package main

import (
	"context"
	"encoding/json"

	plusofon "github.com/plusofon-numbers/plusofon-numbers-go"
)

// parameters are those of any operation that stand in a path or a query.
type parameters struct {
	NumberID        int64               `json:"number_id"`
	ReserveNumberID int64               `json:"reserve_number_id"`
	OwnerType       *plusofon.OwnerType `json:"owner_type"`
	PhoneType       *plusofon.PhoneType `json:"phone_type"`
	NumberType      *string             `json:"number_type"`
	PhoneNumber     *string             `json:"phone_number"`
	Region          *int64              `json:"region"`
	CityCode        *int64              `json:"city_code"`
	Page            *int64              `json:"page"`
	Type            *string             `json:"type"`
	Pin             *string             `json:"pin"`
}

type operation func(client *plusofon.APIClient, arguments json.RawMessage) (any, error)

var (
	none       = context.Background()
	operations = map[string]operation{
		"listNumbers":       listNumbers,
		"listSmsNumbers":    listSmsNumbers,
		"releaseNumber":     releaseNumber,
		"forwardNumbers":    forwardNumbers,
		"assignBlackList":   assignBlackList,
		"listForwardTypes":  listForwardTypes,
		"listCallerIdTypes": listCallerIDTypes,
		"searchNumbers":     searchNumbers,
		"listRegions":       listRegions,
		"listReservations":  listReservations,
		"reserveNumber":     reserveNumber,
		"cancelReservation": cancelReservation,
		"buyNumbers":        buyNumbers,
	}
)

// read is a value of a type, as JSON has it. Vectors are no input of strangers.
func read[T any](arguments json.RawMessage) T {
	var made T
	if err := json.Unmarshal(arguments, &made); err != nil {
		panic(err)
	}
	return made
}

// with hands an argument on, where there is one.
func with[R, T any](request R, value *T, set func(R, T) R) R {
	if value == nil {
		return request
	}
	return set(request, *value)
}

func listNumbers(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	given := read[parameters](arguments)
	request := client.NumbersAPI.ListNumbers(none)
	request = with(request, given.PhoneType, plusofon.ApiListNumbersRequest.PhoneType)
	request = with(request, given.Page, plusofon.ApiListNumbersRequest.Page)
	answer, _, err := request.Execute()
	return answer, err
}

func listSmsNumbers(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	given := read[parameters](arguments)
	request := client.NumbersAPI.ListSmsNumbers(none)
	request = with(request, given.Page, plusofon.ApiListSmsNumbersRequest.Page)
	answer, _, err := request.Execute()
	return answer, err
}

func releaseNumber(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	given := read[parameters](arguments)
	request := client.NumbersAPI.ReleaseNumber(none, given.NumberID)
	if given.Pin != nil {
		body := plusofon.NewReleaseNumberRequest()
		body.SetPin(*given.Pin)
		request = request.ReleaseNumberRequest(*body)
	}
	answer, _, err := request.Execute()
	return answer, err
}

func assignBlackList(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	body := read[plusofon.AssignBlackListRequest](arguments)
	answer, _, err := client.ForwardingAPI.AssignBlackList(none).AssignBlackListRequest(body).Execute()
	return answer, err
}

func listForwardTypes(client *plusofon.APIClient, _ json.RawMessage) (any, error) {
	answer, _, err := client.ForwardingAPI.ListForwardTypes(none).Execute()
	return answer, err
}

func listCallerIDTypes(client *plusofon.APIClient, _ json.RawMessage) (any, error) {
	answer, _, err := client.ForwardingAPI.ListCallerIdTypes(none).Execute()
	return answer, err
}

func searchNumbers(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	given := read[parameters](arguments)
	request := client.PurchaseAPI.SearchNumbers(none)
	request = with(request, given.OwnerType, plusofon.ApiSearchNumbersRequest.OwnerType)
	request = with(request, given.Region, plusofon.ApiSearchNumbersRequest.Region)
	request = with(request, given.CityCode, plusofon.ApiSearchNumbersRequest.CityCode)
	request = with(request, given.PhoneNumber, plusofon.ApiSearchNumbersRequest.PhoneNumber)
	request = with(request, given.NumberType, plusofon.ApiSearchNumbersRequest.NumberType)
	request = with(request, given.PhoneType, plusofon.ApiSearchNumbersRequest.PhoneType)
	request = with(request, given.Page, plusofon.ApiSearchNumbersRequest.Page)
	answer, _, err := request.Execute()
	return answer, err
}

func listRegions(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	given := read[parameters](arguments)
	request := client.PurchaseAPI.ListRegions(none)
	request = with(request, given.Type, plusofon.ApiListRegionsRequest.Kind)
	answer, _, err := request.Execute()
	return answer, err
}

func listReservations(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	given := read[parameters](arguments)
	request := client.PurchaseAPI.ListReservations(none)
	request = with(request, given.PhoneType, plusofon.ApiListReservationsRequest.PhoneType)
	request = with(request, given.Page, plusofon.ApiListReservationsRequest.Page)
	answer, _, err := request.Execute()
	return answer, err
}

func reserveNumber(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	body := read[plusofon.ReserveNumberRequest](arguments)
	answer, _, err := client.PurchaseAPI.ReserveNumber(none).ReserveNumberRequest(body).Execute()
	return answer, err
}

func cancelReservation(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	given := read[parameters](arguments)
	answer, _, err := client.PurchaseAPI.CancelReservation(none, given.ReserveNumberID).Execute()
	return answer, err
}

func buyNumbers(client *plusofon.APIClient, arguments json.RawMessage) (any, error) {
	body := read[plusofon.BuyNumbersRequest](arguments)
	answer, _, err := client.PurchaseAPI.BuyNumbers(none).BuyNumbersRequest(body).Execute()
	return answer, err
}
