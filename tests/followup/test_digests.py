"""Overviews: in the rhythm someone chose, once for a period, and only when there is something to say."""

from datetime import date, time, timedelta

import pytest

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.followup.actions import choose_messages
from gebiedstafel.followup.digests import send_digests
from gebiedstafel.followup.models import Digest
from gebiedstafel.meetings.models import Meeting
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.followup.kept_agreements import TODAY, agreement, at, bo_of, chair_of, table_of_neighbours

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return table_of_neighbours()


def choose(table, rhythm, **other):
    bo = bo_of(table)
    said = {"also_when_empty": False, "reminders": True} | other
    choose_messages(bo.person, rhythm=rhythm, **said, by=bo, at=at())


def days_with_mail(first, days):
    """Let so many days pass, and return on which an overview went to Bo."""
    for number in range(days):
        for hour in (3, 9, 15):
            send_digests(at(first + timedelta(days=number), hour))
    letters = OutgoingLetter.objects.filter(to="bo@voorbeeld.nl").order_by("pk")
    return [one.made_at.date() for one in letters]


def test_an_overview_comes_on_monday_for_who_chose_nothing(table):
    agreement(table)

    assert days_with_mail(TODAY, 14) == [TODAY, TODAY + timedelta(days=7)]


def test_once_a_month_is_on_its_first_working_day(table):
    agreement(table, due=date(2027, 4, 1))
    choose(table, "maand")

    # The first of May 2027 is a Saturday.
    assert days_with_mail(date(2027, 3, 30), 40) == [date(2027, 4, 1), date(2027, 5, 3)]


def test_week_numbers_around_new_year_are_told_once_each(table):
    agreement(table)

    assert days_with_mail(date(2026, 12, 28), 14) == [date(2026, 12, 28), date(2027, 1, 4)]


def test_who_wants_none_gets_none(table):
    agreement(table)
    choose(table, "nooit")

    assert days_with_mail(TODAY, 30) == []


def test_nothing_to_say_is_no_letter_unless_someone_asked_for_it(table, mailbox):
    assert days_with_mail(TODAY, 7) == []
    assert Digest.objects.filter(letter=None).count() == 2
    choose(table, "week", also_when_empty=True)

    assert days_with_mail(TODAY + timedelta(days=7), 1) == [TODAY + timedelta(days=7)]
    carry_letters(at(TODAY + timedelta(days=7)))
    assert "U hoeft nu niets te doen" in mailbox.text


def test_it_says_what_someone_owes_is_owed_and_has_to_confirm(table, mailbox):
    agreement(table, "A1", words="De buren meten het geluid.", due=TODAY - timedelta(days=4))
    agreement(table, "A2", lead="stad", others=("buren",), words="De stad plaatst een drempel.")
    waits = agreement(table, "A3", words="De buren beheren de tuin.", due=date(2027, 9, 1))
    waits.parts.update(confirmed_at=None)
    agreement(table, "A4", lead="stad", words="Iets van een ander.")
    agreement(table, "A5", words="Al klaar.", status="gereed")
    send_digests(at())

    carry_letters(at())

    letter = next(one for one in mailbox.letters if one["X-Went-To"] == "bo@voorbeeld.nl")
    text = letter.get_payload(decode=True).decode()
    owed, is_owed = text.index("DIT ZEGDE U TOE"), text.index("DIT IS U TOEGEZEGD")
    assert owed < text.index("A1: De buren meten het geluid.") < is_owed
    assert "4 dagen te laat" in text
    assert is_owed < text.index("A2: De stad plaatst een drempel.")
    assert text.index("WACHT OP UW JA OF NEE") < text.index("A3: De buren beheren de tuin.") < owed
    assert "Iets van een ander" not in text
    assert "Al klaar" not in text
    assert text.count("/bericht/") == 1


def test_no_other_persons_are_named(table, mailbox):
    agreement(table, others=("stad",))
    send_digests(at())
    carry_letters(at())

    texts = [one.get_payload(decode=True).decode() for one in mailbox.letters]
    assert len(texts) == 2
    assert all("Beste Bo" in text or "Beste Chair" in text for text in texts)
    assert not any("Bo" in text and "Chair" in text for text in texts)


def test_people_choose_only_their_own_messages(table):
    with pytest.raises(NotAllowed, match="eigen berichten"):
        choose_messages(
            bo_of(table).person,
            rhythm="week",
            also_when_empty=True,
            reminders=True,
            by=chair_of(table),
            at=at(),
        )
    with pytest.raises(Refused, match="hoe vaak"):
        choose(table, "elk uur")


def meeting(table, held_on, **other):
    return Meeting.objects.create(
        table=table, key=f"T{held_on:%m%d}", held_on=held_on, begins_at=time(19, 30), made_at=at(), **other
    )


def test_before_a_meeting_is_the_last_working_day_before_it(table):
    agreement(table)
    choose(table, "tafel")
    meeting(table, date(2027, 1, 18))
    meeting(table, date(2027, 1, 21))
    meeting(table, date(2027, 1, 27), gone_at=at())

    # The 18th is a Monday, so its overview comes on Friday the 15th.
    assert days_with_mail(TODAY, 21) == [date(2027, 1, 15), date(2027, 1, 20)]
