"""Each role finds its own answer, from the first key to the last, without a mouse."""

from datetime import UTC, datetime

import pytest
from browser import no_axe_violations, no_sideways_scroll
from django.urls import reverse
from playwright.sync_api import expect

from gebiedstafel.accounts.models import Person
from gebiedstafel.connections.solving import freeze, keep_plan, make_plan
from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.table_import import load_demo_table, load_table
from gebiedstafel.tables.models import Seat
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PASSWORD = "zeven appels op een plank"
WORDS = ("Gebied", "Opgaven", "Middelen", "Verbinden")
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def rough_answer():
    """A plan of the demo that need not be the best."""
    return solve(problem_of(demo_table()), gap=0.25)


@pytest.fixture
def table(settings, rough_answer):
    settings.DEMO = True
    table = load_demo_table(demo_table(), at=NOON)
    keep_plan(table, freeze(table), rough_answer, by=None, at=NOON)
    return table


def press(page, name):
    """Go to a link with this name and follow it, by keyboard."""
    page.get_by_role("link", name=name, exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sit(page, table, seat):
    """Open the table and take a seat by keyboard: typing its name chooses it."""
    page.goto(f"/tafel/{table.pk}/")
    chooser = page.get_by_label("Mijn stoel")
    if chooser.input_value() != str(seat.pk):
        chooser.focus()
        with page.expect_navigation():
            chooser.select_option(str(seat.pk))
    assert page.get_by_label("Mijn stoel").input_value() == str(seat.pk)


def euros(text):
    """Return the whole euros in a cell."""
    return int("".join(sign for sign in text if sign.isdecimal()) or 0)


def test_every_seat_walks_every_page_and_keeps_its_seat(new_page, table):
    page = new_page(1280)
    for seat in table.seats.all():
        sit(page, table, seat)

        for word in WORDS:
            press(page, word)

            assert page.locator(".gt-nav [aria-current=page]").inner_text() == word
            assert page.title() == f"{word} – {table.name} – Gebiedstafel"
            assert page.locator(".gt-place b").inner_text() == table.name
            assert page.get_by_label("Mijn stoel").input_value() == str(seat.pk)
            expect(page.locator(".gt-next")).to_have_count(1)


def test_another_language_and_another_seat_stay_on_the_page(new_page, table):
    page = new_page(1280)
    page.goto(f"/tafel/{table.pk}/opgaven/?van=hier")

    page.get_by_role("button", name="EN, English").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    page.wait_for_url(lambda url: url.endswith("/opgaven/?van=hier"))
    assert page.locator("html").get_attribute("lang") == "en"

    visitor = table.seats.get(role=Seat.Role.VISITOR)
    with page.expect_navigation():
        page.locator("#stoel").select_option(str(visitor.pk))

    page.wait_for_url(lambda url: url.endswith("/opgaven/?van=hier"))
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_resident_reads_what_we_share_and_whether_it_is_in_the_plan(page, table):
    resident = table.seats.filter(party__owner_class="bewoners").first()
    sit(page, table, resident)

    page.goto(f"/tafel/{table.pk}/gebied/")
    shared = page.locator(".gt-three").inner_text()
    page.goto(f"/tafel/{table.pk}/verbinden/")

    known = [one["text"].rstrip(".") for one in demo_table()["statements"]]
    told = [text for text in known if text in shared]
    assert told
    body = page.locator("main").text_content()
    assert [text for text in told if text not in body] == []
    assert page.locator("main").get_by_text("Kersenstraat").count()


def test_a_finance_officer_finds_that_the_columns_add_up(new_page, table):
    page = new_page(1280)
    sit(page, table, table.seats.get(role=Seat.Role.FINANCE))
    press(page, "Middelen")

    rows = [row.locator("td").all_inner_texts() for row in page.locator(".gt-money--flows tbody tr").all()]
    foot = page.locator(".gt-money--flows tfoot td").all_inner_texts()
    years = len(foot) - 2

    assert len(rows) == len(demo_table()["money_flows"])
    sums = [euros(text) for text in foot[: years + 1]]
    assert [sum(euros(row[n]) for row in rows) for n in range(years + 1)] == sums
    assert sum(sums[:years]) == sums[years]

    rules = page.locator(".gt-money--flows tbody .gt-why").first
    rules.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(rules.locator("li").first).to_be_visible()


def test_a_visitor_reads_everything_and_every_closed_button_says_why(new_page, table):
    page = new_page(1280)
    sit(page, table, table.seats.get(role=Seat.Role.VISITOR))

    press(page, "Verbinden")

    closed = page.locator("main button:disabled").all()
    assert closed
    for button in closed:
        reasons = (button.get_attribute("aria-describedby") or "").split()
        # Also what lies folded: there the reason opens together with its button.
        told = " ".join(page.locator(f"#{reason}").text_content() or "" for reason in reasons)
        assert told.strip() or button.get_attribute("title"), button.text_content()


@pytest.mark.parametrize("name", ["", "gebied/", "opgaven/", "middelen/"])
def test_on_paper_nothing_is_folded_away_or_cut_off(new_page, table, name):
    page = new_page(688, color_scheme="dark")
    page.goto(f"/tafel/{table.pk}/{name}")

    page.emulate_media(media="print")

    expect(page.locator(".gt-nav")).to_be_hidden()
    expect(page.locator(".gt-tools")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    folded = page.locator("main :is(.gt-fold, .gt-more):not([open]) > :not(summary)")
    assert all(part.bounding_box()["height"] > 5 for part in folded.all() if part.is_visible())
    no_sideways_scroll(page)


def test_outside_the_demo_people_sign_in_and_only_seats_open_a_table(new_page, settings):
    settings.DEMO = False
    chair = Person.objects.create_user("anne", password=PASSWORD)
    Person.objects.create_user("bert", password=PASSWORD)
    document = small_table()
    del document["choices"]
    table = load_table(document, by=chair, at=NOON)
    make_plan(table, by=table.seats.get(), clock=lambda: NOON)
    home = reverse("start:home", args=[table.pk])
    page = new_page(360)

    page.goto(home)
    assert page.get_by_role("heading", level=1).inner_text().startswith("Deze pagina is er niet")
    no_axe_violations(page)
    page.locator("main").get_by_role("link", name="Inloggen").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    enter(page, "anne")
    page.wait_for_url(lambda url: url.endswith(home))
    assert "Voorzitter" in page.locator(".gt-seat").inner_text()

    page.get_by_role("button", name="Uitloggen").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{reverse('accounts:sign_in')}?next={home}")
    enter(page, "bert")
    assert page.title().startswith("Niet gevonden")


def enter(page, name):
    """Sign in by keyboard."""
    page.get_by_label("Gebruikersnaam").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
