"""The chair makes, opens, reads and closes; everyone else at the table looks on; what stands, stands."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gebiedstafel.accounts.models import Person
from gebiedstafel.dialogue.actions import (
    Rules,
    add_entrance,
    change_round,
    close_round,
    make_round,
    open_round,
)
from gebiedstafel.dialogue.moderation import (
    lookalikes,
    reject_statements,
    seed_statements,
    show_statements,
    translate_round,
    translate_statements,
)
from gebiedstafel.dialogue.rounds import Phase, Round, RoundStatement, RoundText, Route, StatementText
from gebiedstafel.dialogue.statement_text import MOST_AT_ONCE
from gebiedstafel.dialogue.taking_part import add_statement
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.dialogue.open_rounds import (
    LATER,
    NOON,
    chair_of_a_table,
    come_in,
    draft_round,
    person,
    round_that_is_open,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    return chair_of_a_table()


def as_chair(client, chair):
    """Let this browser be that of the chair."""
    chair.person = Person.objects.create_user("voorzitter")
    chair.save()
    client.force_login(chair.person)


def deeds_on(round, by) -> list:
    """Everything the chair can do with a round, each to be tried by someone."""
    return [
        lambda: make_round(round.table, Rules("Wat nu?"), by=by, at=NOON),
        lambda: change_round(round, Rules("Wat dan?"), by=by, at=NOON),
        lambda: seed_statements(round, "Een nieuwe stelling.", language="nl", by=by, at=NOON),
        lambda: show_statements(round, [1], by=by, at=NOON),
        lambda: reject_statements(round, [1], "Dubbel.", by=by, at=NOON),
        lambda: translate_statements(round, "nl", {1: "Zo dan."}, by=by, at=NOON),
        lambda: translate_round(round, "en", question="What?", intro="", by=by, at=NOON),
        lambda: add_entrance(round, route=Route.QR, by=by, at=NOON),
        lambda: open_round(round, closes_at=LATER, by=by, at=NOON),
        lambda: close_round(round, by=by, at=NOON),
    ]


@pytest.mark.parametrize("role", [Seat.Role.VISITOR, Seat.Role.FINANCE])
def test_only_the_chair_leads(chair, role):
    round = draft_round(chair)
    seat = Seat.objects.create(table=chair.table, role=role)
    before = Deed.objects.count()

    for deed in deeds_on(round, seat):
        with pytest.raises(NotAllowed):
            deed()

    assert Deed.objects.count() == before


def test_the_chair_of_another_table_leads_nothing_here(chair):
    round, other = draft_round(chair), chair_of_a_table("anders")

    for deed in deeds_on(round, other):
        with pytest.raises(NotAllowed):
            deed()


def test_a_round_goes_from_draft_to_open_to_closed(chair):
    round = draft_round(chair)
    assert round.phase(NOON) == Phase.DRAFT

    round = open_round(round, closes_at=LATER, by=chair, at=NOON)
    assert [round.phase(at) for at in (NOON, LATER - timedelta(seconds=1), LATER)] == [
        "open",
        "open",
        "closed",
    ]

    round = close_round(round, by=chair, at=NOON + timedelta(days=1))
    assert round.phase(NOON + timedelta(days=1)) == Phase.CLOSED
    actions = list(Deed.objects.values_list("action", flat=True))
    assert actions == ["make_round", "seed_statements", "open_round", "close_round"]


def test_a_round_opens_once_and_with_something_to_judge(chair):
    empty = draft_round(chair, pasted="")
    with pytest.raises(Refused, match="nog geen stelling"):
        open_round(empty, closes_at=LATER, by=chair, at=NOON)

    round = draft_round(chair)
    with pytest.raises(Refused, match="al voorbij"):
        open_round(round, closes_at=NOON, by=chair, at=NOON)
    open_round(round, closes_at=LATER, by=chair, at=NOON)
    with pytest.raises(Refused, match="al open"):
        open_round(round, closes_at=LATER, by=chair, at=NOON)


def test_the_rules_stand_once_people_could_come_in(chair):
    round = round_that_is_open(chair)

    with pytest.raises(Refused, match="staan nu vast"):
        change_round(round, Rules("Iets anders?"), by=chair, at=NOON)


def test_a_change_that_did_not_see_the_newest_rules_is_refused_with_both_texts(chair):
    round = draft_round(chair)
    change_round(round, Rules("Wat dan?"), by=chair, at=NOON, seen=1)

    with pytest.raises(Refused, match=r"Wat dan\?.*Wat nu\?"):
        change_round(round, Rules("Wat nu?"), by=chair, at=NOON, seen=1)


def test_statements_are_pasted_many_at_once_without_the_marks_of_lists(chair):
    round = draft_round(chair, pasted="")

    count, again = seed_statements(
        round,
        "1. Een eerste zin.\n\n• Een tweede zin.\r\n 23) Een derde zin.\n",
        language="nl",
        by=chair,
        at=NOON,
    )

    assert (count, again) == (3, [])
    rows = list(round.statements.values_list("number", "text", "is_seed", "state"))
    assert rows == [
        (1, "Een eerste zin.", True, "shown"),
        (2, "Een tweede zin.", True, "shown"),
        (3, "Een derde zin.", True, "shown"),
    ]


def test_what_is_there_already_does_not_come_in_twice(chair):
    round = draft_round(chair, pasted="De straat is mooi.\n")

    count, again = seed_statements(
        round, "de straat is mooi\nDe straat is lelijk.\n", language="nl", by=chair, at=NOON
    )

    assert (count, again) == (1, ["de straat is mooi"])


def test_every_fault_in_pasted_text_is_told_at_once_and_nothing_goes_in(chair):
    round = draft_round(chair, pasted="")

    with pytest.raises(Refused, match=r"Regel 2: Dit zijn 200 tekens.*Regel 4: Schrijf een hele zin"):
        seed_statements(
            round, "Goed zo.\n" + "x" * 200 + "\nOok goed.\n123456\n", language="nl", by=chair, at=NOON
        )

    assert not round.statements.exists()


def test_a_million_statements_are_too_many(chair):
    round = draft_round(chair, pasted="")

    with pytest.raises(Refused, match="hooguit 500"):
        seed_statements(round, "Een zin van mij.\n" * 1_000_000, language="nl", by=chair, at=NOON)
    for part in range(4):
        pasted = "".join(f"Stelling {part} nummer {n} over iets.\n" for n in range(MOST_AT_ONCE))
        seed_statements(round, pasted, language="nl", by=chair, at=NOON)
    with pytest.raises(Refused, match="meer dan 2000"):
        seed_statements(round, "Nog eentje dan, want het kan.", language="nl", by=chair, at=NOON)


def test_one_lookalike_is_suggested_for_what_waits(chair):
    round = round_that_is_open(
        chair, pasted="Er moeten meer bomen komen in de straat.\nDe speeltuin kan beter.\n"
    )
    writer = person(round, come_in(round))
    for text in ("Er moeten méér bomen komen in onze straat!", "Een bankje bij de vijver."):
        add_statement(writer, text, language="nl", at=NOON)

    found = lookalikes(round)

    assert {number: other for number, (other, _share) in found.items()} == {3: 1}


def test_many_are_shown_or_left_out_at_once_and_a_reason_is_needed(chair):
    round = round_that_is_open(chair)
    writer = person(round, come_in(round))
    for n in range(4):
        add_statement(writer, f"Mijn eigen stelling nummer {n}.", language="nl", at=NOON)

    assert show_statements(round, [4, 5], by=chair, at=NOON) == 2
    with pytest.raises(Refused, match="Schrijf waarom"):
        reject_statements(round, [6, 7], "  ", by=chair, at=NOON)
    assert reject_statements(round, [6, 7], "Dit staat er al.", by=chair, at=NOON, same_as=4) == 2

    states = dict(round.statements.values_list("number", "state"))
    assert [states[n] for n in (4, 5, 6, 7)] == ["shown", "shown", "rejected", "rejected"]
    assert {one.duplicate_of.number for one in round.statements.filter(state="rejected")} == {4}


def test_numbers_of_nothing_change_nothing(chair):
    round = round_that_is_open(chair)

    for numbers in ([], [99], [1, 99]):
        with pytest.raises(Refused, match="Kies eerst"):
            show_statements(round, numbers, by=chair, at=NOON)


def test_translations_stand_beside_and_an_empty_one_is_taken_away(chair):
    round = round_that_is_open(chair, languages=["nl", "en"])

    assert translate_statements(round, "en", {1: "More trees.", 2: ""}, by=chair, at=NOON) == 1
    assert translate_statements(round, "en", {1: "More trees."}, by=chair, at=NOON) == 0
    assert list(StatementText.objects.values_list("statement__number", "text")) == [(1, "More trees.")]
    assert translate_statements(round, "en", {1: ""}, by=chair, at=NOON) == 1
    assert not StatementText.objects.exists()
    with pytest.raises(Refused, match="hoort niet bij"):
        translate_statements(round, "de", {1: "Mehr Bäume."}, by=chair, at=NOON)


def test_the_question_is_translated_beside_the_tables_own_words(chair):
    round = round_that_is_open(chair, languages=["nl", "en"], intro="Wij lezen alles.")

    def put(language, question, intro):
        return translate_round(round, language, question=question, intro=intro, by=chair, at=NOON)

    assert put("en", "What should\u202e happen?", "We read  it all.") == 2
    assert put("en", "What should happen?", "We read it all.") == 0
    kept = RoundText.objects.get()
    assert (kept.language, kept.question, kept.intro) == ("en", "What should happen?", "We read it all.")
    assert put("en", "", "") == 2
    assert not RoundText.objects.exists()
    for language in ("de", "nl"):
        with pytest.raises(Refused, match="hoort niet bij"):
            put(language, "Was?", "")
    with pytest.raises(Refused, match="Maak ze korter"):
        put("en", "x" * 401, "")


def test_question_and_statements_are_translated_on_one_page_and_nothing_is_lost(client, chair):
    round = draft_round(chair, languages=["nl", "en"], intro="Wij lezen alles.")
    page = reverse("rounds:translations", args=[chair.table_id, round.pk, "en"])
    as_chair(client, chair)

    shown = client.get(page).content.decode()
    assert shown.index("Wat moet er gebeuren?</label>") < shown.index("Er moeten meer bomen")
    filled = {"vraag": "What?", "inleiding": "We read.", "t1": "More trees.", "t2": ""}
    assert client.post(page, filled).status_code == 302
    assert RoundText.objects.get().question == "What?"
    assert StatementText.objects.get().text == "More trees."

    too_long = client.post(page, filled | {"vraag": "x" * 401, "t2": "A better playground."})
    assert too_long.status_code == 409
    assert "Maak ze korter" in too_long.content.decode()
    assert "A better playground." in too_long.content.decode()
    assert StatementText.objects.count() == 1


def test_a_poster_and_a_letter_ask_in_every_language(client, chair):
    round = draft_round(chair, languages=["nl", "en"])
    translate_round(round, "en", question="What should happen?", intro="", by=chair, at=NOON)
    as_chair(client, chair)

    door = round.entrances.get(route=Route.QR)
    poster = client.get(reverse("rounds:poster", args=[chair.table_id, round.pk, door.pk])).content.decode()
    asked = {"kind": "letter", "count": 1, "side": "resident", "area": "", "batch": "a"}
    letter = client.post(reverse("rounds:codes", args=[chair.table_id, round.pk]), asked).content.decode()

    for sheet in (poster, letter):
        assert "Wat moet er gebeuren?" in sheet
        assert 'lang="en" dir="auto"' in sheet
        assert "What should happen?" in sheet


def test_what_is_closed_stays(chair):
    round = close_round(round_that_is_open(chair), by=chair, at=NOON + timedelta(hours=1))
    late = NOON + timedelta(hours=2)

    for deed in (
        lambda: seed_statements(round, "Nog een stelling.", language="nl", by=chair, at=late),
        lambda: show_statements(round, [1], by=chair, at=late),
        lambda: reject_statements(round, [1], "Toch niet.", by=chair, at=late),
        lambda: add_entrance(round, route=Route.QR, by=chair, at=late),
        lambda: close_round(round, by=chair, at=late),
        lambda: open_round(round, closes_at=LATER, by=chair, at=late),
    ):
        with pytest.raises(Refused):
            deed()


def test_a_hall_says_how_long_and_for_how_many(chair):
    round = round_that_is_open(chair)
    soon = NOON + timedelta(hours=2)

    for until, places in ((None, 10), (soon, None), (soon, 0), (NOON, 10), (soon, 100_000)):
        with pytest.raises(Refused):
            add_entrance(round, route=Route.HALL, until=until, places=places, by=chair, at=NOON)
    with pytest.raises(Refused, match="kent de tafel niet"):
        add_entrance(round, route=Route.QR, area="elders", by=chair, at=NOON)


def test_nothing_of_a_round_is_left_when_its_table_goes(chair):
    round = round_that_is_open(chair)
    come_in(round)

    chair.table.delete()

    assert not Round.objects.exists()
    assert not RoundStatement.objects.exists()
