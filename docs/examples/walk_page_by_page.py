from plusofon_numbers import Plusofon

with Plusofon() as plusofon:
    page = plusofon.search_numbers(phone_type="def", number_type="2")
    print("page", page.current_page, "has", len(page.data), "numbers")
    while following := page.next_page():
        page = following
        print("page", page.current_page, "has", len(page.data), "numbers")
