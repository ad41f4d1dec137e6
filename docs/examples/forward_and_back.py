from plusofon_numbers import EmptyForward, NumberForward, Plusofon

with Plusofon() as plusofon:
    owned = plusofon.list_numbers().data[0]

    there = NumberForward(
        numbers=[owned.id],
        destination_number="79161234567",
        cli_type="Y",
    )
    plusofon.forward_numbers(there)
    print(owned.number, "goes to", plusofon.list_numbers().data[0].following)

    plusofon.forward_numbers(EmptyForward(numbers=[owned.id]))
    print(owned.number, "goes to", plusofon.list_numbers().data[0].following)
