"""A plan that counts on a party that left says what it would have led and paid."""

from datetime import date

from gebiedstafel.connections.parties_that_left import parties_that_left
from gebiedstafel.tables.models import Party

DOCUMENT = {
    "measures": [{"id": "M1", "title": "Pomp"}],
    "money_flows": [{"id": "F1", "name": "Pot", "holder": "huis"}],
}
RESULT = {
    "measures": [{"id": "M1", "lead": "huis", "payments": [{"flow": "F1", "year": 2027, "cents": 80_000_00}]}]
}


def gone(key, name):
    return Party(key=key, name=name, left_on=date(2027, 3, 1), at_table=False)


def test_what_it_led_and_paid_is_told_with_its_name_and_the_day():
    (told,) = parties_that_left(DOCUMENT, RESULT, [gone("huis", "Wonen in Bosrijk")])

    assert told.startswith("Wonen in Bosrijk is sinds 1\u00a0maart 2027 van tafel")
    assert "zij zou trekken: Pomp" in told
    assert "80.000" in told


def test_a_party_the_plan_does_not_count_on_is_not_mentioned():
    assert parties_that_left(DOCUMENT, RESULT, [gone("buren", "Buren")]) == []
