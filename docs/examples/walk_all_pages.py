from plusofon_numbers import Plusofon

with Plusofon() as plusofon:
    page = plusofon.search_numbers(phone_type="abc", city_code=495)
    for offer in page:
        print(offer.number, offer.period_price)
