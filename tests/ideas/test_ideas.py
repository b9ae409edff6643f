"""Anyone may bring an idea or help without an account, and reads a written answer within four weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from gebiedstafel.accounts.crowding import IN_AN_HOUR
from gebiedstafel.accounts.models import Person
from gebiedstafel.ideas.actions import answer_idea, bring_idea, close_box, open_box, take_back_idea
from gebiedstafel.ideas.agenda import answer_question, put_on_agenda
from gebiedstafel.ideas.models import AgendaQuestion, Idea
from gebiedstafel.means.words_to_work import measure_from_idea
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.outcomes import outcomes_of
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.tables.own_tables import a_seat, a_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_came_yet():
    cache.clear()


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return table.seats.get()


@pytest.fixture
def box(table, chair):
    return open_box(table, by=chair, at=NOON)


def bring(box, text="Een bankje bij de vijver."):
    return bring_idea(box, kind="idea", text=text, area="", at=NOON)


def test_whoever_brings_something_is_answered_within_four_weeks_and_follows_it(client, box, chair):
    idea, link = bring(box)
    page = reverse("ideas:follow", args=[box.address, link])
    assert idea.answer_by == date(2026, 12, 19)
    assert "uiterlijk op 19\u00a0december 2026" in client.get(page).content.decode()

    answer_idea(idea, "Ja, in maart staat het er.", by=chair, at=NOON)

    assert "Ja, in maart staat het er." in client.get(page).content.decode()


def test_behind_our_own_proxy_each_network_has_its_own_ten_and_what_one_more_typed_stays(
    client, box, settings
):
    settings.PROXIES = 1
    page = reverse("ideas:bring", args=[box.address])

    def bring_from(network):
        typed = {"kind": "idea", "text": "Een bankje.", "area": ""}
        return client.post(page, typed, headers={"x-forwarded-for": f"{network}.7"})

    sent = [bring_from("192.0.2") for _number in range(IN_AN_HOUR + 1)]

    assert [one.status_code for one in sent] == [302] * IN_AN_HOUR + [409]
    assert "Probeer het over een uur opnieuw." in sent[-1].content.decode()
    assert "Een bankje.</textarea>" in sent[-1].content.decode()
    assert bring_from("198.51.100").status_code == 302


def test_where_an_idea_came_from_is_counted_under_no_address(client, box):
    client.post(reverse("ideas:bring", args=[box.address]), {"kind": "idea", "text": "Een bankje."})

    assert cache.get("ideas/127.0.0.1") is None


def test_a_link_is_kept_as_a_digest_alone_and_another_link_opens_nothing(client, box):
    idea, link = bring(box)

    assert link not in str(Idea.objects.filter(pk=idea.pk).values().get())
    assert client.get(reverse("ideas:follow", args=[box.address, link[:-1] + "x"])).status_code == 404
    assert client.get(reverse("ideas:follow", args=["anders", link])).status_code == 404


def test_without_an_open_box_nobody_learns_that_the_table_exists(client, table, chair):
    assert client.get("/idee/beukenhof/").status_code == 404

    box = open_box(table, by=chair, at=NOON)
    close_box(table, by=chair, at=NOON)

    with pytest.raises(Refused):
        bring(box)


def test_the_form_takes_an_offer_and_leads_to_its_own_link(client, box):
    answer = client.post(
        reverse("ideas:bring", args=[box.address]),
        {"kind": "offer", "text": "Ik help mee met de heg.", "area": ""},
    )

    assert answer.status_code == 302
    assert "/volg/" in answer["Location"]
    assert Idea.objects.get().kind == "offer"


@pytest.mark.parametrize("text", ["", "   ", "!!!", "\u200b\u202e", "\ud800", "a" * 1001])
def test_nothing_that_says_nothing_and_nothing_endless_is_taken_in(box, text):
    with pytest.raises(Refused):
        bring(box, text)

    assert not Idea.objects.exists()


def test_markup_is_words_and_signs_that_nobody_sees_are_gone(client, box):
    _idea, link = bring(box, "<b>Vet</b>\u202e plan 🌳")

    page = client.get(reverse("ideas:follow", args=[box.address, link])).content.decode()

    assert "&lt;b&gt;Vet&lt;/b&gt; plan 🌳" in page


def test_one_place_brings_no_more_than_ten_things_an_hour(client, box):
    answers = [
        client.post(reverse("ideas:bring", args=[box.address]), {"kind": "idea", "text": f"Plan nummer {n}."})
        for n in range(12)
    ]

    assert [answer.status_code for answer in answers] == [302] * 10 + [409] * 2


def test_only_the_table_answers_and_only_once(table, box, chair):
    idea, _ = bring(box)
    with pytest.raises(NotAllowed):
        answer_idea(idea, "Nee.", by=a_seat(table, "visitor"), at=NOON)
    answer_idea(idea, "Ja.", by=chair, at=NOON)

    with pytest.raises(Refused):
        answer_idea(idea, "Toch niet.", by=chair, at=NOON)

    assert Idea.objects.get().answer == "Ja."


def test_what_is_late_stands_first_and_is_named(client, table, box, chair):
    late, _ = bring(box, "Eerst gebracht.")
    Idea.objects.filter(pk=late.pk).update(answer_by=date(2020, 1, 1))
    bring(box, "Later gebracht.")
    client.force_login(chair.person)

    page = client.get(reverse("ideas:due", args=[table.pk])).content.decode()

    assert "2 bewoners wachten op antwoord." in page
    assert "Eén antwoord is te laat." in page
    assert page.index("Eerst gebracht.") < page.index("Later gebracht.")


def test_a_visitor_of_the_table_does_not_read_what_residents_brought(client, table, box):
    person = Person.objects.create_user("bezoeker")
    Seat.objects.create(table=table, role="visitor", person=person)
    client.force_login(person)

    assert client.get(reverse("ideas:due", args=[table.pk])).status_code == 403


def test_an_idea_becomes_a_measure_led_by_residents_and_its_writer_reads_so(client, table, box):
    residents = a_seat(table, "member", "buren")
    idea, link = bring(box)

    key = measure_from_idea(
        idea, "Bankje bij de vijver", table.parties.get(key="buren"), by=residents, at=NOON
    )

    measure = table.measures.get(key=key)
    assert (measure.title, measure.leads) == ("Bankje bij de vijver", ["buren"])
    page = client.get(reverse("ideas:follow", args=[box.address, link])).content.decode()
    assert "getrokken door bewoners: Bankje bij de vijver." in page
    with pytest.raises(Refused):
        measure_from_idea(idea, "Nog een", table.parties.get(key="buren"), by=residents, at=NOON)


def test_a_measure_from_an_idea_is_led_by_residents_or_not_made(table, box, chair):
    idea, _ = bring(box)

    with pytest.raises(Refused):
        measure_from_idea(idea, "Bankje", table.parties.get(key="stad"), by=chair, at=NOON)

    assert not table.measures.filter(title="Bankje").exists()


def test_what_is_taken_back_is_gone(client, box):
    idea, link = bring(box)

    take_back_idea(idea, at=NOON + timedelta(days=1))

    assert client.get(reverse("ideas:follow", args=[box.address, link])).status_code == 404


def test_a_question_waits_on_the_agenda_until_the_table_answered_and_its_beginner_reads_that(table, chair):
    question = put_on_agenda(table, "Wat doen wij met de vijver?", by=chair, at=NOON, subject="statement/x/1")
    with pytest.raises(Refused):
        put_on_agenda(table, "Nog eens?", by=chair, at=NOON, subject="statement/x/1")

    answer_question(question, "Wij vragen de gemeente.", by=chair, at=NOON)

    said = [one.words for one in outcomes_of(table.chain, ["statement/x/1"])["statement/x/1"]]
    assert said[0] == "Dit staat op de agenda van de tafel."
    assert "Wij vragen de gemeente." in said[1]


def test_an_answer_is_written_by_the_chair(table, chair):
    question = put_on_agenda(table, "Wat nu?", by=chair, at=NOON)

    with pytest.raises(NotAllowed):
        answer_question(question, "Niets.", by=a_seat(table, "member", "buren"), at=NOON)

    assert AgendaQuestion.objects.get().answer == ""
