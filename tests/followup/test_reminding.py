"""Reminders before and after the day: once each, by day, to who can act, and not when it is done."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.followup import ticks
from gebiedstafel.followup.actions import change_rules, send_now, skip, undo_skip
from gebiedstafel.followup.hours import last_open_before, may_go, opens_on_or_after
from gebiedstafel.followup.models import FollowUpRules, Kind, MailChoice, Reminder
from gebiedstafel.followup.planned import due_today, planned
from gebiedstafel.followup.sending import remind_tables
from gebiedstafel.trail import clock
from gebiedstafel.trail.models import Deed
from gebiedstafel.trail.outcomes import outcomes_of
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.followup.kept_agreements import TODAY, agreement, at, bo_of, chair_of, table_of_neighbours

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return table_of_neighbours()


def every_day(first, days, hour=9):
    """Let so many days pass, looking twice a day, and return which reminder went on which day."""
    for number in range(days):
        day = first + timedelta(days=number)
        remind_tables(at(day, hour))
        remind_tables(at(day, hour + 1))
    rows = Reminder.objects.order_by("made_at", "pk")
    return [(one.kind, one.made_at.date()) for one in rows]


def test_an_agreement_is_reminded_before_and_followed_up_after_its_day(table):
    agreement(table, due=date(2027, 1, 25))

    went = every_day(date(2027, 1, 1), 80)

    # The 25th is a Monday; three days before it is a Friday.
    assert went == [
        ("eerste", date(2027, 1, 11)),
        ("tweede", date(2027, 1, 22)),
        ("agenda", date(2027, 2, 1)),
        ("omhoog", date(2027, 2, 22)),
        ("verder", date(2027, 3, 8)),
    ]


def test_it_stops_when_the_agreement_is_done(table):
    made = agreement(table)
    every_day(date(2027, 1, 11), 2)
    Agreement.objects.filter(pk=made.pk).update(status="gereed")

    went = every_day(date(2027, 1, 13), 60)

    assert [kind for kind, _day in went] == ["eerste"]


def test_the_first_step_and_the_reservation_are_reminded_too(table):
    agreement(
        table,
        due=date(2027, 12, 1),
        first_step="Lamp gekozen",
        first_step_on=date(2027, 1, 15),
        reservation="Instemming",
        reservation_by=date(2027, 1, 28),
    )

    went = every_day(date(2027, 1, 4), 30)

    assert went == [("stap", date(2027, 1, 12)), ("voorbehoud", date(2027, 1, 14))]


def test_another_day_is_another_reminder(table):
    made = agreement(table)
    every_day(TODAY, 1)
    Agreement.objects.filter(pk=made.pk).update(due=date(2027, 2, 8))

    went = every_day(TODAY + timedelta(days=1), 20)

    assert [kind for kind, _day in went] == ["eerste", "eerste"]


def test_after_a_silence_only_what_still_helps_goes(table):
    agreement(table, due=date(2027, 1, 13))
    agreement(table, "A2", due=date(2026, 11, 1))

    remind_tables(at(TODAY))

    assert sorted(Reminder.objects.values_list("agreement__key", "kind")) == [
        ("A1", "tweede"),
        ("A2", "omhoog"),
    ]


def test_who_leads_is_asked_and_after_four_weeks_the_chair(table):
    agreement(table, due=date(2027, 1, 25))
    agreement(table, "A2", due=date(2026, 12, 14))
    agreement(table, "A3", lead="huis", due=date(2027, 1, 25))

    remind_tables(at(TODAY))

    to = dict(OutgoingLetter.objects.values_list("subject", "to"))
    assert to["Afspraak A1 is klaar op 25 januari 2027"] == "bo@voorbeeld.nl"
    assert to["Afspraak A2 zit vast: wat doet u?"] == "chair@voorbeeld.nl"
    assert to["Afspraak A3 is klaar op 25 januari 2027"] == "chair@voorbeeld.nl"


@pytest.mark.parametrize(
    "moment",
    [at(TODAY, 7, 59), at(TODAY, 18), at(TODAY, 3), at(date(2027, 1, 16), 12), at(date(2027, 1, 17), 12)],
    ids=["early", "evening", "night", "saturday", "sunday"],
)
def test_nothing_goes_at_night_or_in_a_weekend(table, moment):
    agreement(table, due=date(2027, 1, 20))

    assert remind_tables(moment) == 0


@pytest.mark.parametrize("day", [date(2027, 3, 26), date(2027, 3, 29), date(2027, 10, 29), date(2027, 11, 1)])
def test_the_hours_are_those_of_the_clock_on_the_wall_also_when_it_changes(day):
    rules = FollowUpRules()

    assert [hour for hour in range(24) if may_go(rules, at(day, hour))] == list(range(8, 18))


def test_the_turn_of_the_year_is_a_day_like_others(table):
    agreement(table, due=date(2027, 1, 14), made_on=date(2026, 10, 1))

    went = every_day(date(2026, 12, 30), 5)

    assert went == [("eerste", date(2026, 12, 31))]


@given(st.dates(date(2000, 1, 1), date(2199, 12, 31)), st.booleans())
def test_a_day_on_which_letters_go_is_found_on_both_sides(day, in_weekends):
    rules = FollowUpRules(in_weekends=in_weekends)

    assert 0 <= (opens_on_or_after(rules, day) - day).days <= 2
    assert 1 <= (day - last_open_before(rules, day)).days <= 3


@given(
    due=st.dates(),
    step=st.dates() | st.none(),
    reserved=st.dates() | st.none(),
    today=st.dates(),
    first=st.integers(2, 90),
)
def test_no_date_breaks_the_plan_and_nothing_goes_before_its_day(due, step, reserved, today, first):
    one = Agreement(
        pk=1, due=due, first_step_on=step, reservation="x", reservation_by=reserved, made_on=date(1, 1, 1)
    )

    went = due_today(planned(one, FollowUpRules(first_days=first, second_days=1), {}), today)

    assert all(row.on <= today for row in went)
    assert len({row.name for row in went}) == len(went)


def test_two_workers_at_once_send_one_reminder(table):
    made = agreement(table)
    Reminder.objects.create(agreement=made, kind=Kind.FIRST, for_day=made.due, made_at=at())

    assert remind_tables(at()) == 0


def test_who_wants_no_reminders_gets_none(table):
    agreement(table)
    MailChoice.objects.create(person=bo_of(table).person, reminders=False, seed="s", digest="d")

    remind_tables(at())

    assert OutgoingLetter.objects.count() == 0
    assert Reminder.objects.count() == 1


def test_the_letter_says_what_and_when_and_carries_a_link_to_answer(table, mailbox):
    agreement(table, words="De lamp bij de apotheek brandt.")
    remind_tables(at())

    carry_letters(at())

    letter = mailbox.letters[0]
    assert letter["X-Went-To"] == "bo@voorbeeld.nl"
    assert "De lamp bij de apotheek brandt." in mailbox.text
    assert "25 januari 2027" in mailbox.text.replace("\xa0", " ")
    assert "/bericht/" in mailbox.text
    assert "⟦" not in mailbox.text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_was_sent_is_told_on_the_agreement_by_party_never_by_name(table):
    made = agreement(table)

    remind_tables(at())

    told = outcomes_of(table.chain, [made.subject])[made.subject]
    assert [one.words for one in told] == ["Eerste herinnering: gemaild aan Buren van Beukenhof."]
    assert Deed.objects.filter(action="remind_agreement").count() == 1


def test_the_chair_sends_now_and_then_it_does_not_come_again(table):
    agreement(table, due=date(2027, 6, 1))

    send_now(table, "A1", "eerste", by=chair_of(table), at=at(date(2027, 1, 16), 23))

    assert OutgoingLetter.objects.count() == 1
    assert [kind for kind, _day in every_day(date(2027, 5, 17), 5)] == ["eerste"]
    with pytest.raises(Refused, match="al verstuurd"):
        send_now(table, "A1", "eerste", by=chair_of(table), at=at())


def test_what_is_skipped_does_not_go_until_it_is_taken_back(table):
    agreement(table)
    skip(table, "A1", "eerste", by=chair_of(table), at=at())

    assert remind_tables(at()) == 0
    undo_skip(Reminder.objects.get(), by=chair_of(table), at=at())
    assert remind_tables(at()) == 1


def test_a_skipped_reminder_went_to_nobody_so_the_one_before_it_still_goes(table):
    agreement(table)
    for kind in ("tweede", "omhoog"):
        skip(table, "A1", kind, by=chair_of(table), at=at(date(2027, 1, 4)))

    went = every_day(date(2027, 1, 5), 90)

    sent = Reminder.objects.filter(skipped=False).order_by("made_at")
    assert [one.kind for one in sent] == ["eerste", "agenda"]
    assert len(went) == 4


@pytest.mark.parametrize("deed", [send_now, skip])
def test_only_the_chair_sends_now_or_skips(table, deed):
    agreement(table)

    with pytest.raises(NotAllowed, match="voorzitter"):
        deed(table, "A1", "eerste", by=bo_of(table), at=at())


def test_rules_change_what_is_due_and_an_older_page_is_refused(table):
    agreement(table, due=date(2027, 3, 1))
    change_rules(table, FollowUpRules(first_days=60), by=chair_of(table), at=at(), seen=1)

    assert remind_tables(at()) == 1
    with pytest.raises(Refused, match="Iemand was u voor"):
        change_rules(table, FollowUpRules(first_days=20), by=chair_of(table), at=at(), seen=1)


def test_who_changes_older_rules_reads_both_in_words_and_may_then_choose(table, client):
    client.force_login(chair_of(table).person)
    address = reverse("followup:rules", args=[table.pk])
    given = {"second_days": 3, "agenda_days": 7, "up_days": 28, "opens": 9, "closes": 17, "seen": 1}
    change_rules(table, FollowUpRules(first_days=60), by=chair_of(table), at=at(), seen=1)

    answer = client.post(address, given | {"first_days": 20})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "60 en 3 dagen ervoor herinneren" in page
    assert "mail van 9 tot 17 uur, niet in het weekend" in page
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert client.post(address, given | {"first_days": 20, "seen": seen}).status_code == 302
    assert FollowUpRules.objects.get().first_days == 20
    assert Deed.objects.filter(action="change_follow_up_rules").last().subject == (
        "60/3/7/28 8-18 → 20/3/7/28 9-17"
    )


@pytest.mark.parametrize("number", ["", "x", "²", "\x00", "9" * 18, "9" * 19, "9" * 5000])
def test_a_reminder_nobody_knows_is_not_there(table, client, number):
    client.force_login(chair_of(table).person)

    answer = client.post(reverse("followup:after_all", args=[table.pk]), {"reminder": number})

    assert answer.status_code == 404


def test_the_clock_looks_each_quarter_and_what_goes_wrong_in_one_does_not_hold_up_the_other(monkeypatch):
    looked = []

    def breaks(moment):
        looked.append("reminders")
        raise ValueError("stuk")

    monkeypatch.setattr(clock, "_RAN", {})
    monkeypatch.setattr(ticks, "remind_tables", breaks)
    monkeypatch.setattr(ticks, "send_digests", lambda moment: looked.append("overviews"))
    clock.find_ticks()
    own = {name: tick for name, tick in clock._TICKS.items() if name.startswith(ticks.__name__)}
    monkeypatch.setattr(clock, "_TICKS", own)

    for minute in (0, 1, 14, 15, 29):
        clock.strike(at(TODAY, 9, minute))

    assert looked == ["reminders", "overviews"] * 2


def test_the_page_of_an_agreement_tells_what_was_sent_about_it(table, client):
    made = agreement(table, due=date(2027, 1, 25))
    remind_tables(at(TODAY))
    client.force_login(chair_of(table).person)

    page = client.get(reverse("agreements:agreement", args=[table.pk, made.key])).content.decode()

    assert "Eerste herinnering: gemaild aan Buren van Beukenhof." in page


def test_who_follows_up_is_within_the_agreements(table, client):
    client.force_login(chair_of(table).person)

    page = client.get(reverse("followup:overview", args=[table.pk])).content.decode()

    assert re.search(r'aria-current="true"[^>]*>\s*Afspraken', page)
    assert re.search(r'aria-current="page"[^>]*>\s*Opvolging', page)
