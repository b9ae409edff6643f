"""Cards of a phone in a browser: no words are lost when a card is laid or refused, or a clock set back."""

import json

import pytest
from browser import says
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import expect

from gebiedstafel.workshop.becoming import Place, lay_on_table
from gebiedstafel.workshop.joining import join
from gebiedstafel.workshop.models import Card
from gebiedstafel.workshop.sittings import go_to_step, make_sitting, steps_of
from tests.workshop.rounds_of_choosing import table_with_people

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def sitting(people):
    made = make_sitting(people[0], "belangenkaart", by=people[1], at=now())
    step = next(n for n, one in enumerate(steps_of(made), 1) if one.id == "overlap")
    return go_to_step(made, step, by=people[1], at=now(), seen=0)


@pytest.fixture
def phone(new_page, live_server, sitting):
    page = new_page(360)
    token = join(sitting, None, at=now())
    where = reverse("join:cards", args=[sitting.code])
    page.context.add_cookies([{"name": f"werkplaats_{sitting.code}", "value": token, "url": live_server.url}])
    page.goto(where)
    return page


def box(page, number=0):
    return page.locator('[data-list="overlap"] [data-text]').nth(number)


def write(page, words, number=0):
    box(page, number).fill(words)
    says(page, "Alles is bewaard.")


def test_what_was_typed_on_a_card_that_meanwhile_lies_on_the_table_becomes_a_card_of_its_own(phone, people):
    write(phone, "Rust")
    phone.route("**/kaart/", lambda route: route.abort())
    box(phone).fill("Rust en groen")
    says(phone, "Nog te bewaren: 1.")
    lay_on_table(Card.objects.get(), "agenda", Place(), by=people[1], at=now())

    phone.unroute("**/kaart/")
    phone.reload()

    says(phone, "Alles is bewaard.")
    expect(box(phone)).to_have_value("Rust en groen")
    assert list(Card.objects.order_by("pk").values_list("text", flat=True)) == ["Rust", "Rust en groen"]


def test_the_same_while_the_page_stays_open(phone, people):
    write(phone, "Rust")
    lay_on_table(Card.objects.get(), "agenda", Place(), by=people[1], at=now())

    write(phone, "Rust en groen")

    assert list(Card.objects.order_by("pk").values_list("text", flat=True)) == ["Rust", "Rust en groen"]


def test_a_card_that_is_refused_says_why_and_holds_up_nothing(phone, people, sitting):
    store = f"gt-draft:sitting/{sitting.code}/1"
    kept = {"a" * 12: {"stap": "overlap", "tekst": "x" * 700, "tijd": 5, "fault": True}}
    phone.evaluate("([where, what]) => localStorage.setItem(where, what)", [store, json.dumps(kept)])
    phone.reload()

    says(phone, "Niet alles is bewaard. Kijk bij de kaart waarom.")
    says(phone, "700 tekens")
    box(phone, 1).fill("Groen")
    phone.wait_for_function("where => !localStorage.getItem(where).includes('Groen')", arg=store)
    says(phone, "Niet alles is bewaard. Kijk bij de kaart waarom.")
    assert Card.objects.get().text == "Groen"

    go_to_step(sitting, len(steps_of(sitting)), by=people[1], at=now(), seen=sitting.step_version)
    box(phone, 1).blur()
    expect(phone.locator("[data-gathering]")).to_have_attribute("data-version", str(sitting.step_version + 1))


def test_a_clock_that_was_set_back_makes_no_newer_words_old(phone):
    write(phone, "Rust")
    phone.clock.set_fixed_time("2020-01-01T12:00:00Z")
    phone.reload()

    write(phone, "Rust na tien uur")
    phone.wait_for_function("!Object.keys(localStorage).length")

    assert Card.objects.get().text == "Rust na tien uur"
