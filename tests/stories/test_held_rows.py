"""What a deed holds until it is done: its own row first, and no table while a reader decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gebiedstafel.stories.actions import ask_readers, take_back_story
from gebiedstafel.stories.askable import askable_things
from gebiedstafel.stories.reading import show_story
from gebiedstafel.stories.recognition import ask_about
from tests.stories.told_here import NOON, a_box, tell
from tests.tables.own_tables import a_table, chair_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite holds the whole file"),
]


@pytest.fixture
def table():
    return a_table()


def held(deed):
    """Return the statements of a deed that hold a row, in order."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        deed()
    return [one["sql"] for one in asked.captured_queries if "FOR NO KEY UPDATE" in one["sql"]]


def test_a_decision_about_a_story_holds_the_story_and_not_its_table(table):
    chair, box = chair_of(table), a_box(table)
    shown, taken = tell(box, "Een verhaal.")[0], tell(box, "Nog een verhaal.")[0]

    for deed in (
        lambda: show_story(shown, by=chair, at=NOON),
        lambda: take_back_story(taken, at=NOON),
        lambda: tell(box, "Een derde verhaal."),
    ):
        assert 'OF "stories_' in held(deed)[0]


def test_two_presses_at_once_wait_for_each_other_at_the_table(table):
    chair = chair_of(table)
    for deed in (
        lambda: ask_readers(table, [], by=chair, at=NOON),
        lambda: ask_about(table, askable_things(table), by=chair, at=NOON),
    ):
        assert 'FROM "tables_areatable"' in held(deed)[0]
