"""Start asks the table to answer what was reported, and to read what residents brought."""

from datetime import UTC, date, datetime

import pytest

from gebiedstafel.signals.actions import answer_batch, appoint
from gebiedstafel.signals.answering import group_of
from gebiedstafel.signals.models import Answerer, Batch
from gebiedstafel.signals.published import unanswered
from gebiedstafel.start.picture_tasks import picture_tasks
from gebiedstafel.stories.reading import show_story
from gebiedstafel.tables.models import Seat
from tests.picture_of_demo import demo_with_picture
from tests.stories.told_here import a_box, a_table, chair_of, tell

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def test_a_story_asks_for_a_reader_until_somebody_read_it():
    table = a_table()
    assert list(picture_tasks(table, TODAY)) == []
    story, _link = tell(a_box(table))

    (task,) = picture_tasks(table, TODAY)
    show_story(story, by=chair_of(table), at=NOON)

    assert task.title == "Lees een verhaal van een bewoner"
    assert task.url.endswith("/verhalen/eerst/")
    assert list(picture_tasks(table, TODAY)) == []


def test_signals_ask_for_an_answer_by_the_first_day_and_strengths_to_be_looked_at(settings):
    settings.DEMO = True
    table = demo_with_picture(NOON)
    open_ones = list(unanswered(table, before=date.max))

    found = {task.url.rstrip("/").rsplit("/", 2)[-2]: task for task in picture_tasks(table, TODAY)}

    asked = [task for task in picture_tasks(table, TODAY) if task.kind == "signals"]
    assert sum(_count(task) for task in asked) == len(open_ones)
    assert min(task.date for task in asked) == min(one.answer_by for one in open_ones)
    assert any(task.title == "Bekijk wat een bewoner inbracht" for task in found.values())


def test_an_answered_signal_asks_nothing_more(settings):
    settings.DEMO = True
    table = demo_with_picture(NOON)
    before = len(list(unanswered(table, before=date.max)))
    one = unanswered(table, before=date.max)[0]

    batch, by = Batch.objects.get(pk=one.id), table.seats.get(role=Seat.Role.CHAIR)

    answer_batch(batch, "We pakken dit op.", by=by, at=NOON)

    asked = [task for task in picture_tasks(table, TODAY) if task.kind == "signals"]
    assert sum(_count(task) for task in asked) == before - 1


def test_the_party_that_was_chosen_is_asked_to_answer_and_the_chair_for_the_rest(settings):
    settings.DEMO = True
    table = demo_with_picture(NOON)
    Answerer.objects.filter(table=table).delete()
    open_ones = list(unanswered(table, before=date.max))
    group = group_of(Batch.objects.get(pk=open_ones[0].id).theme)
    party = table.parties.filter(left_on=None).first()
    by = table.seats.get(role=Seat.Role.CHAIR)

    appoint(table, group, party, by=by, at=NOON)

    asked = {task.parties: task for task in picture_tasks(table, TODAY) if task.kind == "signals"}
    theirs, rest = asked[frozenset({party.key})], asked[frozenset()]
    assert (theirs.by_chair, rest.by_chair) == (False, True)
    assert _count(theirs) + _count(rest) == len(open_ones)
    late = [one for one in unanswered(table, before=date.max) if one.party]
    assert (_count(theirs), theirs.date) == (len(late), min(one.answer_by for one in late))


def _count(task):
    """Return how many signals a task is about."""
    return 1 if "een signaal" in task.title else int(task.title.split()[1])
