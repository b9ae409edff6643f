"""Verbinden in a real browser: force, solve again, see what changed, adopt; read only as a visitor."""

import re
from datetime import UTC, datetime

import pytest
from browser import (
    no_axe_violations,
    no_faint_words_in_the_dark,
    no_sideways_scroll,
    walk_by_keyboard,
)
from django.urls import reverse
from playwright.sync_api import expect

from gebiedstafel.connections.actions import KIND, choose_measure_out
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.solving import freeze, keep_plan, make_plan
from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.runs import open_run
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 13, tzinfo=UTC)
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="session")
def demo_answer():
    """The plan of the demo, worked out once for all journeys."""
    return solve(problem_of(demo_table()))


@pytest.fixture(autouse=True)
def demo_and_worker_at_once(settings):
    """Show demo tables, and let the worker answer within the request that asks."""
    settings.DEMO = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def table(transactional_db):
    return load_demo_table(demo_table(), at=NOON)


@pytest.fixture
def plan(table, demo_answer):
    return keep_plan(table, freeze(table), demo_answer, by=None, at=LATER)


@pytest.fixture
def address(table, live_server):
    return live_server.url + reverse("connections:plan", args=[table.pk])


def sit(page, address, seat):
    """Take a seat of the demo through the switcher of the page."""
    page.goto(address)
    if page.get_by_label("Mijn stoel").input_value() != str(seat.pk):
        with page.expect_navigation():
            page.get_by_label("Mijn stoel").select_option(str(seat.pk))


def test_the_chair_forces_a_measure_in_solves_again_and_adopts(new_page, table, plan, address):
    fits = next(row for row in plan.result["not_chosen"] if row["reasons"][0]["code"] == "money_elsewhere")
    wanted = table.measures.get(key=fits["id"])
    page = new_page(1280)
    sit(page, address, table.seats.get(role=Seat.Role.CHAIR))

    page.get_by_role("button", name=f"Laat meedoen {wanted.title}").click()
    page.get_by_text("Reken opnieuw om te zien wat dat betekent.").wait_for()
    page.get_by_label("Keuzes van de tafel").get_by_role("button", name="Reken opnieuw").click()
    page.get_by_role("heading", name="Het plan hiervoor").wait_for(timeout=120_000)

    assert wanted.title in page.locator(".gt-side .gt-inout").inner_text()

    page.get_by_role("link", name="Stel dit plan vast").click()
    page.get_by_role("button", name="Stel dit plan vast").click()
    page.get_by_text("De tafel stelde dit plan vast op").wait_for()
    assert Plan.objects.adopted().get().choices == {"in": [wanted.key]}


def plan_ids(plan):
    return {row["id"] for row in plan.result["measures"]}


def test_a_visitor_reads_the_plan_but_cannot_change_or_adopt_it(page, table, plan, address):
    sit(page, address, table.seats.get(role=Seat.Role.VISITOR))

    assert page.get_by_role("heading", level=1).inner_text().startswith(f"{len(plan_ids(plan))} van de")
    assert page.get_by_role("button", name="Reken opnieuw").first.is_disabled()
    page.get_by_role("link", name="Niet gekozen").first.click()
    assert page.get_by_role("button", name="Laat meedoen").first.is_disabled()
    expect(page.get_by_text("Alleen de voorzitter legt vast")).to_be_visible()
    expect(page.get_by_role("link", name="Stel dit plan vast")).to_have_count(0)


def test_the_plan_breaks_no_rule_of_accessibility(page, table, plan, address):
    page.goto(address)

    no_axe_violations(page)
    no_sideways_scroll(page)


def test_the_plan_can_be_read_in_the_dark(new_page, table, plan, address):
    page = new_page(1280)
    page.goto(address)

    no_faint_words_in_the_dark(page)


def test_the_pages_around_the_plan_break_no_rule_either(page, table, address, demo_answer):
    sit(page, address, table.seats.get(role=Seat.Role.CHAIR))
    no_axe_violations(page)
    keep_plan(table, freeze(table), demo_answer, by=None, at=LATER)

    page.goto(address + "vaststellen/")

    no_axe_violations(page)
    no_sideways_scroll(page)


def test_a_clash_and_the_wait_for_a_plan_break_no_rule(page, transactional_db, live_server):
    table = load_demo_table(small_table(), at=NOON)
    chair = table.seats.get(role=Seat.Role.CHAIR)
    choose_measure_out(table.measures.get(key="M1"), by=chair, at=NOON)
    make_plan(table, by=chair, clock=lambda: LATER)
    open_run(KIND, table.chain, at=LATER)

    page.goto(live_server.url + reverse("connections:plan", args=[table.pk]))

    expect(page.get_by_role("heading", name="Met deze keuzes bestaat geen plan.")).to_be_visible()
    expect(page.get_by_role("heading", name="De rekenaar zoekt een plan")).to_be_visible()
    no_axe_violations(page)
    no_sideways_scroll(page)


