"""Making and changing an agreement: what is enough to begin, what cannot stand, and nothing overwritten."""

from dataclasses import replace
from datetime import date

import pytest

from gebiedstafel.agreements.actions import change_agreement, confirm_part, make_agreement
from gebiedstafel.agreements.faults import LONGEST, Faulty
from gebiedstafel.agreements.models import LONGEST_TEXT, Agreement
from gebiedstafel.agreements.said import MoneySaid, PartSaid, Said, said_of
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .promises import DAY, LAMPS, NOON, part_of, promised, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return table_with_people()


def test_a_sentence_a_lead_and_a_date_are_enough(people):
    table, seats = people

    made = make_agreement(
        table,
        Said("De buren vegen de stoep.", lead="buren", due=date(2027, 1, 1)),
        by=seats["buren"],
        at=NOON,
    )

    assert (made.key, made.status, made.made_on) == ("A01", "nieuw", DAY)
    assert [part.party.key for part in made.parts.all()] == ["buren"]


def test_a_visitor_and_a_finance_officer_make_no_agreements(people):
    table, seats = people

    for key in ("visitor", "finance"):
        with pytest.raises(NotAllowed):
            make_agreement(table, LAMPS, by=seats[key], at=NOON)


def test_all_that_cannot_stand_is_told_at_once(people):
    table, seats = people
    wrong = replace(
        LAMPS,
        words=" \x00 ",
        lead="nergens",
        due=date(2026, 1, 1),
        challenge="O99",
        money=(MoneySaid("F9", 1, -5),),
        waits_for=("A77",),
        parts=(PartSaid("stad"), PartSaid("stad")),
    )

    with pytest.raises(Faulty) as told:
        make_agreement(table, wrong, by=seats["chair"], at=NOON)

    assert {"words", "lead", "due", "challenge", "money", "waits_for", "parts"} <= set(told.value.faults)
    assert not Agreement.objects.exists()


def test_what_is_too_long_is_told_with_how_long_it_is_and_how_much_fits(people):
    table, seats = people
    parts = (PartSaid("stad", "Lang. " * 1000), PartSaid("buren", "Maakt de lamp."))

    with pytest.raises(Faulty) as told:
        make_agreement(table, replace(LAMPS, role="r" * 999, parts=parts), by=seats["chair"], at=NOON)

    assert told.value.faults == {
        "role": f"rol van de trekker: Dit zijn 999 tekens. Hier passen er {LONGEST['role']}. Zeg het korter.",
        "parts": f"wie doet mee: Dit zijn 5999 tekens. Hier passen er {LONGEST_TEXT}. Zeg het korter.",
    }


@pytest.mark.parametrize("year", [1, 9999])
def test_a_date_before_the_meeting_or_beyond_reason_is_refused(people, year):
    table, seats = people

    with pytest.raises(Faulty) as told:
        make_agreement(table, replace(LAMPS, due=date(year, 1, 1)), by=seats["chair"], at=NOON)

    assert set(told.value.faults) == {"due"}


def test_numbers_go_on(people):
    table, seats = people
    first = promised(table, seats["chair"])
    second = promised(table, seats["chair"])

    assert (first.key, second.key) == ("A01", "A02")


def test_agreements_that_wait_for_each_other_in_a_circle_are_refused_with_the_circle_named(people):
    table, seats = people
    one, two, three = (promised(table, seats["chair"]) for _ in range(3))
    change_agreement(one, replace(said_of(one), waits_for=("A02",)), by=seats["chair"], at=NOON)
    change_agreement(two, replace(said_of(two), waits_for=("A03",)), by=seats["chair"], at=NOON)

    with pytest.raises(Faulty, match="A03 wacht op A01, A01 wacht op A02, A02 wacht op A03"):
        change_agreement(three, replace(said_of(three), waits_for=("A01",)), by=seats["chair"], at=NOON)

    with pytest.raises(Faulty, match="A01 wacht op A01"):
        change_agreement(one, replace(said_of(one), waits_for=("A01",)), by=seats["chair"], at=NOON)


def test_a_stale_change_is_refused_with_both_texts(people):
    table, seats = people
    made = promised(table, seats["chair"])
    change_agreement(
        made, replace(LAMPS, words="Binnen drie dagen."), by=seats["stad"], at=NOON, seen=made.version
    )

    with pytest.raises(Refused, match=r"Er staat nu: .*Binnen drie dagen.* U wilde: .*Binnen tien dagen"):
        change_agreement(
            made, replace(LAMPS, words="Binnen tien dagen."), by=seats["buren"], at=NOON, seen=made.version
        )

    assert Agreement.objects.get().words == "Binnen drie dagen."


def test_who_takes_no_part_changes_nothing(people):
    table, seats = people
    made = promised(table, seats["chair"])

    with pytest.raises(NotAllowed):
        change_agreement(made, replace(LAMPS, words="Anders."), by=seats["huis"], at=NOON)


def test_a_changed_sentence_asks_every_party_again_and_a_changed_part_only_that_party(people):
    table, seats = people
    made = promised(table, seats["chair"])
    for key in ("stad", "buren"):
        confirm_part(part_of(made, key), by=seats[key], at=NOON)

    other = (PartSaid("stad", "Maakt de lamp."), PartSaid("buren", "Bellen.", is_counter=True))
    change_agreement(made, replace(said_of(made), parts=other), by=seats["chair"], at=NOON)
    assert part_of(made, "stad").confirmed_at
    assert not part_of(made, "buren").confirmed_at

    change_agreement(made, replace(said_of(made), parts=other, words="Sneller."), by=seats["chair"], at=NOON)
    assert not part_of(made, "stad").confirmed_at
