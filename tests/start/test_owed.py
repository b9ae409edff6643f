"""Start tells the table what it owes the people who spoke."""

from datetime import UTC, date, datetime

import pytest

from gebiedstafel.ideas.actions import bring_idea, open_box
from gebiedstafel.ideas.agenda import put_on_agenda
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.start.owed import owed, with_owed
from gebiedstafel.tables.models import Seat
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return load_demo_table(small_table(), at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


def test_answers_are_asked_by_the_day_of_the_first(table, chair):
    box = open_box(table, by=chair, at=NOON)
    for text in ("Een bankje.", "Een boom."):
        bring_idea(box, kind="idea", text=text, area="", at=NOON)

    (task,) = owed(table, date(2026, 11, 21))

    assert (task.title, task.date, task.until) == (
        "Beantwoord 2 bewoners",
        date(2026, 12, 19),
        "nog 28 dagen",
    )


def test_a_late_answer_says_so(table, chair):
    bring_idea(open_box(table, by=chair, at=NOON), kind="idea", text="Een bankje.", area="", at=NOON)

    (task,) = (one for one in owed(table, date(2026, 12, 20)) if one.kind == "answer")

    assert (task.chip, task.until) == ("te laat", "die dag is voorbij")


def test_questions_wait_for_the_next_meeting(table, chair):
    put_on_agenda(table, "Wat nu?", by=chair, at=NOON)

    (task,) = owed(table, date(2026, 11, 21))

    assert task.title == "Bespreek een vraag uit het gesprek"


def test_nothing_owed_asks_nothing(table):
    assert list(owed(table, date(2026, 11, 21))) == []


def test_an_answer_that_presses_comes_before_what_opens_more_money(table, chair):
    bring_idea(open_box(table, by=chair, at=NOON), kind="idea", text="Een bankje.", area="", at=NOON)

    early = with_owed(["geld"], table, date(2026, 11, 21))
    late = with_owed(["geld"], table, date(2026, 12, 6))

    assert early[0] == "geld"
    assert {one.kind for one in late[:-1]} == {"answer", "waiting"}
    assert late[-1] == "geld"
