from plusofon_numbers import Plusofon

with Plusofon() as plusofon:
    page = plusofon.search_numbers(phone_type="abc", city_code=495)
    print("page", page.current_page, "has", len(page.data), "numbers")
    while following := page.next_page():
        page = following
        print("page", page.current_page, "has", len(page.data), "numbers")
