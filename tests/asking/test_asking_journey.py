"""Twelve parties fill one table from their links, in one journey, and the plan can be solved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll
from django.utils.timezone import localdate

from gebiedstafel.accounts.models import Person
from gebiedstafel.asking.models import AskedParty
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable, Seat
from tests.asking.rounds import links_in_mail, work

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PASSWORD = "zeven appels op een plank"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PARTIES = {
    "stad": ("Gemeente Vlinderdam", "gemeente"),
    "bouw": ("Woonstichting De Linde", "corporatie"),
    "thuis": ("Thuis in Vlinderdam", "corporatie"),
    "buren": ("Buren van de Rietkant", "bewoners"),
    "winkels": ("Winkeliers Rietplein", "markt"),
    "zorg": ("Wijkteam Rietkant", "zorg"),
    "welzijn": ("Welzijn Vlinderdam", "zorg"),
    "school": ("Basisschool De Kikker", "onderwijs"),
    "water": ("Waterschap Brede Beek", "waterschap"),
    "net": ("Netbeheer Beekland", "nuts"),
    "politie": ("Politie Vlinderdam", "veiligheid"),
    "fonds": ("Buurtfonds Rietkant", "fonds"),
}
CHALLENGES = ("Droge voeten", "Elkaar kennen", "Warm wonen")
#: How many measures and how many flows each party brings: 30 and 20 in all.
MEASURES = dict(zip(PARTIES, (4, 3, 3, 4, 2, 3, 3, 2, 2, 1, 2, 1), strict=True))
FLOWS = dict(zip(PARTIES, (5, 3, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1), strict=True))


@pytest.fixture
def table(settings):
    settings.DEMO = False
    document = {
        "format": "gebiedstafel/table",
        "version": 1,
        "table": {
            "id": "rietkant",
            "name": "De Rietkant",
            "area": "WK1",
            "as_of": "2026-11-01",
            "years": [2027, 2028, 2029],
        },
        "areas": [{"id": "WK1", "name": "De Rietkant", "level": "wijk"}],
        "parties": [{"id": key, "name": name, "owner_class": kind} for key, (name, kind) in PARTIES.items()],
        "challenges": [{"id": f"O{n}", "title": title} for n, title in enumerate(CHALLENGES, 1)],
    }
    chair = Person.objects.create_user("anne", email="anne@voorbeeld.nl", password=PASSWORD)
    return load_table(document, by=chair, at=NOON)


class Hands:
    """Someone at a keyboard, who notices when the same field is asked twice."""

    def __init__(self, page, who):
        self.page, self.who = page, who
        self.typed: list[str] = []

    def type(self, name, text):
        """Write in one box, which nobody did before."""
        assert name not in self.typed, f"{self.who} is asked twice for {name}"
        self.typed.append(name)
        self.page.locator(f'[name="{name}"]').fill(text)

    def choose(self, name, value):
        """Choose from a list."""
        self.typed.append(name)
        self.page.locator(f'select[name="{name}"]').select_option(value)

    def tick(self, name, value):
        """Tick or pick one."""
        self.page.locator(f'[name="{name}"][value="{value}"]').check()

    def add(self, kind, name):
        """Add a row with its name alone; return what the page calls it."""
        box = self.page.locator(f'[id="nieuw:{kind}"]')
        box.fill(name)
        with self.page.expect_navigation():
            self.page.locator(f'button[value="voegtoe:{kind}"]').click()
        return self.page.locator(f'details[data-row^="{kind}/nieuw-"]').last.get_attribute("data-row")


def test_twelve_parties_fill_a_table_from_their_links(new_page, table, shots, mailoutbox):
    chair = new_page(1280)
    chair.goto(f"/inloggen/?next=/tafel/{table.pk}/uitvraag/nieuw/")
    chair.locator("[name=username]").fill("anne")
    chair.locator("[name=password]").fill(PASSWORD)
    with chair.expect_navigation():
        chair.locator("main button[type=submit]").click()
    ask_everyone(chair, table, shots)
    work()
    links = links_in_mail()
    assert len(links) == len(PARTIES)

    for number, key in enumerate(PARTIES):
        person = new_page(360 if number % 2 else 1280)
        answer(person, key, links[f"{key}@voorbeeld.nl"], shots)
        person.context.close()

    assert AskedParty.objects.exclude(answered_at=None).count() == len(PARTIES)
    for asked in AskedParty.objects.all():
        chair.goto(f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/")
        if asked.party.key == "stad":
            no_axe_violations(chair)
            keep_picture(chair, shots / "uitvraag-naast-elkaar-1280.png")
        with chair.expect_navigation():
            chair.get_by_role("button", name="Alles overnemen waar niets botst").click()

    document = table_document(table)
    assert (len(document["measures"]), len(document["money_flows"])) == (30, 20)
    assert all(party["hours"] for party in document["parties"])
    seat = Seat.objects.get(person__username="anne")
    plan = make_plan(AreaTable.objects.get(pk=table.pk), by=seat, clock=lambda: NOON)
    assert plan is not None
    assert plan.status in ("optimal", "within_gap")
    assert len(plan.result["measures"]) >= 5


def ask_everyone(chair, table, shots):
    """The chair asks all twelve, sees the mail, and sends it."""
    chair.locator("[name=answer_by]").fill((localdate() + timedelta(days=21)).isoformat())
    for party in table.parties.all():
        chair.locator(f"[name=mail-{party.pk}]").fill(f"{party.key}@voorbeeld.nl")
    no_axe_violations(chair)
    keep_picture(chair, shots / "uitvraag-nieuw-1280.png")
    with chair.expect_navigation():
        chair.get_by_role("button", name="Bekijk de mail").click()
    no_axe_violations(chair)
    keep_picture(chair, shots / "uitvraag-mail-1280.png")
    with chair.expect_navigation():
        chair.get_by_role("button", name="Verstuur", exact=True).click()


def answer(page, key, link, shots):
    """One party tells its hours, its interest, its measures and its money."""
    page.goto(link)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()
    hands = Hands(page, key)
    hands.tick("wie", "tafel")
    hands.type(f"parties:{key}:hours:0.y2027", "300")
    hands.type(f"parties:{key}:hours:0.y2028", "300")
    hands.tick(f"hoe|parties:{key}:hours", "geschat")
    hands.type(f"parties:{key}:interest", f"Wij willen hier iets moois maken, {key}.")
    for number in range(MEASURES[key]):
        measure(hands, key, number)
    for number in range(FLOWS[key]):
        flow(hands, key, number)
    page.locator("[name=wie][value=tafel]").focus()
    everything_is_kept(page)
    if key in ("stad", "bouw"):
        width = page.viewport_size["width"]
        no_sideways_scroll(page)
        no_axe_violations(page)
        keep_picture(page, shots / f"uitvraag-antwoord-{width}.png")
    with page.expect_navigation():
        page.get_by_role("button", name="Klaar, stuur in").click()
    assert "Dank u wel" in page.locator("h1").inner_text()


def everything_is_kept(page):
    """Nothing waits on this device any more: it was all sent."""
    for _ in range(600):
        waiting = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('uitvraag/'))")
        if not waiting:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not sent: {waiting}")


def measure(hands, key, number):
    """One measure: who leads, when, what it costs and asks, and how much it helps."""
    name = hands.add("measures", f"Werk {number + 1} van {key}").replace("/", ":")
    hands.tick(f"{name}:leads", "ja")
    hands.choose(f"{name}:start:earliest", "2027")
    hands.choose(f"{name}:start:latest", "2028")
    hands.choose(f"{name}:area", "WK1")
    hands.page.locator(f'details:has([name="{name}:themes:SAM"]) > summary').last.click()
    hands.tick(f"{name}:themes:SAM", "on")
    hands.type(f"{name}:costs:proces.0", "4.000")
    hands.tick(f"hoe|{name}:costs", "geschat")
    hands.type(f"{name}:hours:0.y0", "40")
    hands.choose(f"{name}:effects:O{number % 3 + 1}", "wat")


def flow(hands, key, number):
    """One money flow: how much, how sure, and for what."""
    name = hands.add("money_flows", f"Pot {number + 1} van {key}").replace("/", ":")
    hands.type(f"{name}:budget:2027", "10.000")
    hands.type(f"{name}:budget:2028", "10.000")
    hands.choose(f"{name}:certainty", "vast")
    hands.choose(f"{name}:area", "WK1")
    hands.tick(f"{name}:cost_types:proces", "on")
    hands.tick(f"hoe|{name}:budget", "bevestigd")
