package main

import (
	"os"
	"strconv"

	plusofon "github.com/plusofon-numbers/plusofon-numbers-go"
)

// runFlow lives a number's life: searched, reserved, bought, listed, forwarded, no more forwarded,
// released.
func runFlow() error {
	client, err := plusofon.New(plusofon.WithBaseURL(os.Getenv("BASE_URL")))
	if err != nil {
		return err
	}
	number, err := bought(client)
	if err != nil {
		return err
	}
	if err := say(map[string]any{"step": "buy", "number": number}); err != nil {
		return err
	}
	owned, err := forwarded(client)
	if err != nil {
		return err
	}
	if _, _, err := client.NumbersAPI.ReleaseNumber(none, owned.GetId()).Execute(); err != nil {
		return err
	}
	page, _, err := client.NumbersAPI.ListNumbers(none).Execute()
	if err != nil {
		return err
	}
	return say(map[string]any{"step": "release", "owned": page.GetTotal()})
}

// bought searches a number, reserves and buys it.
func bought(client *plusofon.APIClient) (string, error) {
	page, _, err := client.PurchaseAPI.SearchNumbers(none).OwnerType(plusofon.OWNERTYPE_PERSONAL).
		PhoneType(plusofon.PHONETYPE_GEOGRAPHIC).CityCode(495).NumberType("0").Execute()
	if err != nil {
		return "", err
	}
	number := page.Data[0].GetNumber()
	if err := say(map[string]any{"step": "search", "number": number}); err != nil {
		return "", err
	}
	digits, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return "", err
	}
	reservation := plusofon.NewReserveNumberRequest(digits, plusofon.OWNERTYPE_PERSONAL)
	reservation.SetShort(1)
	_, _, err = client.PurchaseAPI.ReserveNumber(none).ReserveNumberRequest(*reservation).Execute()
	if err != nil {
		return "", err
	}
	reserved, _, err := client.PurchaseAPI.ListReservations(none).Execute()
	if err != nil {
		return "", err
	}
	if err := say(map[string]any{"step": "reserve", "number": reserved.Data[0].GetNumber()}); err != nil {
		return "", err
	}
	purchase := plusofon.NewBuyNumbersRequest([]int64{digits}, plusofon.OWNERTYPE_PERSONAL)
	_, _, err = client.PurchaseAPI.BuyNumbers(none).BuyNumbersRequest(*purchase).Execute()
	return number, err
}

// forwarded finds the number, forwards its calls, and takes that back.
func forwarded(client *plusofon.APIClient) (*plusofon.OwnedNumber, error) {
	owned, err := first(client)
	if err != nil {
		return nil, err
	}
	if err := say(map[string]any{"step": "list", "number": owned.GetNumber(), "id": owned.GetId()}); err != nil {
		return nil, err
	}
	ids := []int64{owned.GetId()}
	there := plusofon.NumberForwardAsForwardRequest(plusofon.NewNumberForward("number", ids, "79161234567", "Y"))
	nowhere := plusofon.EmptyForwardAsForwardRequest(plusofon.NewEmptyForward("empty", ids))
	for _, each := range []struct {
		step string
		body plusofon.ForwardRequest
	}{{"forward", there}, {"unforward", nowhere}} {
		_, _, err := client.ForwardingAPI.ForwardNumbers(none).ForwardRequest(each.body).Execute()
		if err != nil {
			return nil, err
		}
		owned, err := first(client)
		if err != nil {
			return nil, err
		}
		if err := say(map[string]any{"step": each.step, "following": following(owned)}); err != nil {
			return nil, err
		}
	}
	return owned, nil
}

func first(client *plusofon.APIClient) (*plusofon.OwnedNumber, error) {
	page, _, err := client.NumbersAPI.ListNumbers(none).Execute()
	if err != nil {
		return nil, err
	}
	return &page.Data[0], nil
}

func following(owned *plusofon.OwnedNumber) any {
	if there, isSet := owned.GetFollowingOk(); isSet && there != nil {
		return there.GetName()
	}
	return nil
}
