"""The chair opens a round in three steps; people take part by phone, keyboard, paper and a failing line."""

import time
from datetime import UTC, datetime

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, says, walk_by_keyboard
from playwright.sync_api import expect

from gebiedstafel.dialogue.ballots import Participant, Vote
from gebiedstafel.dialogue.crowding import ARRIVALS, WRONG_CODES
from gebiedstafel.dialogue.rounds import Round
from gebiedstafel.means.table_import import load_demo_table
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
STATEMENTS = """1. Er moeten meer bomen komen in de Esdoornlaan.
2. De speeltuin mag ’s avonds langer open.
3. Auto’s horen niet op het plein.
- Het buurthuis is er voor iedereen.
- De straat mag open voor het riool, als er daarna groen komt.
- Ik voel me ’s avonds veilig in onze wijk.
- Jongeren verdienen een eigen plek.
"""
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_came_yet():
    ARRIVALS._seen.clear()
    WRONG_CODES._seen.clear()


@pytest.fixture
def table(settings):
    settings.DEMO = True
    return load_demo_table(small_table(), at=NOON)


def photographed(page, shots, name):
    """Hold a page to the rules of every page and keep its picture."""
    no_axe_violations(page)
    no_sideways_scroll(page)
    keep_picture(page, shots / f"gesprek-{name}-{page.viewport_size['width']}.png")


def open_a_round(page, table, *, access="open") -> Round:
    page.goto(f"/tafel/{table.pk}/gesprek/rondes/nieuw/")
    page.get_by_label("Wat vraagt u aan de wijk?").fill("Wat maakt onze wijk fijner om in te wonen?")
    page.get_by_label("Wie kan meedoen?").select_option(access)
    page.get_by_role("button", name="Verder naar de stellingen").click()
    page.get_by_label("Elke stelling op een eigen regel").fill(STATEMENTS)
    page.get_by_role("button", name="Zet ze in het gesprek").click()
    page.get_by_role("button", name="Open het gesprek nu").click()
    return Round.objects.get()


def judged(page, name):
    """Answer the statement on the page, and wait until another one came."""
    before = page.locator("[data-text]").inner_text()
    page.get_by_role("button", name=name, exact=True).click()
    until(lambda: page.locator("[data-text]").inner_text() != before)
    return before


def until(happened):
    """Wait until something happened; the pages allow no evaluation, so the waiting is done here."""
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")


def nothing_waits(page):
    return page.evaluate("localStorage.length") == 0


