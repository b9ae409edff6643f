"""The forms and pages of rows in a browser: narrow and wide, by keyboard, without breaking a rule."""

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll
from django.utils.timezone import now

from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.table_import import load_demo_table
from tests.small_table import small_table

AT = "/tafel/beukenhof/middelen/"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = {
    "geldstroom-bewerken": "geldstromen/F1/bewerken/",
    "geldstroom-nieuw": "geldstromen/nieuw/",
    "geldstroom": "geldstromen/F1/",
    "maatregel-bewerken": "maatregelen/M1/bewerken/",
    "maatregel": "maatregelen/M1/",
    "opgave-bewerken": "opgaven/O1/bewerken/",
    "opgave": "opgaven/O1/",
    "maatregelen": "maatregelen/",
    "weghalen": "maatregelen/M1/weg/",
    "partij": "partijen/stad/",
    "partij-bewerken": "partijen/stad/bewerken/",
    "veranderd": "veranderd/",
}


@pytest.fixture
def table(transactional_db):
    table = load_demo_table(small_table(), at=now())
    chair = table.seats.get(role="chair")
    change_entries(table, [Change("measures", "M1", {"note": "Nagevraagd in november."})], by=chair, at=now())
    return table


def test_every_page_of_a_row_holds_at_both_widths(table, page, shots):
    for name, address in PAGES.items():
        answer = page.goto(AT + address)
        assert answer.status == 200, address
        keep_picture(page, shots / f"{name}-{page.viewport_size['width']}.png")

        no_axe_violations(page)
        no_sideways_scroll(page)
