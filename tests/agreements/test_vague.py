"""What is still vague in an agreement is said in words, and nothing once anybody could check it."""

from dataclasses import replace
from datetime import date

import pytest

from gebiedstafel.agreements.said import PartSaid, Said
from gebiedstafel.agreements.vague import still_vague

CLEAR = Said(
    words="De gemeente maakt een kapotte lamp binnen zeven dagen.",
    lead="stad",
    due=date(2027, 3, 1),
    counter="Buren melden via één nummer.",
    parts=(PartSaid("stad"), PartSaid("buren", "Melden.", is_counter=True)),
    first_step="Het nummer hangt op de deur.",
    first_step_on=date(2026, 12, 1),
    proof="De lijst met meldingen.",
)


def fields(said):
    return [one.field for one in still_vague(said)]


def test_a_clear_agreement_is_not_vague():
    assert still_vague(CLEAR) == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": "De gemeente gaat onderzoeken of de lampen beter kunnen."}, "words"),
        ({"words": "Wij streven naar een schone straat."}, "words"),
        ({"due": None}, "due"),
        ({"lead": "", "parts": (PartSaid("buren", "Melden.", is_counter=True),)}, "lead"),
        ({"first_step": ""}, "first_step"),
        ({"first_step_on": None}, "first_step_on"),
        ({"counter": "", "parts": ()}, "counter"),
        ({"proof": ""}, "proof"),
        ({"parts": (PartSaid("stad"), PartSaid("buren"))}, "parts"),
        ({"reservation": "Raad", "reservation_by": date(2027, 1, 1)}, "reservation_body"),
        ({"reservation": "Raad", "reservation_body": "raad"}, "reservation_by"),
        (
            {"reservation": "Raad", "reservation_body": "raad", "reservation_by": date(2028, 1, 1)},
            "reservation_by",
        ),
    ],
)
def test_each_thing_that_is_vague_is_named_by_its_field(changed, field):
    assert fields(replace(CLEAR, **changed)) == [field]


def test_the_soft_word_itself_is_quoted():
    found = still_vague(replace(CLEAR, words="Wij bekijken dit waar mogelijk."))

    assert "“bekijken”" in found[0].words