def begun(page, round):
    """Begin as a participant, with the script of the page at work."""
    page.goto(f"/gesprek/{round.address}/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.locator("[data-say]").wait_for()


def test_the_chair_opens_a_round_in_three_steps(page, table, shots):
    page.goto(f"/tafel/{table.pk}/gesprek/rondes/")
    photographed(page, shots, "leeg")
    page.get_by_role("link", name="Begin een gesprek").click()
    photographed(page, shots, "stap-1")
    page.get_by_label("Wat vraagt u aan de wijk?").fill("Wat maakt onze wijk fijner om in te wonen?")
    page.get_by_role("button", name="Verder naar de stellingen").click()
    photographed(page, shots, "stap-2")
    page.get_by_label("Elke stelling op een eigen regel").fill(STATEMENTS + "x" * 200)
    page.get_by_role("button", name="Zet ze in het gesprek").click()
    assert "Regel 8: Dit zijn 200 tekens" in page.locator("#plak_fout").inner_text()
    page.get_by_label("Elke stelling op een eigen regel").fill(STATEMENTS)
    page.get_by_role("button", name="Zet ze in het gesprek").click()
    photographed(page, shots, "stap-3")

    page.get_by_role("button", name="Open het gesprek nu").click()

    assert "Het gesprek is open" in page.locator("#meldingen").inner_text()
    photographed(page, shots, "open")
    page.get_by_role("link", name="Print de poster").click()
    photographed(page, shots, "poster")
    page.goto(f"/tafel/{table.pk}/gesprek/rondes/")
    photographed(page, shots, "lijst")


def test_someone_takes_part_with_one_thumb(page, table, shots):
    round = open_a_round(page, table)
    page.goto(f"/gesprek/{round.address}/")
    photographed(page, shots, "begin")
    page.get_by_role("button", name="Begin", exact=True).click()
    photographed(page, shots, "stem")
    buttons = page.locator(".gt-vote__b")
    assert min(buttons.nth(n).bounding_box()["height"] for n in range(3)) >= 44
    bottom = max(buttons.nth(n).bounding_box()["y"] + 40 for n in range(3))
    assert bottom <= 760, "all three answers are in sight without scrolling"

    seen = {judged(page, name) for name in ("Eens", "Oneens", "Pas, weet ik niet")}
    page.get_by_role("link", name="Mijn keuzes").click()
    page.get_by_role("button", name="Oneens").first.click()
    photographed(page, shots, "mijn")

    assert len(seen) == 3
    assert Vote.objects.count() == 3
    expect(page.locator("[aria-pressed=true]")).to_have_count(3)

    page.get_by_role("link", name="Inbrengen").click()
    page.get_by_label("Mijn stelling").fill("Er moet een bankje bij de vijver.")
    photographed(page, shots, "eigen")
    page.get_by_role("button", name="Stuur mijn stelling in").click()
    says(page, "iemand leest hem nog")

    page.get_by_role("link", name="Neem alles terug").click()
    photographed(page, shots, "terug")
    page.get_by_role("button", name="Neem alles terug").click()
    says(page, "Alles is teruggenomen")
    assert not Participant.objects.exists()


def test_the_keys_one_two_and_three_are_enough(new_page, table):
    page = new_page(1280)
    round = open_a_round(page, table)
    page.goto(f"/gesprek/{round.address}/")
    page.get_by_role("button", name="Begin", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("[data-say]").wait_for()
    assert {"Eens", "Oneens"} <= {name.split()[0] for name in walk_by_keyboard(page)}

    for key in "123123":
        before = page.locator("[data-text]").inner_text()
        page.keyboard.press(key)
        until(lambda before=before: page.locator("[data-text]").inner_text() != before)
    page.keyboard.press("1")
    page.get_by_text("U gaf op alle stellingen uw mening").wait_for()

    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, -1, 0, 0, 1, 1, 1]


def test_without_a_script_all_the_same_can_be_done(new_page, table):
    page = new_page(360, java_script_enabled=False)
    round = open_a_round(page, table)
    page.goto(f"/gesprek/{round.address}/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.locator("[data-say]").wait_for(state="attached")
    expect(page.locator("[data-say]"), "a button that needs the script").to_be_hidden()

    for name in ("Eens", "Oneens", "Pas, weet ik niet", "Eens", "Eens", "Eens", "Eens"):
        page.get_by_role("button", name=name, exact=True).click()

    says(page, "U gaf op alle stellingen uw mening")
    assert Vote.objects.count() == 7


def test_when_the_line_fails_answers_wait_on_the_device_and_count_once(new_page, table):
    page = new_page(360)
    round = open_a_round(page, table)
    begun(page, round)
    page.context.set_offline(True)
    answers = [judged(page, "Eens") for _ in range(3)]
    until(lambda: "Geen verbinding" in page.locator("[data-status]").inner_text())
    assert not Vote.objects.exists()

    page.context.set_offline(False)
    page.reload()
    until(lambda: nothing_waits(page))

    assert len(set(answers)) == 3
    assert Vote.objects.count() == 3
    assert Participant.objects.count() == 1


def test_an_answer_whose_receipt_got_lost_is_sent_again_and_counts_once(new_page, table):
    page = new_page(360)
    round = open_a_round(page, table)
    begun(page, round)
    lost = []

    def lose_the_receipt(route):
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/stem/", lambda route: lose_the_receipt(route) if is_post(route) else route.continue_())
    judged(page, "Oneens")
    until(lambda: nothing_waits(page))

    assert lost == [200, 200]
    assert Vote.objects.count() == 1


def is_post(route):
    return route.request.method == "POST"


def test_paper_counts_the_same(page, table, shots):
    round = open_a_round(page, table)
    page.goto(f"/tafel/{table.pk}/gesprek/rondes/{round.pk}/codes/")
    page.get_by_label("Wat wilt u printen?").select_option("paper")
    page.get_by_label("Hoeveel?").fill("2")
    photographed(page, shots, "codes")
    page.get_by_role("button", name="Maak en toon").click()
    photographed(page, shots, "biljetten")
    code = page.locator(".gt-code--big").first.inner_text()

    page.goto(f"/tafel/{table.pk}/gesprek/rondes/{round.pk}/papier/")
    page.get_by_label("Nummer van het biljet", exact=True).fill("1")
    for number, name in ((0, "Eens"), (1, "Oneens"), (2, "Pas")):
        page.locator(".gt-typed fieldset").nth(number).get_by_label(name, exact=True).check()
    photographed(page, shots, "papier")
    page.get_by_role("button", name="Tel dit biljet mee").click()
    assert "Stembiljet 1 telt mee, met 3 antwoorden." in page.locator("#meldingen").inner_text()

    page.keyboard.type("2 1e 9e")
    page.keyboard.press("Enter")
    page.get_by_text("Stelling 9 staat niet op het biljet.").wait_for()
    page.get_by_label("Nummer van het biljet, en wat is aangekruist").fill("2 eo-pe")
    page.keyboard.press("Enter")
    page.get_by_text("heeft 5 tekens").wait_for()
    page.get_by_label("Nummer van het biljet, en wat is aangekruist").fill("2 eo-p---")
    page.keyboard.press("Enter")
    page.get_by_text("Biljet 2: klopt dit?").wait_for()
    photographed(page, shots, "papier-regel")
    page.keyboard.press("Enter")
    page.get_by_text("Stembiljet 2 telt mee, met 3 antwoorden.").wait_for()
    by_line, ticked = (Participant.objects.order_by("-pk"))[:2]
    assert [one.value for one in Vote.objects.filter(participant=by_line)] == [1, -1, 0]
    assert [one.value for one in Vote.objects.filter(participant=ticked)] == [1, -1, 0]
    page.get_by_role("button", name="Maak biljet 2 ongedaan").press("Enter")
    page.get_by_text("Biljet 2 telt niet meer mee.").wait_for()
    assert page.locator("#regel").input_value() == "2 1e 2o 4p"

    page.goto(f"/gesprek/{round.address}/code/")
    page.get_by_label("Code", exact=True).fill(code)
    photographed(page, shots, "code")
    page.get_by_role("button", name="Doe mee").click()
    says(page, "Stelling 4 van 7")
    assert Participant.objects.get().route == "paper"


def test_letters_are_shown_once(page, table, shots):
    round = open_a_round(page, table, access="codes")
    page.goto(f"/tafel/{table.pk}/gesprek/rondes/{round.pk}/codes/")
    page.get_by_label("Hoeveel?").fill("3")
    page.get_by_role("button", name="Maak en toon").click()
    photographed(page, shots, "brieven")
    expect(page.locator(".gt-letter")).to_have_count(3)

    page.reload()

    says(page, "waren één keer te zien")


def test_the_chair_reads_many_at_once(page, table, shots):
    round = open_a_round(page, table)
    page.goto(f"/gesprek/{round.address}/")
    page.get_by_role("button", name="Begin", exact=True).click()
    for text in ("Er moeten meer bomen komen in de Esdoornlaan!!", "Er moet een bankje bij de vijver."):
        page.goto(f"/gesprek/{round.address}/stelling/")
        page.get_by_label("Mijn stelling").fill(text)
        page.get_by_role("button", name="Stuur mijn stelling in").click()

    page.goto(f"/tafel/{table.pk}/gesprek/rondes/{round.pk}/stellingen/")
    expect(page.get_by_text("Lijkt op nummer 1:")).to_have_count(1)
    photographed(page, shots, "lezen")
    page.get_by_label("Er moeten meer bomen komen in de Esdoornlaan!!").check()
    page.get_by_label("Of neem niet op, omdat").fill("Dit staat er al, in andere woorden.")
    page.get_by_role("button", name="Neem niet op").click()
    page.get_by_label("Er moet een bankje bij de vijver.").check()
    page.get_by_role("button", name="Neem op", exact=True).click()

    page.goto(f"/gesprek/{round.address}/mijn/")
    says(page, "Dit staat er al, in andere woorden.")
    assert page.locator(".gt-chip").all_inner_texts() == ["doet niet mee", "doet mee"]
