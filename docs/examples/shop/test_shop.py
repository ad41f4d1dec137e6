import pytest
from plusofon_numbers import PlusofonError, TooExpensive
from plusofon_numbers_mock import PlusofonMock
from shop import buy_one


def test_a_purchase(plusofon_mock: PlusofonMock) -> None:
    plusofon_mock.seed(free=[4951332210, {"number": 4951332211, "buy_price": 49}])
    assert buy_one(city_code=495) == "4951332211"
    assert plusofon_mock.owned == ["74951332211"]


def test_a_number_that_is_too_dear(plusofon_mock: PlusofonMock) -> None:
    plusofon_mock.seed(free=[{"number": 4951332210, "buy_price": 49900}])
    with pytest.raises(TooExpensive):
        buy_one(city_code=495)
    assert plusofon_mock.owned == []


def test_a_purchase_whose_answer_is_lost(plusofon_mock: PlusofonMock) -> None:
    plusofon_mock.next("buyNumbers").disconnect(after_commit=True)
    number = buy_one(city_code=495)
    assert plusofon_mock.owned == [f"7{number}"]


def test_a_number_that_somebody_else_takes(plusofon_mock: PlusofonMock) -> None:
    plusofon_mock.next("reserveNumber").refuse("not_free")
    with pytest.raises(PlusofonError):
        buy_one(city_code=495)
    assert plusofon_mock.owned == []


def test_a_service_that_is_away_for_a_moment(plusofon_mock: PlusofonMock) -> None:
    plusofon_mock.next("searchNumbers").html(503)
    buy_one(city_code=495)
    assert len(plusofon_mock.owned) == 1
