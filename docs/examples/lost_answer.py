from plusofon_numbers import OutcomeUnknown, Plusofon

with Plusofon() as plusofon:
    number = plusofon.search_numbers(owner_type="personal").data[0].number
    plusofon.reserve_number(number=number, owner_type="personal", short=1)
    try:
        plusofon.buy_numbers(numbers=[number], owner_type="personal", max_price=50_000)
        print("bought:", number)
    except OutcomeUnknown as unknown:
        settlement = unknown.settle()
        print("bought:", settlement.done)
        print("not bought:", settlement.undone, settlement.missing)
