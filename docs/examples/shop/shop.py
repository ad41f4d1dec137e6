"""Buys the cheapest number of a city."""

from plusofon_numbers import OutcomeUnknown, Plusofon


def buy_one(city_code: int) -> str:
    """Buy a number for one user, and tell its ten digits."""
    with Plusofon() as plusofon:
        offers = plusofon.search_numbers(city_code=city_code, owner_type="personal")
        number = min(offers, key=lambda offer: offer.buy_price).number
        plusofon.reserve_number(number=number, owner_type="personal", short=1)
        try:
            plusofon.buy_numbers(numbers=[number], owner_type="personal", max_price=250)
        except OutcomeUnknown as unknown:
            if not unknown.settle():
                raise
        return number
