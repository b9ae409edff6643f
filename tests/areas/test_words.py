"""How figures are said: with their unit, wherever they stand alone."""

import pytest

from gebiedstafel.areas.picture import Kind, Reading
from gebiedstafel.areas.words import figure_alone, figure_words, short_name, unit_beside
from gebiedstafel.exchange.indicators import known_indicators

OWN = Kind("x1", "Mensen met bijstand", "per 1.000 inwoners van 18 tot 66", 1)
PUBLIC = Kind("bijstand", "Mensen met bijstand, per 1.000 inwoners van 15 tot 65 jaar", "per 1.000", 1)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (OWN, 112, "112 per 1.000 inwoners van 18 tot 66"),
        (PUBLIC, 112, "112 per 1.000 inwoners van 15 tot 65 jaar"),
        (Kind("b", "Burglaries, per 1,000 homes", "per 1.000", 1), 3.5, "3,5 per 1,000 homes"),
        (Kind("g", "Gas", "m³"), 1200, "1.200\u00a0m³"),
        (Kind("l", "Laag opgeleid", "%"), 30, "30%"),
        (Kind("i", "Inwoners"), 900, "900"),
    ],
)
def test_a_figure_that_stands_alone_says_what_it_is_counted_per(kind, value, said):
    assert figure_alone(Reading(value), kind) == said


def test_a_figure_that_is_not_there_gets_no_unit():
    assert figure_alone(Reading(None, "withheld"), OWN) == "te weinig waarnemingen"


def test_beside_a_name_that_says_it_the_unit_is_not_said_twice():
    assert (figure_words(Reading(112), PUBLIC), unit_beside(PUBLIC)) == ("112", "")
    assert (short_name(PUBLIC), unit_beside(OWN)) == ("Mensen met bijstand", OWN.unit)


def test_what_stands_in_the_figure_itself_is_not_said_beside_it():
    assert unit_beside(Kind("w", "WOZ", "duizend euro")) == unit_beside(Kind("g", "Gas", "m³")) == ""


def test_each_public_figure_that_is_counted_per_something_says_so_in_its_name():
    counted = [one for one in known_indicators().values() if one.unit.startswith("per ")]

    assert counted
    assert all(", per " in one.name and ", per " in one.name_en for one in counted)