def test_the_whole_plan_can_be_walked_by_keyboard(new_page, table, plan, address):
    page = new_page(1280)
    sit(page, address, table.seats.get(role=Seat.Role.CHAIR))

    met = walk_by_keyboard(page)

    nodes = page.locator("a.bn").count()
    in_drawing = [name for name in met if "€" in name and ("betaalt" in name or "helpt bij" in name)]
    assert len(in_drawing) >= nodes / 2
    assert "Stel dit plan vast" in met


def test_choosing_a_node_lights_only_its_own_bands(new_page, table, plan, address):
    page = new_page(1280)
    page.goto(address)
    node = page.locator("a.bn").nth(3)

    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)

    assert page.url.endswith("#" + node.get_attribute("id"))
    opacity = "e => getComputedStyle(e).opacity"
    assert float(page.locator(".bands__all").evaluate(opacity)) < 0.2
    assert float(node.locator(".bn__lit").evaluate(opacity)) == 1


def test_on_paper_the_plan_has_no_menu_and_shows_the_bands(new_page, table, plan, address):
    page = new_page(360)
    page.goto(address)

    page.emulate_media(media="print")

    expect(page.locator(".gt-nav")).to_be_hidden()
    expect(page.locator(".gt-next")).to_be_hidden()
    expect(page.locator(".bands")).to_be_visible()


def closed_parts(page):
    return page.locator("details.gt-chapter:not([open])").count()


def test_on_a_phone_the_parts_are_folded_and_a_tab_opens_its_own(new_page, table, plan, address):
    page = new_page(360)
    page.goto(address)
    parts = page.locator("[data-fold]").count()
    assert closed_parts(page) == parts > 5
    assert page.evaluate("document.documentElement.scrollHeight") < 5000

    page.get_by_label("Op deze pagina").get_by_role("link", name="Niet gekozen").click()

    expect(page.locator("#niet .gt-not")).to_be_visible()
    assert closed_parts(page) == parts - 1


def test_on_a_phone_a_closed_part_says_what_it_answers_and_says_it_once(new_page, table, plan, address):
    page = new_page(360)
    page.goto(address)
    asked = page.locator("#ontbreekt")
    words = "Welke partij verandert het meest, aan tafel of niet, en wat heeft zij eraan?"
    expect(asked.locator("summary")).to_contain_text(words)

    asked.locator("summary").first.press("Enter")

    expect(asked.get_by_role("button", name="Zoek wie er ontbreekt")).to_be_visible()
    assert asked.inner_text().count(words) == 1


def test_the_sign_of_a_fold_has_no_line_under_it(new_page, table, plan, address):
    page = new_page(1280)
    page.goto(address)

    sign = page.locator(".gt-more > summary").first.evaluate(
        "summary => (({content, position}) => [content, position])(getComputedStyle(summary, '::before'))"
    )

    # In the flow the underline of the words would run on through it, and a plus would read as a plus-minus.
    assert sign == ['"+"', "absolute"]


def test_a_link_to_a_measure_opens_all_that_hides_it(new_page, table, plan, address):
    page = new_page(360)
    page.goto(address)
    last = page.locator(".gt-mlist > li").last

    page.goto(f"{address}#{last.get_attribute('id')}")

    expect(last.locator("h3")).to_be_visible()


@pytest.mark.parametrize(("width", "script"), [(1280, True), (360, False)])
def test_wide_or_without_script_no_part_is_folded(new_page, table, plan, address, width, script):
    page = new_page(width, java_script_enabled=script)

    page.goto(address)

    assert page.locator("[data-fold]").count() > 5
    expect(page.locator("#niet .gt-not")).to_be_visible()
    expect(page.locator("#wacht .gt-unused").first).to_be_visible()


def test_a_folded_part_opens_with_a_key_and_on_paper(new_page, table, plan, address):
    page = new_page(360)
    page.goto(address)

    page.locator("#niet summary").first.press("Enter")
    expect(page.locator("#niet .gt-not")).to_be_visible()

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert closed_parts(page) == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#niet .gt-not")).to_be_visible()
    assert closed_parts(page) > 4


def test_on_a_phone_a_flow_shows_its_years_once_opened(new_page, table, live_server):
    page = new_page(360)
    page.goto(live_server.url + reverse("means:overview", args=[table.pk]))
    flow = page.locator(".gt-money--flows tbody tr").first
    expect(flow).to_be_hidden()
    page.locator("summary", has_text="Geld per jaar").click()
    expect(flow.locator("a").first).to_be_visible()
    expect(flow.locator(".gt-money__year").first).to_be_hidden()

    flow.locator("summary").click()

    expect(flow.locator(".gt-money__year").first).to_be_visible()
    no_axe_violations(page)
    no_sideways_scroll(page)


