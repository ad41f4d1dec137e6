// Package wrong has calls that must not compile.
package wrong

import (
	"context"

	plusofon "github.com/plusofon-numbers/plusofon-numbers-go"
)

func calls(client *plusofon.APIClient) {
	none := context.Background()
	client.PurchaseAPI.SearchNumbers(none).CityCode("495")                               // wrong: a text as a code
	client.PurchaseAPI.SearchNumbers(none).City(495)                                     // wrong: no such filter
	client.NumbersAPI.ReleaseNumber(none)                                                // wrong: which number
	client.NumbersAPI.ReleaseNumber(none, "79161234567")                                 // wrong: digits as an id
	plusofon.NewReserveNumberRequest(4951332210)                                         // wrong: what for
	plusofon.NewBuyNumbersRequest([]string{"4951332210"}, plusofon.OWNERTYPE_PERSONAL)   // wrong: numbers as texts
	plusofon.NewReserveNumberRequest(4951332210, plusofon.PHONETYPE_MOBILE)              // wrong: a code of another kind
	client.ForwardingAPI.ForwardNumbers(none).ForwardRequest(plusofon.NewEmptyForward()) // wrong: which numbers
}
