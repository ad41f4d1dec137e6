from plusofon_numbers import Plusofon

with Plusofon() as plusofon:
    page = plusofon.search_numbers(phone_type="abc", city_code=495)
    for offer in page.data:
        print(offer.number, offer.buy_price, offer.period_price)
