"""A meeting is planned, its agenda makes itself, and the chair changes it with buttons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.agreements.actions import report_progress
from gebiedstafel.agreements.models import OVER, Agreement
from gebiedstafel.connections.models import Plan
from gebiedstafel.ideas.agenda import put_on_agenda
from gebiedstafel.meetings.agenda import add_item, change_item, move_item, remove_item, restore_item
from gebiedstafel.meetings.agenda_page import agenda_page
from gebiedstafel.meetings.frame import frame_of, stretched
from gebiedstafel.meetings.invitation import calendar_address, calendar_of, seed_of
from gebiedstafel.meetings.leading import begin_meeting, end_meeting
from gebiedstafel.meetings.models import Meeting
from gebiedstafel.meetings.overview_page import overview_page
from gebiedstafel.meetings.planning import Plan as Planned
from gebiedstafel.meetings.planning import call_off, change_meeting, plan_of, put_back
from gebiedstafel.meetings.points import MOST, points_by_kind
from gebiedstafel.meetings.sending import send_agenda
from gebiedstafel.tables.actions import withdraw_seat
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .held import EVENING, HELD_ON, NOON, agreed, begun, planned, table_with_people, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def meeting(people):
    return planned(people[0], people[1])


def client_of(seat):
    client = Client()
    client.force_login(seat.person)
    return client


def titles(meeting):
    return list(meeting.items.filter(gone_at=None).values_list("title", flat=True))


def words_at(meeting, kind, today=HELD_ON):
    return [(point["why"], point["words"]) for point in points_by_kind(meeting, today)[kind]]


def test_a_new_meeting_has_the_agenda_of_ninety_minutes(meeting):
    assert list(meeting.items.values_list("minutes", flat=True)) == [5, 10, 15, 25, 20, 10, 5]
    assert sum(item.minutes for item in meeting.items.all()) == meeting.minutes == 90


@given(st.lists(st.integers(1, 60), min_size=1, max_size=9), st.integers(15, 480))
def test_a_stretched_frame_keeps_its_things_and_fills_the_meeting(minutes, whole):
    frame = [("eigen", str(n), one) for n, one in enumerate(minutes)]

    made = stretched(frame, whole)

    assert [line[1] for line in made] == [line[1] for line in frame]
    assert all(line[2] >= 1 for line in made)
    assert sum(line[2] for line in made) == whole


def test_a_core_team_talks_only_about_what_is_blocked(people):
    table, chair, *_ = people
    late, stopped = agreed(table, chair), agreed(table, chair, "De vergunning ligt er.")
    report_progress(stopped, "geblokkeerd", "Geen geld.", by=chair, at=NOON, blockage="geld")
    core = planned(table, chair, kind=Meeting.Kind.CORE, minutes=45)

    found = points_by_kind(core, HELD_ON)

    assert [point["key"] for points in found.values() for point in points] == [stopped.key]
    assert late.key not in str(found)
    assert sum(line[2] for line in frame_of(core.kind, core.minutes)) == 45


def test_the_agenda_makes_itself_from_what_does_not_go(people, meeting):
    table, chair, member, *_ = people
    agreed(table, chair)
    put_on_agenda(table, "Wanneer komt de drempel?", by=member, at=NOON)

    assert words_at(meeting, "afspraken") == [("late", "De lamp hangt er voor de kerst.")]
    assert words_at(meeting, "beeld") == [("question", "Wanneer komt de drempel?")]
    assert words_at(meeting, "nieuw") == [("new", "De lamp hangt er voor de kerst.")]


def test_connecting_is_about_what_became_possible_what_hangs_and_what_nobody_promised_yet(people, meeting):
    table, chair, *_ = people
    hanging, draft = agreed(table, chair, "De drempel komt er."), agreed(table, chair, "Een bankje.")
    Agreement.objects.filter(pk=hanging.pk).update(reservation="de begroting", reservation_by=HELD_ON)
    Agreement.objects.filter(pk=draft.pk).update(drafted=True)
    dropped = agreed(table, chair, "Een tweede bankje.")
    Agreement.objects.filter(pk=dropped.pk).update(drafted=True, status=OVER[-1], status_why="Niet nodig.")
    for day, chosen in ((1, ["lamp"]), (2, ["lamp", "schaduw"])):
        Plan.objects.create(
            table=table,
            input={"measures": [{"id": "lamp", "title": "Lamp"}, {"id": "schaduw", "title": "Schaduw"}]},
            input_hash="x",
            engine_version="1",
            status="optimal",
            result={"measures": [{"id": one} for one in chosen], "coverage": {}},
            created_at=NOON - timedelta(days=9 - day),
        )

    assert words_at(meeting, "verbinden") == [
        ("possible", "Schaduw"),
        ("reservation", "De drempel komt er."),
        ("draft", "Een bankje."),
    ]
    begun_now = begin_meeting(meeting, by=chair, at=EVENING)
    page = client_of(chair).get(reverse("meetings:room", args=[table.pk, meeting.pk])).content.decode()
    assert "wacht op een besluit, uiterlijk 10\xa0december" in page
    assert reverse("agreements:drafts", args=[table.pk]) in page
    end_meeting(begun_now, by=chair, at=EVENING)
    assert [why for why, _words in words_at(planned(table, chair), "verbinden")] == ["reservation", "draft"]


def test_a_challenge_without_a_step_for_a_hundred_days_comes_by_itself(people, meeting):
    soon = words_at(meeting, "opgave", today=date(2026, 12, 1))
    later = words_at(meeting, "opgave", today=date(2026, 12, 1) + timedelta(days=400))

    assert soon == []
    assert ("stuck", "Elkaar kennen") in later


def test_an_agreement_that_is_blocked_and_late_stands_once(people, meeting):
    table, chair, *_ = people
    one = agreed(table, chair)
    report_progress(one, "geblokkeerd", "Geen geld.", by=chair, at=NOON, blockage="geld")

    assert words_at(meeting, "afspraken") == [("blocked", one.words)]


def test_minutes_that_wait_stand_first_on_the_next_agenda(people):
    table, chair, *_ = people
    end_meeting(begun(table, chair), by=chair, at=EVENING)
    following = planned(table, chair, held_on=HELD_ON + timedelta(days=90))

    assert [why for why, _words in words_at(following, "opening")] == ["minutes"]


def test_the_agenda_is_changed_with_buttons(people, meeting):
    chair = people[1]
    before = titles(meeting)
    second = meeting.items.all()[1]

    move_item(second, -1, by=chair, at=NOON)
    change_item(second, by=chair, at=NOON, title="  Eerst dit  ", minutes=20)
    added = add_item(meeting, "Wie veegt het plein?", 15, by=chair, at=NOON)

    assert titles(meeting)[:2] == ["Eerst dit", before[0]]
    assert titles(meeting)[-2:] == ["Wie veegt het plein?", before[-1]]
    page = agenda_page(Meeting.objects.select_related("table").get(pk=meeting.pk), HELD_ON)
    assert (page.planned, page.over) == (115, 25)
    assert [line.item.pk for line in page.lines if line.item.pk == added.pk]


def test_moving_beyond_the_end_changes_nothing(people, meeting):
    before = titles(meeting)

    move_item(meeting.items.first(), -1, by=people[1], at=NOON)
    move_item(meeting.items.last(), 1, by=people[1], at=NOON)

    assert titles(meeting) == before


def test_what_is_taken_off_can_be_put_back(people, meeting):
    item = meeting.items.all()[2]

    remove_item(item, by=people[1], at=NOON)
    assert item.title not in titles(meeting)
    restore_item(item, by=people[1], at=NOON)

    assert titles(meeting)[2] == item.title


def test_a_thing_at_which_something_was_written_stays_on_the_agenda(people):
    meeting = begun(people[0], people[1])
    noted, decided = meeting.items.all()[1:3]
    wrote(meeting, "notities", by=people[1], item=noted, text="Zij kwamen laat.", seen=1)
    wrote(meeting, "besluit", by=people[1], item=decided, row="r", text="We vegen.", seen=0)

    for item in (noted, decided):
        with pytest.raises(Refused, match="al iets opgeschreven"):
            remove_item(item, by=people[1], at=EVENING)

    wrote(meeting, "besluit", by=people[1], item=decided, row="r", text="", seen=1)
    remove_item(decided, by=people[1], at=EVENING)


def test_what_an_agenda_cannot_bear_is_counted(people, meeting):
    for n in range(MOST + 3):
        agreed(people[0], people[1], f"Afspraak {n}.")

    page = agenda_page(Meeting.objects.select_related("table").get(pk=meeting.pk), HELD_ON)
    not_going = next(line for line in page.lines if line.item.kind == "afspraken")

    assert len(not_going.points) == MOST + 1
    assert not_going.points[-1].words == "en nog 3"
    assert page.points == 2 * (MOST + 3)


def test_the_next_meeting_is_one_that_can_still_come(people, meeting):
    later = planned(people[0], people[1], held_on=HELD_ON + timedelta(days=30))

    assert overview_page(people[0], HELD_ON).next == meeting
    assert overview_page(people[0], HELD_ON + timedelta(days=1)).next == later
    assert overview_page(people[0], HELD_ON + timedelta(days=31)).next is None


def test_a_demo_plans_on_the_day_of_its_story(people):
    table, chair, *_ = people
    table.is_demo, table.as_of = True, HELD_ON - timedelta(days=1)
    table.save()

    with pytest.raises(Refused, match="al voorbij"):
        planned(table, chair, held_on=HELD_ON - timedelta(days=2))


def test_a_day_that_is_over_is_told_in_the_form_with_what_was_typed(people, meeting, client):
    client.force_login(people[1].person)
    sent = {
        "held_on": "2020-01-01",
        "begins_at": "20:15",
        "minutes": "60",
        "place": "De hal",
        "kind": "kernteam",
    }
    args = [people[0].pk, meeting.pk]

    for url in (reverse("meetings:overview", args=args[:1]), reverse("meetings:change", args=args)):
        answer = client.post(url, sent)

        page = answer.content.decode()
        assert answer.status_code == 400
        assert "al voorbij" in page
        assert 'value="De hal"' in page
    assert [one.place for one in Meeting.objects.all()] == ["De Kas"]


def test_only_the_chair_plans_and_who_chairs_the_meeting_leads(people):
    table, chair, member, other, *_ = people
    with pytest.raises(NotAllowed, match="Alleen de voorzitter"):
        planned(table, member)
    by_residents = planned(table, chair, chair=member.party)

    add_item(by_residents, "Van ons", 5, by=member, at=NOON)

    with pytest.raises(NotAllowed, match="leidt de bijeenkomst"):
        add_item(by_residents, "Van een ander", 5, by=other, at=NOON)


def test_a_day_that_is_over_is_refused(people):
    with pytest.raises(Refused, match="al voorbij"):
        planned(people[0], people[1], held_on=date(2026, 11, 20))


def test_two_who_put_a_meeting_off_see_each_other(people, meeting):
    chair = people[1]
    seen = meeting.version
    change_meeting(meeting, Planned(HELD_ON, place="De school"), by=chair, at=NOON, seen=seen)

    with pytest.raises(Refused, match=r"De school.*U wilde.*De kerk"):
        change_meeting(meeting, Planned(HELD_ON, place="De kerk"), by=chair, at=NOON, seen=seen)


def test_a_meeting_called_off_can_go_on_after_all(people, meeting):
    call_off(meeting, by=people[1], at=NOON)
    assert Meeting.objects.get(pk=meeting.pk).gone_at
    put_back(meeting, by=people[1], at=NOON)

    assert Meeting.objects.get(pk=meeting.pk).gone_at is None
    assert plan_of(meeting).place == "De Kas"


def test_the_agenda_goes_as_a_link_that_opens_the_calendar_without_the_agenda(people, meeting, client):
    sent = client_of(people[1]).post(reverse("meetings:send", args=[people[0].pk, meeting.pk]), follow=True)
    assert "De agenda gaat naar 4 mensen aan tafel." in sent.content.decode()
    # A second press within the minute is the same agenda: it goes once.
    send_agenda(meeting, by=people[1], at=now(), site="http://testserver")
    carry_letters(now())

    assert len(mail.outbox) == 4
    letter = next(one for one in mail.outbox if one.to == ["bo@voorbeeld.nl"])
    assert letter.attachments == []
    assert "10 december 2026" in letter.body.replace("\xa0", " ")
    link = next(line for line in letter.body.splitlines() if line.endswith(".ics"))
    file = client.get(link.removeprefix("http://testserver")).content.decode()
    assert "DTSTART:20261210T183000Z" in file
    assert "DTEND:20261210T200000Z" in file
    assert "TRANSP" not in file
    assert "SUMMARY:Kwartaaltafel Beukenhof" in file
    assert meeting.items.first().title not in file


def test_a_calendar_link_that_was_made_up_or_called_off_opens_nothing(people, meeting, client):
    address = calendar_address(meeting, token_of_seed(seed_of(meeting)))
    assert client.get(address).status_code == 200
    assert client.get(address.replace(".ics", "x.ics")).status_code == 404
    with pytest.raises(Http404):
        calendar_of(f"{meeting.pk}-{token_of_seed(seed_of(meeting))}", site="", at=NOON + timedelta(days=300))

    call_off(meeting, by=people[1], at=NOON)

    assert client.get(address).status_code == 404


def test_the_secret_of_a_calendar_lies_in_no_letter_and_what_did_not_go_is_taken_back(people, meeting):
    send_agenda(meeting, by=people[1], at=NOON, site="http://hier")
    assert not [one for one in OutgoingLetter.objects.all() if token_of_seed(seed_of(meeting)) in one.text]

    call_off(meeting, by=people[1], at=NOON)

    assert carry_letters(EVENING) == 0
    assert mail.outbox == []


def test_an_agenda_that_did_not_go_yet_tells_nobody_a_day_that_was_changed(people, meeting):
    send_agenda(meeting, by=people[1], at=NOON, site="http://hier")

    change_meeting(meeting, replace(plan_of(meeting), place="De Schuur"), by=people[1], at=NOON)

    assert carry_letters(EVENING) == 0


def test_who_gave_a_seat_up_gets_no_agenda_of_this_table_any_more(people, meeting):
    send_agenda(meeting, by=people[1], at=NOON, site="http://hier")

    withdraw_seat(people[2], by=people[1], at=NOON)

    carry_letters(EVENING)
    assert "bo@voorbeeld.nl" not in [one.to[0] for one in mail.outbox]
    assert len(mail.outbox) == 3


def test_all_faults_of_a_plan_are_told_at_once_and_nothing_is_lost(people, client):
    client.force_login(people[1].person)
    sent = {"held_on": "0001-01-01", "begins_at": "laat", "minutes": "9", "place": "De Kas", "kind": "feest"}

    answer = client.post(reverse("meetings:overview", args=["beukenhof"]), sent)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("gt-form__error") == 4
    assert 'value="De Kas"' in page
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_as_much_of_the_database_however_many_meetings(
    people, client, number, django_assert_max_num_queries
):
    table, chair, *_ = people
    for n in range(number):
        planned(table, chair, held_on=HELD_ON + timedelta(days=n))
        agreed(table, chair, f"Afspraak {n}.")
    client.force_login(chair.person)
    for url in (
        reverse("meetings:overview", args=[table.pk]),
        reverse("meetings:meeting", args=[table.pk, Meeting.objects.first().pk]),
    ):
        client.get(url)
        with django_assert_max_num_queries(24):
            assert client.get(url).status_code == 200
