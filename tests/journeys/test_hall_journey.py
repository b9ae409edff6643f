"""Four half days of a werkplaats with six trios: eighteen people at once, and nothing written is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from browser import no_axe_violations, no_sideways_scroll, says
from django.test import Client
from playwright.sync_api import expect

from gebiedstafel.workshop.series import TrioSaid, begin_workshop, plan_sitting
from prove.plain_http import Browser
from tests.journeys.hall_of_eighteen import Phone, all_at_once, cards_in, serve_a_copy
from tests.workshop.rounds_of_choosing import NOON, table_with_people

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAMES = ("Oost", "West", "Noord", "Zuid", "Midden", "Haven")
#: Each half day with its format, and the step in which the hall writes: its number, name and question.
HALF_DAYS = (
    ("werkplaats-werkwijze", 1, "casus", "Wat hebben bewoners hier nodig?"),
    ("door-het-midden", 2, "paren", "Wat moet er waar zijn, zodat het voor jou kan?"),
    ("doorbraak-naar-regel", 2, "patroon", "Welke regel knelt, en hoe merken we dat?"),
    ("leeragenda", 4, "proef", "Wat proberen we, en waaraan zien we of het hielp?"),
)
FOCUS = """() => { const e = document.activeElement;
  return (e.labels?.[0]?.innerText || e.getAttribute('aria-label') || e.innerText || '').trim(); }"""


@pytest.fixture
def hall(settings, tmp_path):
    settings.DEMO = False
    table, chair, *_ = table_with_people()
    workshop = begin_workshop(table, "Samen leren", [TrioSaid(name) for name in NAMES], by=chair, at=NOON)
    sittings = [plan_sitting(workshop, name, None, by=chair, at=NOON) for name, *_ in HALF_DAYS]
    client = Client()
    client.force_login(chair.person)
    site = serve_a_copy(tmp_path)
    yield site, workshop, sittings, client.cookies["sessionid"].value
    site.process.kill()
    site.process.wait(timeout=10)


@pytest.fixture
def opened(browser, hall):
    site, *_ = hall
    contexts, wrongs = [], []

    def one(width, **more):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, base_url=site.url, locale="nl-NL", **more
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrongs.append(str(error)))
        page.on("console", lambda said: "Content Security" in said.text and wrongs.append(said.text))
        return page

    yield one
    for context in contexts:
        context.close()
    assert wrongs == []


def reach(page, name):
    """Press Tab until the focus is on what carries this name."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUS):
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def join_by_keyboard(page, code, trio):
    page.goto(f"/doe-mee/{code}/")
    reach(page, "1. Oost")
    for _press in range(trio - 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    reach(page, "Doe mee")
    page.keyboard.press("Enter")
    expect(page.locator("[data-cards]")).to_be_visible()


def write_by_keyboard(page, question, texts):
    for text in texts:
        reach(page, question)
        page.keyboard.type(text)
    says(page, "Alles is bewaard.")


def write_on_a_cut_line(page, code, step, texts):
    """Type one card while the Wi-Fi answers with a page of its own, and one while there is no line."""
    page.route(
        "**/kaart/", lambda route: route.fulfill(body="<p>Wifi</p>", content_type="text/html"), times=1
    )
    boxes = page.locator(f"[data-list='{step}'] [data-text]")
    boxes.nth(0).fill(texts[0])
    says(page, "Alles is bewaard.")
    page.context.set_offline(True)
    boxes.nth(1).fill(texts[1])
    says(page, "U kunt doorschrijven")
    page.context.set_offline(False)
    page.goto(f"/doe-mee/{code}/kaarten/")
    says(page, "Alles is bewaard.")


def test_eighteen_people_in_six_trios_lose_nothing_in_four_half_days(hall, opened, shots):
    site, workshop, sittings, visit = hall
    home = f"/tafel/{workshop.table_id}/werkplaats"
    leader, keys, small = opened(1280), opened(1280), opened(360)
    leader.context.add_cookies([{"name": "sessionid", "value": visit, "url": site.url}])
    phones = [Phone(n, n % 6 + 1, Browser(site.port)) for n in range(1, 17)]
    written = []
    second = opened(1280)
    second.context.add_cookies([{"name": "sessionid", "value": visit, "url": site.url}])
    second.goto(f"{home}/bijeenkomst/{sittings[0].pk}/")

    for sitting, (name, number, step, question) in zip(sittings, HALF_DAYS, strict=True):
        leader.goto(f"{home}/bijeenkomst/{sitting.pk}/")
        leader.locator(f"#stap-{number}").get_by_role("button", name="Begin deze stap").click()
        expect(leader.locator(f"#stap-{number}[aria-current]")).to_be_visible()
        small.goto(f"/doe-mee/{sitting.code}/")
        small.get_by_label("2. West").check()
        small.get_by_role("button", name="Doe mee").click()
        join_by_keyboard(keys, sitting.code, 3)
        own = {who: [f"{name} {who} {n}" for n in (1, 2)] for who in ("toetsen", "klein")}
        with ThreadPoolExecutor(1) as others:
            rest = others.submit(all_at_once, phones, sitting.code, step, name)
            write_by_keyboard(keys, question, own["toetsen"])
            write_on_a_cut_line(small, sitting.code, step, own["klein"])
            written += rest.result(timeout=100)
        written += own["toetsen"] + own["klein"]
        says(leader, f"{name} klein 2")
        if sitting == sittings[0]:
            says(second, "Iemand anders begon intussen met “Onze eigen casus”.")
            second.locator("#stap-3").get_by_role("button", name="Begin deze stap").click()
            says(second, "Kijk opnieuw.")
        leader.get_by_role("button", name="Sluit de bijeenkomst af").click()
        says(leader, "Deze bijeenkomst is afgesloten.")
        says(small, "De bijeenkomst is afgesloten.")

    card = leader.locator("li", has_text="leeragenda klein 1").last
    card.get_by_role("button", name="Leg op tafel als wat we proberen").click()
    says(leader, "De kaart ligt op tafel.")
    small.goto(f"/doe-mee/{sittings[-1].code}/proeven/")
    small.get_by_text("Vertel wat ervan kwam").click()
    small.get_by_label("Wat gebeurde er?").fill("Minder brieven")
    small.get_by_role("button", name="Bewaar").first.click()
    says(small, "Minder brieven")
    leader.goto(f"{home}/reeksen/{workshop.pk}/")
    leader.get_by_role("button", name="Zet op de agenda").click()
    says(leader, "1 stap staat op de agenda.")
    for page, picture in ((leader, "reeks"), (keys, "toetsen"), (small, "klein")):
        page.screenshot(path=shots / f"zaal-{picture}.png", full_page=True)
        no_axe_violations(page)
        no_sideways_scroll(page)

    leader.goto(f"{home}/reeksen/{workshop.pk}/gemaakt/")
    found = [text for text in cards_in(leader.content()) if text in set(written)]
    assert len(written) == 4 * 18 * 2
    assert sorted(found) == sorted(written)
