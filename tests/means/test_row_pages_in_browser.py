"""The forms and pages of rows in a browser: narrow and wide, by keyboard, without breaking a rule."""

import pytest
from browser import no_axe_violations, no_sideways_scroll
from django.utils.timezone import now

from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.table_import import load_demo_table

AT = "/tafel/de-zeven-gaarden/middelen/"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = {
    "geldstroom-bewerken": "geldstromen/F01/bewerken/",
    "geldstroom-nieuw": "geldstromen/nieuw/",
    "geldstroom": "geldstromen/F01/",
    "maatregel-bewerken": "maatregelen/M01/bewerken/",
    "maatregel": "maatregelen/M01/",
    "opgave-bewerken": "opgaven/O1/bewerken/",
    "partij": "partijen/{own}/",
    "partij-bewerken": "partijen/{own}/bewerken/",
    "veranderd": "veranderd/",
}


@pytest.fixture
def table(transactional_db):
    table = load_demo_table(demo_table(), at=now())
    chair = table.seats.get(role="chair")
    change_entries(
        table, [Change("measures", "M01", {"note": "Nagevraagd in november."})], by=chair, at=now()
    )
    return table


def test_every_page_of_a_row_holds_at_both_widths(table, page, shots):
    own = table.seats.get(role="chair").party
    for name, address in PAGES.items():
        answer = page.goto(AT + address.format(own=own.key if own else "P01"))
        assert answer.status == 200, address
        page.screenshot(path=shots / f"{name}-{page.viewport_size['width']}.png", full_page=True)

        no_axe_violations(page)
        no_sideways_scroll(page)