def test_on_a_phone_the_money_is_folded_and_says_how_much_there_is(new_page, table, live_server):
    page = new_page(360)
    page.goto(live_server.url + reverse("means:overview", args=[table.pk]))

    folded = page.locator("summary", has_text="Geld per jaar")
    expect(folded.locator(".gt-says")).to_have_text("27 geldstromen")
    expect(page.locator(".gt-money--flows tfoot")).to_be_hidden()
    for_print(page)
    expect(page.locator(".gt-money--flows tfoot")).to_contain_text("17.941.000")
    expect(page.locator(".gt-money--flows tfoot")).to_be_visible()


def test_in_the_dark_no_edge_of_the_money_table_is_white(new_page, table, live_server):
    page = new_page(1280, color_scheme="dark")
    page.goto(live_server.url + reverse("means:overview", args=[table.pk]))

    edges = page.locator(".gt-scroll:has(> .gt-money--flows)").evaluate(
        "table => getComputedStyle(table).backgroundImage"
    )

    assert "gradient" in edges
    assert "255, 255, 255" not in edges


#: A page, a part of it, the line of what is folded there, one that stands outside it and one inside.
FOLDS = {
    "challenges": ("plan", "#dekking", r"andere \d+ opgaven, elk voor \d+% of meer gedekt", ".gt-cov > li"),
    "hours": ("plan", "#uren", "Per jaar: gevraagd, vrijgemaakt en saldo", "table"),
    "measures": ("plan", "#maatregelen", r"andere \d+ maatregelen, samen €\xa0[\d.]+", ".gt-mlist > li"),
    "streets": ("plan", "#kalender", r"andere \d plekken: Lindeplein", "table.gt-cal"),
    "waiting": ("plan", "#wacht", r"andere \d geldstromen die wachten, samen €\xa0[\d.]+", ".gt-unused > li"),
    "checks": ("plan", "#toetsen", r"Toon de \d+ voorwaarden, met wie ze toetst", ".gt-unused > li"),
    "parties": (
        "share",
        "#partijen",
        r"andere \d+ partijen, die samen €.+ betalen",
        ".gt-shares > li",
    ),
    "pockets": ("share", "#portemonnee", r"andere \d+ maatregelen waar dat zo is", ".gt-rules > li"),
    "unsure": ("share", "#onzeker", r"andere \d+, en van wie ze zijn", ".gt-rules > li"),
    "silent": ("share", "#openbaar", r"\d+ partijen, ja gezegd: 0", ".gt-rules > li"),
}
#: These hold all there is of their part: nothing of it stands outside.
WHOLE = ("hours", "checks", "silent")


@pytest.mark.parametrize("fold", FOLDS)
def test_what_is_folded_says_what_it_is_and_opens_with_a_key_and_on_paper(
    new_page, table, plan, live_server, fold
):
    name, part, line, row = FOLDS[fold]
    page = new_page(1280)
    sit(
        page,
        live_server.url + reverse(f"connections:{name}", args=[table.pk]),
        table.seats.get(role=Seat.Role.CHAIR),
    )
    summary = page.locator(f"{part} summary", has_text=re.compile(line))
    inside = summary.locator("xpath=..").locator(row)

    stand_outside = page.locator(part).locator(row).filter(visible=True).count()
    assert stand_outside == 0 if fold in WHOLE else stand_outside > 0
    expect(inside.first).to_be_hidden()
    for_print(page)
    expect(inside.first).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(inside.first).to_be_hidden()
    summary.press("Enter")
    expect(inside.last).to_be_visible()


def test_the_chair_who_writes_down_an_agreement_comes_back_at_the_opened_list(
    new_page, table, plan, live_server
):
    page = new_page(360)
    address = live_server.url + reverse("connections:share", args=[table.pk])
    sit(page, address, table.seats.get(role=Seat.Role.CHAIR))
    line, row = page.locator("#zonder-stoel > summary"), page.locator("#zonder-stoel > ul > li").first
    line.click()
    row.locator("summary").click()
    row.locator("input[name=hoe]").fill("brief van 3 mei")

    with page.expect_navigation():
        row.get_by_role("button").click()

    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("ja gezegd: 1")
    expect(row).to_contain_text("brief van 3 mei")
    expect(row.get_by_role("button")).to_be_visible()


def for_print(page):
    """Tell the page that it goes to paper."""
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def test_on_a_phone_one_press_opens_a_part_that_is_folded_as_a_whole(new_page, table, plan, address):
    page = new_page(360)
    page.goto(address)

    page.locator("#toetsen summary").first.click()

    expect(page.locator("#toetsen .gt-unused > li").first).to_be_visible()
    expect(page.locator("#toetsen h2")).to_contain_text("9 voorwaarden")
    expect(page.locator("#toetsen summary", has_text="Toon de 9 voorwaarden")).to_be_hidden()
