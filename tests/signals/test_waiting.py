"""Who sent what is not shown gets an answer too: due at every table, whether anything waits or not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models.signals import post_init

from gebiedstafel.accounts.models import Person
from gebiedstafel.means.table_import import load_table
from gebiedstafel.meetings.models import AgendaItem, Meeting
from gebiedstafel.meetings.points import points_by_kind, why_words
from gebiedstafel.signals.actions import Sent, answer_waiting, appoint, send_signal
from gebiedstafel.signals.models import WaitingAnswer
from gebiedstafel.signals.own import own_signals
from gebiedstafel.signals.published import waiting_duties
from gebiedstafel.signals.waiting import newest_answers
from gebiedstafel.start.picture_tasks import picture_tasks
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.small_table import small_table

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
DUE = date(2026, 11, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    table = load_table(small_table(), by=Person.objects.create_user("voorzitter"), at=NOON)
    table.seats.update(party=table.parties.get(key="stad"))
    return table


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def neighbours(table):
    person, party = Person.objects.create_user("buur"), table.parties.get(key="buren")
    return Seat.objects.create(table=table, person=person, role=Seat.Role.MEMBER, party=party)


def send(by, theme="ZOR-GGZ", at=NOON):
    sent = Sent("pattern", "seen", theme, "WK1", "2026-Q4", 2, "up", "Vaker onrust.")
    return send_signal(by.table, sent, by=by, at=at)


def duties(table, today=TODAY):
    return [
        (one.party, len(one.groups), one.answer_by)
        for one in waiting_duties(table, today=today, before=date.max)
    ]


def test_an_answer_is_due_where_parties_sit_and_no_signal_changes_that(table, chair, neighbours):
    """A duty that came with a signal would tell that there is one."""
    before = duties(table)
    send(neighbours)

    assert duties(table) == before == [("", 8, DUE)]


def test_a_table_where_nobody_sits_for_a_party_owes_nobody_an_answer(table):
    table.seats.update(party=None)

    assert duties(table) == []


def test_a_late_answer_is_on_the_agenda_also_where_only_the_chair_sits_for_a_party(table, chair):
    send(chair)
    late = DUE + timedelta(days=1)
    meeting = Meeting.objects.create(table=table, key="B1", held_on=late, begins_at=NOON.time(), made_at=NOON)

    (own,) = own_signals(chair.party, late)
    points = points_by_kind(meeting, late)[AgendaItem.Kind.PICTURE]

    assert own.is_late
    assert [one["why"] for one in points] == ["waiting"]


def test_a_chosen_party_owes_its_own_groups_and_answers_no_others(table, chair, neighbours):
    appoint(table, "ZOR", neighbours.party, by=chair, at=NOON)
    assert duties(table) == [("", 7, DUE), ("buren", 1, DUE)]
    with pytest.raises(NotAllowed):
        answer_waiting(table, ["WON"], "Wij kijken ernaar.", by=neighbours, at=NOON)

    answer_waiting(table, ["ZOR"], "Wij kijken ernaar.", by=neighbours, at=NOON)

    assert duties(table) == [("", 7, DUE)]
    assert Deed.objects.get(action="answer_waiting").subject == "2026-Q4 ZOR"


def test_the_sender_reads_the_newest_answer_of_its_group_and_by_when_it_comes(table, chair, neighbours):
    send(neighbours)
    (waits,) = own_signals(neighbours.party, TODAY)
    assert (waits.answer, waits.answer_by, waits.answerer) == ("", DUE, "de voorzitter")

    answer_waiting(table, ["ZOR"], "Wij kijken ernaar.", by=chair, at=NOON)
    answer_waiting(table, ["ZOR", "BES"], "In december kijkt de tafel.", by=chair, at=NOON + timedelta(1))

    (told,) = own_signals(neighbours.party, TODAY)
    assert (told.answer, told.answered_by, told.may_go) == ("In december kijkt de tafel.", str(chair), True)


def test_next_quarter_asks_again_and_what_was_missed_stays_late(table, chair, neighbours):
    answer_waiting(table, ["ZOR"], "Wij kijken ernaar.", by=chair, at=NOON)
    later = date(2027, 2, 1)

    (due,) = waiting_duties(table, today=later, before=date.max)

    assert (due.answer_by, len(due.groups)) == (DUE, 8)
    send(neighbours)
    appoint(table, "ZOR", neighbours.party, by=chair, at=NOON)
    assert duties(table, later)[1] == ("buren", 1, date(2027, 1, 29))
    (again,) = own_signals(neighbours.party, later)
    assert again.answer == "Wij kijken ernaar."


def test_an_answer_from_before_the_quarter_of_sending_is_no_answer(table, chair, neighbours):
    answer_waiting(table, ["ZOR"], "Wij kijken ernaar.", by=chair, at=NOON)
    later = datetime(2027, 2, 1, 12, tzinfo=UTC)
    sent = Sent("pattern", "seen", "ZOR-GGZ", "WK1", "2027-Q1", 2, "up", "Vaker onrust.")
    send_signal(table, sent, by=neighbours, at=later)

    (waits,) = own_signals(neighbours.party, later.date())

    assert (waits.answer, waits.answer_by, waits.is_late) == ("", date(2027, 1, 29), True)


def test_an_answer_from_before_the_signal_is_general_and_the_next_has_a_day(table, chair, neighbours):
    answer_waiting(table, ["ZOR"], "Wij kijken ernaar.", by=chair, at=NOON)
    send(neighbours, at=NOON + timedelta(days=14))

    (waits,) = own_signals(neighbours.party, TODAY + timedelta(days=14))

    assert (waits.answer, waits.told_before.text) == ("", "Wij kijken ernaar.")
    assert (waits.answer_by, waits.is_late) == (date(2027, 1, 29), False)
    answer_waiting(table, ["ZOR"], "In december kijkt de tafel.", by=chair, at=NOON + timedelta(days=15))
    (told,) = own_signals(neighbours.party, TODAY + timedelta(days=15))
    assert (told.answer, told.told_before) == ("In december kijkt de tafel.", None)


def test_the_day_of_the_next_answer_tells_nothing_of_what_waits(table, chair, neighbours):
    answer_waiting(table, ["ZOR"], "Wij kijken ernaar.", by=chair, at=NOON)
    later = NOON + timedelta(days=14)
    send(neighbours, at=later)
    (alone,) = own_signals(neighbours.party, later.date())
    send(chair, at=later)

    (beside,) = own_signals(neighbours.party, later.date())

    assert (beside.answer_by, beside.told_before, beside.answer) == (
        alone.answer_by,
        alone.told_before,
        alone.answer,
    )
    assert duties(table, later.date()) == [("", 7, DUE)]


def test_what_is_late_stands_on_the_agenda_and_what_is_near_on_start(table, chair, neighbours):
    meeting = Meeting.objects.create(table=table, key="B1", held_on=DUE, begins_at=NOON.time(), made_at=NOON)
    early, late = DUE - timedelta(days=20), DUE + timedelta(days=1)

    def on_agenda(day):
        return [
            one for one in points_by_kind(meeting, day)[AgendaItem.Kind.PICTURE] if one["why"] == "waiting"
        ]

    assert on_agenda(early) == []
    assert [task.kind for task in picture_tasks(table, early)] == []
    (point,) = on_agenda(late)
    assert "uiterlijk 30\u00a0november" in why_words(point)
    (task,) = picture_tasks(table, late)
    assert (task.kind, task.date, task.by_chair, task.chip) == ("waiting", DUE, True, "te laat")
    answer_waiting(
        table, ["WON", "OPE", "ENE", "SAM", "ZOR", "BES", "JON", "VEI"], "Goed.", by=chair, at=NOON
    )
    assert on_agenda(late) == []


@pytest.mark.parametrize(("groups", "text"), [([], "Goed."), (["NIETS"], "Goed."), (["ZOR"], "…")])
def test_what_says_nothing_or_of_nothing_is_refused(table, chair, groups, text):
    with pytest.raises(Refused):
        answer_waiting(table, groups, text, by=chair, at=NOON)

    assert not WaitingAnswer.objects.exists()


def test_of_all_that_was_answered_through_the_years_only_the_last_of_each_group_is_read(table, chair):
    for months in range(0, 36, 3):
        answer_waiting(
            table, ["ZOR", "SAM"], f"Ronde {months}.", by=chair, at=NOON + timedelta(days=30 * months)
        )
    read = []

    def note(instance, **_more):
        read.append(instance)

    post_init.connect(note, sender=WaitingAnswer)
    found = newest_answers(table)
    post_init.disconnect(note, sender=WaitingAnswer)

    assert {group: one.text for group, one in found.items()} == {"ZOR": "Ronde 33.", "SAM": "Ronde 33."}
    assert len(read) == 2
