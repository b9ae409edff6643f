"""Start asks the table to answer what was reported, and to read what residents brought."""

from datetime import UTC, date, datetime

import pytest

from gebiedstafel.signals.actions import answer_batch, appoint
from gebiedstafel.signals.answering import group_of
from gebiedstafel.signals.models import Answerer, Batch
from gebiedstafel.signals.published import unanswered
from gebiedstafel.start.picture_tasks import picture_tasks
from gebiedstafel.start.today import asked_of
from gebiedstafel.stories.reading import show_story
from gebiedstafel.strengths.actions import bring_strength, change_strength
from gebiedstafel.strengths.said import Said
from gebiedstafel.strengths.using import use_strength
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seating import get_up
from tests.picture_of_demo import demo_with_picture
from tests.stories.told_here import a_box, a_reader, tell
from tests.tables.own_tables import a_seat, a_table, chair_of

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


def test_a_story_is_asked_of_who_reads_along_and_never_of_who_was_its_first_reader():
    table = a_table()
    story, _link = tell(a_box(table))
    reader, other = a_reader(table), a_seat(table, "member", "huis", "ander")

    (task,) = picture_tasks(table, TODAY)
    assert asked_of(reader, [task]) == asked_of(chair_of(table), [task]) == (task,)
    assert asked_of(other, [task]) == ()

    show_story(story, recognisable=True, by=reader, at=NOON)
    (task,) = picture_tasks(table, TODAY)
    assert asked_of(reader, [task]) == (), "their own reading is done"
    assert asked_of(chair_of(table), [task]) == (task,)


def test_a_chair_who_read_a_story_is_asked_for_a_second_reader_and_then_for_nothing_more():
    table = a_table()
    story, _link = tell(a_box(table))
    chair = chair_of(table)
    show_story(story, recognisable=True, by=chair, at=NOON)

    (task,) = picture_tasks(table, TODAY)
    assert asked_of(chair, [task]) == (task,)
    assert task.title == "Vraag iemand om verhalen mee te lezen"
    assert task.url.endswith("/verhalen/eerst/#meelezers")

    reader = a_reader(table)
    (task,) = picture_tasks(table, TODAY)
    assert (asked_of(reader, [task]), asked_of(chair, [task])) == ((task,), ())

    get_up(reader, at=NOON)
    (task,) = picture_tasks(table, TODAY)
    assert asked_of(chair, [task]) == (task,), "an empty seat reads nothing"


def test_each_is_asked_to_read_as_many_stories_as_they_can_decide_on():
    table = a_table()
    box, chair, reader = a_box(table), chair_of(table), a_reader(table)
    first, *_others = [tell(box, f"De lamp bij plek {letter} is stuk.")[0] for letter in "abc"]
    show_story(first, recognisable=True, by=chair, at=NOON)

    tasks = list(picture_tasks(table, TODAY))

    assert [one.title for one in asked_of(chair, tasks)] == ["Lees 2 verhalen van bewoners"]
    assert [one.title for one in asked_of(reader, tasks)] == ["Lees 3 verhalen van bewoners"]


def test_a_chair_who_reads_alone_is_asked_for_a_second_reader_beside_what_is_theirs_to_read():
    table = a_table()
    box, chair = a_box(table), chair_of(table)
    first, *_others = [tell(box, f"De lamp bij plek {letter} is stuk.")[0] for letter in "ab"]
    show_story(first, recognisable=True, by=chair, at=NOON)

    tasks = list(picture_tasks(table, TODAY))

    assert [one.title for one in asked_of(chair, tasks)] == [
        "Lees een verhaal van een bewoner",
        "Vraag iemand om verhalen mee te lezen",
    ]


def test_a_party_is_asked_whether_the_wijk_may_use_what_others_want_to_build_on():
    table = a_table()
    chair, owner = chair_of(table), a_seat(table, "member", "huis", "eigenaar")
    hall = bring_strength(table, Said(kind="room", name="De zaal", party="huis"), by=chair, at=NOON)
    use_strength(hall, "measures/M1", "", by=owner, at=NOON)
    assert list(picture_tasks(table, TODAY)) == [], "a party asks itself nothing"

    use_strength(hall, "measures/M1", "", by=chair, at=NOON)

    (task,) = picture_tasks(table, TODAY)
    assert (task.title, task.url) == (
        "Zeg of de wijk dit mag gebruiken: De zaal",
        f"/tafel/{table.pk}/krachten/{hall.pk}/",
    )
    assert asked_of(owner, [task]) == (task,)
    assert asked_of(chair, [task]) == ()
    said = Said(kind="room", name="De zaal", party="huis", in_kind="yes")
    change_strength(hall, said, by=owner, at=NOON)
    assert list(picture_tasks(table, TODAY)) == []


def test_a_party_is_asked_nothing_about_a_measure_that_another_keeps_to_itself():
    table = a_table()
    chair = chair_of(table)
    hall = bring_strength(table, Said(kind="room", name="De zaal", party="huis"), by=chair, at=NOON)
    use_strength(hall, "measures/M1", "", by=chair, at=NOON)

    table.measures.filter(key="M1").update(circles={"*": "eigen", "title": "eigen"}, owner="buren")

    assert list(picture_tasks(table, TODAY)) == []


def test_signals_ask_for_an_answer_by_the_first_day_and_strengths_to_be_looked_at(settings):
    settings.DEMO = True
    table = demo_with_picture(NOON)
    open_ones = list(unanswered(table, before=date.max))

    found = list(picture_tasks(table, TODAY))

    asked = [task for task in found if task.kind == "signals"]
    assert sum(_count(task) for task in asked) == len(open_ones)
    assert min(task.date for task in asked) == min(one.answer_by for one in open_ones)
    assert any(task.title == "Bekijk wat een bewoner inbracht" for task in found)


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
