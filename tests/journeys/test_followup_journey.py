"""From a mail to one tap, and from the chair's page to a skipped reminder, in a real browser."""

import re
from datetime import timedelta

import pytest
from browser import keep_picture, no_axe_violations, says
from django.test import Client
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.followup.hours import rules_of
from gebiedstafel.followup.models import Reminder
from gebiedstafel.followup.readers import readers_at
from gebiedstafel.followup.sending import plans_at, remind
from tests.followup.kept_agreements import agreement, table_of_neighbours

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def table(settings):
    settings.DEMO = False
    table = table_of_neighbours()
    today = localdate()
    agreement(table, "A1", words="De lamp bij de apotheek brandt.", due=today + timedelta(days=2))
    agreement(table, "A2", lead="stad", others=("buren",), due=today + timedelta(days=20))
    agreement(table, "A3", due=today - timedelta(days=10))
    return table


def mailed(table, mailbox):
    """Send what is due, whatever the hour at which this test runs, and return the letter about A1."""
    for one in plans_at(table, rules_of(table.pk)):
        if one.agreement.key == "A1" and one.kind.value == "tweede":
            remind(one, readers_at(table), at=now())
    carry_letters(now())
    return mailbox.text


def test_whoever_gets_the_mail_tells_how_it_goes_in_two_taps(table, mailbox, page, shots):
    path = re.search(r"https?://[^/]+(/bericht/\S+)", mailed(table, mailbox))[1]
    page.goto(path)
    says(page, "De lamp bij de apotheek brandt.")
    no_axe_violations(page)
    keep_picture(page, shots / f"bericht-{page.viewport_size['width']}.png")

    page.get_by_text("Loopt achter", exact=True).click()
    page.get_by_role("button", name="Vertel het de tafel").press("Enter")
    says(page, "De tafel weet het nu")
    no_axe_violations(page)
    page.goto(path)
    says(page, "Deze link opent niets meer")
    no_axe_violations(page)

    assert Agreement.objects.get(key="A1").status == "loopt_achter"


def test_the_chair_sees_what_goes_and_skips_one(table, mailbox, page, shots, live_server):
    mailed(table, mailbox)
    sit_down(page, live_server, "chair")
    page.goto("/tafel/beukenhof/opvolging/")
    says(page, "Gaat er nog uit")
    no_axe_violations(page)
    keep_picture(page, shots / f"opvolging-{page.viewport_size['width']}.png")

    page.get_by_role("button", name=re.compile("Sla over.*A2")).first.press("Enter")
    says(page, "De herinnering over A2 gaat niet.")
    page.get_by_role("button", name=re.compile("Toch sturen.*A2")).press("Enter")
    says(page, "De herinnering gaat toch.")
    page.get_by_role("link", name="Verander de regels").click()
    page.get_by_label("Eerste herinnering: dagen ervoor").fill("2")
    page.get_by_role("button", name="Bewaar de regels").press("Enter")
    says(page, "De eerste herinnering komt eerder dan de laatste.")
    no_axe_violations(page)
    keep_picture(page, shots / f"regels-{page.viewport_size['width']}.png")

    assert not Reminder.objects.filter(skipped=True).exists()


def test_someone_chooses_messages_and_makes_a_calendar_address(table, page, shots, live_server):
    sit_down(page, live_server, "bo")
    page.goto("/tafel/beukenhof/mijn-berichten/")
    says(page, "Dit zegde uw partij toe")
    page.get_by_label("Hoe vaak wilt u een overzicht?").select_option("maand")
    page.get_by_role("button", name="Bewaar", exact=True).press("Enter")
    says(page, "Zo krijgt u voortaan bericht")
    page.get_by_role("button", name=re.compile("Maak een adres.*wat mijn partij")).press("Enter")
    box = page.get_by_role("textbox", name=re.compile("Adres"))
    expect(box).to_have_value(re.compile(r"/agenda/[0-9a-f]{64}\.ics$"))
    no_axe_violations(page)
    keep_picture(page, shots / f"mijn-berichten-{page.viewport_size['width']}.png")

    assert "BEGIN:VCALENDAR" in page.request.get(box.input_value()).text()


def sit_down(page, live_server, name):
    """Let someone be signed in in this browser."""
    client = Client()
    client.force_login(Person.objects.get(username=name))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
