"""The chair writes down a mandate, reads the trail, and sees what is kept, by keyboard and on a phone."""

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, says, walk_by_keyboard
from django.urls import reverse

from gebiedstafel.tables.models import Seat
from tests.tables.own_tables import PASSWORD, own_table, person, seat

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_chair_accounts_for_the_table(page, shots, settings, tmp_path):
    settings.DEMO, settings.HOME = False, tmp_path
    table = own_table(chair=person("anne"))
    seat(table, table.seats.get().person, Seat.Role.CHAIR, "stad")
    page.goto("/inloggen/")
    page.get_by_label("Gebruikersnaam of e-mailadres").fill("anne")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    says(page, "Beukenhof")

    page.goto(reverse("tables:new_mandate", args=[table.pk]))
    page.get_by_label("Wat mag uw partij zelf beslissen?").fill("Klein onderhoud")
    page.get_by_label("Tot welk bedrag per besluit?").fill("10.000")
    no_axe_violations(page)
    page.get_by_role("button", name="Bewaar").press("Enter")
    says(page, "Opgeschreven. Iedereen aan tafel ziet het.")
    says(page, "Klein onderhoud")

    for name in (
        "tables:mandates",
        "tables:open_government",
        "record:trail",
        "record:files",
        "record:keeping",
    ):
        looked_at(page, shots, reverse(name, args=[table.pk]), name)
    looked_at(page, shots, reverse("record:mine"), "record:mine")

    page.goto(reverse("record:trail", args=[table.pk]))
    says(page, "schreef een mandaat op")
    says(page, "Ketting heel")
    assert walk_by_keyboard(page)


def looked_at(page, shots, where, name):
    """Open a page, hold it to the rules of access, and keep a picture of it."""
    page.goto(where)
    keep_picture(page, shots / f"{name.replace(':', '-')}-{page.viewport_size['width']}.png")
    no_axe_violations(page)
    no_sideways_scroll(page)
