"""From a plan to a promise: written down, confirmed by who makes it, told about and found back."""

from datetime import UTC, datetime

import pytest
from browser import NARROW, keep_picture, no_axe_violations, no_sideways_scroll, says, walk_by_keyboard
from playwright.sync_api import expect

from gebiedstafel.agreements.models import Agreement, Part, Status
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from tests.small_table import small_table

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
AT = "/tafel/beukenhof/afspraken/"


@pytest.fixture
def table():
    return load_demo_table(small_table(), at=NOON)


def test_an_agreement_begins_with_one_sentence_and_each_party_confirms_its_own_part(table, page, shots):
    page.goto(AT)
    says(page, "Er zijn nog geen afspraken.")
    seen(page, shots, "leeg")
    page.get_by_role("link", name="Schrijf een afspraak op").click()

    page.get_by_role("button", name="Bewaar").first.click()
    says(page, "Schrijf in één zin wie wat doet.")
    assert not Agreement.objects.exists()
    seen(page, shots, "fout")

    page.get_by_label("De afspraak in één zin").fill("De Gaarde hangt voor de winter lampen in elk portiek.")
    page.get_by_label("Wie trekt?").select_option(index=1)
    page.get_by_label("Klaar op").fill("2027-11-01")
    page.get_by_role("button", name="Bewaar").first.press("Enter")
    says(page, "Nog vaag")
    made = Agreement.objects.get()
    assert made.words == "De Gaarde hangt voor de winter lampen in elk portiek."
    assert Part.objects.filter(agreement=made, confirmed_at=None).count() == 1
    seen(page, shots, "afspraak")

    page.goto(AT)
    says(page, "lampen in elk portiek")
    owed = page.get_by_role("region", name="Per partij")
    if page.viewport_size["width"] < NARROW:
        page.locator("summary", has_text="Wie moet nog wat doen, en wanneer").click()
        expect(owed.locator("[data-k=Open]").first).to_be_visible()
        assert owed.evaluate("one => one.scrollWidth <= one.clientWidth")
        expect(owed.locator("[data-k='Te laat']").first).to_be_hidden()
    seen(page, shots, "bord")
    assert walk_by_keyboard(page)


def test_how_it_goes_is_told_in_one_choice_and_stays_in_the_history(table, page, shots):
    page.goto(f"{AT}nieuw/")
    page.get_by_label("De afspraak in één zin").fill("De straat krijgt een bankje bij de vijver.")
    page.get_by_label("Wie trekt?").select_option(index=1)
    page.get_by_label("Klaar op").fill("2027-11-01")
    page.get_by_role("button", name="Bewaar").first.click()
    page.get_by_label("geblokkeerd").check()
    page.get_by_label("In één zin").fill("Er is nog geen geld.")
    page.get_by_label("Als het vastzit: waarop?").select_option("geld")
    page.get_by_role("button", name="Vertel het de tafel").click()

    says(page, "Zo gaat het: geblokkeerd")
    assert Agreement.objects.get().status == Status.BLOCKED
    seen(page, shots, "vast")

    page.get_by_role("button", name="Laat vervallen").click()
    expect(page.locator("h1")).to_be_visible()
    assert Agreement.objects.get().status == Status.BLOCKED, "without a reason nothing is dropped"

    page.goto(f"{AT}A01/klopt/")
    says(page, "Ja. Alle 2 regels staan er precies zoals ze zijn opgeschreven.")
    seen(page, shots, "klopt")


def test_an_adopted_plan_becomes_agreements_in_one_step(table, page, shots):
    chair = Seat.objects.filter(table=table, role=Seat.Role.CHAIR).first()
    plan = make_plan(table, by=chair, clock=lambda: NOON)
    Plan.objects.filter(pk=plan.pk).update(adopted_at=NOON)

    page.goto(f"{AT}concepten/")
    seen(page, shots, "uit-het-plan")
    page.get_by_role("button", name="Maak", exact=False).first.click()
    page.wait_for_load_state()

    assert Agreement.objects.filter(drafted=True).count() == len(plan.result["measures"])
    seen(page, shots, "concepten")


def seen(page, shots, name):
    """Hold a page to the rules of access and keep a picture of it."""
    keep_picture(page, shots / f"afspraken-{name}-{page.viewport_size['width']}.png")
    no_sideways_scroll(page)
    no_axe_violations(page)
