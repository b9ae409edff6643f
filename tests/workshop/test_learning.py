"""A werkplaats over months: trios with their own case, tries, readers, and questions that come back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gebiedstafel.areas.models import Area, Figure, Indicator, Source
from gebiedstafel.ideas.agenda import answer_question
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.meetings.models import Meeting
from gebiedstafel.meetings.planning import Plan, plan_meeting
from gebiedstafel.meetings.points import points_by_kind
from gebiedstafel.tables.models import Municipality
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.workshop.joining import guest_of, join
from gebiedstafel.workshop.learning import ask_to_learn, bring_back, close_question, told_questions
from gebiedstafel.workshop.models import LearningQuestion, Trying, Workshop
from gebiedstafel.workshop.series import (
    TrioSaid,
    begin_workshop,
    end_workshop,
    plan_sitting,
    put_steps_on_agenda,
)
from gebiedstafel.workshop.trying_out import read_along, say_what_to_try, tell_what_happened
from tests.workshop.rounds_of_choosing import NOON, table_with_people

pytestmark = pytest.mark.django_db
TRIOS = (TrioSaid("Oost"), TrioSaid("West"), TrioSaid("Zuid"))


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def member(people):
    return people[2]


@pytest.fixture
def workshop(people, member):
    return begin_workshop(people[0], "Samen leren", TRIOS, by=member, at=NOON)


@pytest.fixture
def sitting(workshop, member):
    return plan_sitting(workshop, "werkplaats-werkwijze", date(2027, 1, 9), by=member, at=NOON)


def guest_in(sitting, trio):
    return guest_of(sitting, join(sitting, trio, at=NOON))


def hold(table, day):
    return Meeting.objects.create(
        table=table,
        key=f"B{day}",
        held_on=NOON.date(),
        begins_at=NOON.time(),
        made_at=NOON,
        begun_at=NOON,
        ended_at=NOON + timedelta(days=day),
    )


def test_a_question_comes_back_at_the_fourth_meeting_and_then_four_later(people, member):
    table, chair = people[:2]
    ask_to_learn(table, "Wat doen wij waardoor dit blijft?", by=member, at=NOON)
    hold(table, 1)
    hold(table, 2)
    assert bring_back(at=NOON) == 0
    assert told_questions(table)[0].meetings_left == 1

    hold(table, 3)

    assert bring_back(at=NOON) == 1
    assert bring_back(at=NOON) == 0
    asked = AgendaQuestion.objects.get()
    meeting = plan_meeting(table, Plan(NOON.date()), by=chair, at=NOON)
    points = [one for found in points_by_kind(meeting, NOON.date()).values() for one in found]
    assert any(one["words"] == asked.text for one in points)
    answer_question(asked, "We bellen nu eerst.", by=chair, at=NOON + timedelta(days=4))
    told = told_questions(table)[0]
    assert [one.answer for one in told.answers] == ["We bellen nu eerst."]
    assert (told.meetings_left, bring_back(at=NOON)) == (3, 0)


def test_a_closed_question_says_what_was_learned_and_comes_back_no_more(people, member):
    asked = ask_to_learn(people[0], "Wie bellen we niet?", by=member, at=NOON)
    with pytest.raises(Refused):
        close_question(asked, " ", by=member, at=NOON)

    close_question(asked, "De huisarts.", by=member, at=NOON)

    for day in range(4):
        hold(people[0], day + 1)
    assert bring_back(at=NOON) == 0
    assert LearningQuestion.objects.get().learned == "De huisarts."


def test_a_trio_tells_of_its_own_try_and_reads_along_with_another(sitting, member):
    east, west = sitting.workshop.trios.all()[:2]
    said = say_what_to_try(sitting, "Eerst bellen", trio=east, by=member, at=NOON)
    own, other = guest_in(sitting, east.number), guest_in(sitting, west.number)

    tell_what_happened(said, "Minder brieven", "We schrappen de brief", by=own, at=NOON)
    read_along(said, "Klein begonnen", "En wie belt?", by=other, at=NOON)
    read_along(said, "Klein begonnen", "En wie belt?", by=other, at=NOON)

    assert [(one.trio, one.question) for one in said.reviews.all()] == [(west, "En wie belt?")]
    with pytest.raises(NotAllowed, match="ander trio"):
        tell_what_happened(said, "Niets", "", by=other, at=NOON)
    with pytest.raises(NotAllowed, match="ander trio dan het uwe"):
        read_along(said, "Knap", "", by=own, at=NOON)


def test_two_who_tell_at_once_both_keep_their_words(sitting, member):
    said = say_what_to_try(sitting, "Eerst bellen", by=member, at=NOON)
    tell_what_happened(said, "Minder brieven", "", by=member, at=NOON, seen=1)

    with pytest.raises(Refused, match="Minder brieven"):
        tell_what_happened(said, "Meer rust", "", by=member, at=NOON, seen=1)


def test_who_joins_chooses_a_trio(sitting):
    with pytest.raises(Refused, match="bij welk trio"):
        join(sitting, None, at=NOON)
    with pytest.raises(Refused, match="bij welk trio"):
        join(sitting, 9, at=NOON)

    assert str(guest_in(sitting, 2).trio) == "West"


def test_the_steps_come_on_the_agenda_of_the_table_each_once(workshop, sitting, member):
    east = workshop.trios.first()
    say_what_to_try(sitting, "Eerst bellen", trio=east, by=member, at=NOON)

    assert put_steps_on_agenda(workshop, by=member, at=NOON) == 1

    assert put_steps_on_agenda(workshop, by=member, at=NOON) == 0
    assert AgendaQuestion.objects.get().text == "Oost: Eerst bellen"


def test_an_ended_workshop_plans_nothing_more_until_it_is_opened(workshop, member):
    end_workshop(workshop, by=member, at=NOON)

    with pytest.raises(Refused, match="afgesloten"):
        plan_sitting(workshop, "leeragenda", None, by=member, at=NOON)


def test_a_case_begins_from_a_wijk_of_the_municipality_with_its_figures(client, people, member):
    table = people[0]
    table.municipality = Municipality.objects.get_or_create(code="GM1", defaults={"name": "Bosrijk"})[0]
    table.save()
    area = Area.objects.create(
        code="WK7", year=2025, level="wijk", name="Lindenveld", municipality_code="GM1", residents=5400
    )
    core = Indicator.objects.create(code="p_leegsw", name="Leegstand", unit="%", core=True, direction=-1)
    source = Source.objects.create(name="proef", loaded_at=NOON)
    Figure.objects.create(area=area, indicator=core, source=source, year=2025, value=3.5)
    client.force_login(member.person)
    page = reverse("workshop:series_list", args=[table.pk])
    assert "Lindenveld" in client.get(page).content.decode()

    made = client.post(
        page, {"naam": "Samen", "trio-1": "Linden", "wijk-1": "WK7", "kwestie-1": "Leegstand", "wijk-2": "x"}
    )

    html = client.get(made["Location"]).content.decode()
    assert reverse("areas:area", args=["WK7"]) in html
    assert "3,5 %" in html
    assert Workshop.objects.get().trios.count() == 1


def test_without_a_script_a_workshop_is_planned_told_and_learned_from(client, people, member, workshop):
    client.force_login(member.person)
    here = reverse("workshop:series", args=[people[0].pk, workshop.pk])
    client.post(here, {"doe": "plan", "werkvorm": "leeragenda", "dag": "2027-02-01"})
    client.post(here, {"doe": "trio", "trio": "Noord"})
    said = say_what_to_try(
        workshop.sittings.get(), "Eerst bellen", trio=workshop.trios.last(), by=member, at=NOON
    )

    client.post(
        reverse("workshop:trying", args=[people[0].pk, said.pk]),
        {"doe": "vertel", "gebeurd": "Minder brieven\x00", "veranderd": "Geen brief", "seen": "1"},
    )
    learning = reverse("workshop:learning", args=[people[0].pk])
    client.post(learning, {"vraag": "Wie bellen we niet?"})
    asked = LearningQuestion.objects.get()
    client.post(
        reverse("workshop:learned", args=[people[0].pk, asked.pk]),
        {"doe": "sluit", "geleerd": "De huisarts."},
    )

    html = client.get(here).content.decode()
    assert "Noord" in html
    assert "Minder brieven" in html
    assert "De huisarts." in client.get(learning).content.decode()


def test_a_phone_reads_along_with_the_next_trio(client, sitting, member):
    east, west = sitting.workshop.trios.all()[:2]
    own = say_what_to_try(sitting, "Eerst bellen", trio=east, by=member, at=NOON)
    other = say_what_to_try(sitting, "Samen lopen", trio=west, by=member, at=NOON)
    client.post(reverse("join:door", args=[sitting.code]), {"trio": str(east.number)})
    tell = {"doe": "vertel", "gebeurd": "Het hielp", "veranderd": "", "seen": "1"}

    client.post(reverse("join:tell", args=[sitting.code, own.pk]), tell)
    client.post(reverse("join:tell", args=[sitting.code, other.pk]), {"doe": "lees", "sterk": "Samen!"})
    refused = client.post(reverse("join:tell", args=[sitting.code, other.pk]), tell)

    html = client.get(reverse("join:tries", args=[sitting.code])).content.decode()
    assert "Het hielp" in html
    assert "sterk: Samen!" in html
    assert refused.status_code == 403
    assert Trying.objects.get(pk=other.pk).happened == ""
