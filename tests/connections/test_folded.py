"""What of a long list stands on a page, and what is folded."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from gebiedstafel.connections.coverage import coverage
from gebiedstafel.connections.folded import folded
from gebiedstafel.connections.share_first import first_parties
from gebiedstafel.connections.works_calendar import StreetRow, WorksCalendar
from tests.connections.small_plan import small_reading


def test_the_rest_of_a_list_is_folded_and_says_what_it_is_together():
    rows = [SimpleNamespace(cents=cents) for cents in (900, 500, 300, 200)]

    shown = folded(rows, 2)

    assert shown.first == (*rows[:2],)
    assert shown.rest == (*rows[2:],)
    assert shown.cents == 500


def test_a_single_row_is_not_worth_a_fold():
    assert folded("abc", 2).first == ("a", "b", "c")
    assert folded("abc", 2).rest == ()
    assert folded("abcd", 2).rest == ("c", "d")


def party(key, *, is_mine=False, reply=""):
    return SimpleNamespace(key=key, is_mine=is_mine, reply=reply, cents=100)


def proposal(**changes):
    """What a proposal would change per party, in cents."""
    parties = [SimpleNamespace(party=key, asked=True, change=cents) for key, cents in changes.items()]
    return SimpleNamespace(parties=parties)


def test_who_is_asked_for_something_else_or_says_something_stands_on_the_page_and_the_rest_is_folded():
    large = [party(key) for key in "abcd"]
    moved, mine, told = party("e"), party("f", is_mine=True), party("g", reply="Dit klopt niet.")
    others = [party("h"), party("i")]

    shown = first_parties([*large, others[0], moved, mine, told, others[1]], proposal(e=-50_000, h=99))

    assert shown.first == (*large, moved, mine, told)
    assert shown.rest == (*others,)
    assert shown.cents == 200


def test_a_single_party_is_not_folded():
    rows = tuple(party(key) for key in "abcde")

    assert first_parties(rows, proposal()).first == rows


def street(name, note=""):
    return StreetRow(name, note, ())


def test_streets_where_works_meet_stand_on_the_page_and_the_others_are_named_in_the_fold():
    met = (street("Kersenstraat", "zo was het gepland"), street("Kersenstraat", "zo past het samen"))
    alone = (street("Lindeplein"), street("Nieuwe Werf"))

    calendar = WorksCalendar("De Kersenstraat gaat één keer open", (), (2027,), (*met, *alone))

    assert calendar.first == met
    assert calendar.rest == alone
    assert calendar.rest_named == "Lindeplein en Nieuwe Werf"


def test_where_no_works_meet_every_street_stands_on_the_page():
    rows = (street("Lindeplein"), street("Nieuwe Werf"))

    calendar = WorksCalendar("Elke straat gaat één keer open", (), (2027,), rows)

    assert (calendar.first, calendar.rest) == (rows, ())


def line_of_folded_challenges(percent):
    """What the line says behind which challenges are folded that are covered this far at least."""
    row = coverage(small_reading())[0]
    rows = [replace(row, percent="0%")] * 6 + [replace(row, percent=percent)] * 3
    text = render_to_string("connections/coverage.html", {"page": SimpleNamespace(coverage=rows)})
    return re.search(r'<details class="gt-more"><summary>(.*?)</summary>', text)[1]


@pytest.mark.parametrize(
    ("percent", "dutch", "english"),
    [
        ("0%", "Toon de andere 3 opgaven", "Show the other 3 challenges"),
        (
            "1%",
            "Toon de andere 3 opgaven, elk voor 1% of meer gedekt",
            "Show the other 3 challenges, each covered for 1% or more",
        ),
        (
            "100%",
            "Toon de andere 3 opgaven, elk helemaal gedekt",
            "Show the other 3 challenges, each covered in full",
        ),
    ],
)
def test_folded_challenges_say_how_far_each_is_covered_only_where_that_says_something(
    percent, dutch, english
):
    assert line_of_folded_challenges(percent) == dutch
    with override("en"):
        assert line_of_folded_challenges(percent) == english


@pytest.mark.parametrize(("count", "folded_away"), [(1, False), (3, False), (4, True)])
def test_a_few_conditions_stand_on_the_page_without_a_line_above_what_is_open_already(count, folded_away):
    checks = [SimpleNamespace(text=f"Voorwaarde {n}.", by="") for n in range(count)]
    flow = SimpleNamespace(about="Rioolgeld", checks=checks, measures="")
    page = SimpleNamespace(checks=[flow], check_count=count)

    text = render_to_string("connections/checks.html", {"page": page})

    assert text.count("<p>Voorwaarde") == count
    assert ("<details" in text, "</details>" in text, "Toon de" in text) == (folded_away,) * 3
