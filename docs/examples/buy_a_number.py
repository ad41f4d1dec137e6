from plusofon_numbers import OutcomeUnknown, Plusofon, TooExpensive

LIMIT = 250  # roubles: the connection and the first month together

with Plusofon() as plusofon:
    for offer in plusofon.search_numbers(phone_type="abc", city_code=495, owner_type="personal"):
        if offer.buy_price + offer.period_price <= LIMIT:
            break
    else:
        raise SystemExit("no number is cheap enough")

    plusofon.reserve_number(number=offer.number, owner_type="personal", short=1)
    try:
        plusofon.buy_numbers(numbers=[offer.number], owner_type="personal", max_price=LIMIT)
    except TooExpensive as error:
        raise SystemExit(f"the price has changed: {error}") from None
    except OutcomeUnknown as unknown:
        if not unknown.settle():
            raise SystemExit(f"{offer.number} was not bought") from None

    for owned in plusofon.list_numbers():
        if owned.number.endswith(offer.number):
            print("bought:", owned.number, "id", owned.id)
