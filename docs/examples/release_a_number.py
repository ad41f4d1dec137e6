from plusofon_numbers import Plusofon

with Plusofon() as plusofon:
    number = next(iter(plusofon.list_numbers()))
    plusofon.release_number(number.id)
    print("released:", number.number)
