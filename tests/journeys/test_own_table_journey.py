"""From nothing to a table with people: begin, invite, accept by mail, two tables, search, hand over."""

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, says, walk_by_keyboard
from django.utils.timezone import now

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.tables.models import AreaTable
from tests.tables.own_tables import PASSWORD, own_table, person, seat

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CHOSEN = "acht peren in een mand"


@pytest.fixture
def sees(page, shots):
    """Hold the page that is open to every rule, and keep a picture of it."""
    width = page.viewport_size["width"]

    def look(name):
        keep_picture(page, shots / f"eigen-tafel-{name}-{width}.png")
        no_axe_violations(page)
        no_sideways_scroll(page)
        return page

    return look


def sign_in(page, name, password=PASSWORD):
    page.goto("/inloggen/")
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Inloggen").click()


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def test_a_table_begins_and_people_come_in_by_mail(page, live_server, settings, mailbox, sees, new_page):
    settings.DEMO = False
    anne = person("anne")

    sign_in(page, "anne@voorbeeld.nl")
    sees("nog-geen-tafel")
    page.get_by_role("link", name="Begin een tafel").click()
    press(page, "Begin deze tafel")
    sees("begin-fout")
    page.get_by_label("Hoe heet uw tafel?").fill("De Kade")
    page.get_by_label("Voor welke organisatie").fill("Kadegroep")
    press(page, "Begin deze tafel")
    sees("gebied")
    page.get_by_label("Hoe heet het gebied?").fill("Kadebuurt")
    press(page, "Bewaar dit gebied")
    sees("jaren")
    press(page, "Klaar, naar de tafel")
    table = AreaTable.objects.get()
    page.wait_for_url(lambda url: url.endswith(f"/tafel/{table.pk}/"))
    sees("start-leeg")

    for name in ("gebied", "opgaven", "middelen", "verbinden"):
        page.goto(f"/tafel/{table.pk}/{name}/")
        sees(f"leeg-{name}")
    page.goto(f"/tafel/{table.pk}/inrichten/")
    sees("inrichten")
    page.goto(f"/tafel/{table.pk}/inrichten/straten/")
    page.get_by_label("Straten erbij").fill("Kersenstraat\nPerenlaan")
    press(page, "Bewaar de straten")
    sees("straten")
    page.goto(f"/tafel/{table.pk}/inrichten/partijen/")
    page.get_by_label("Naam van de partij").fill("Wonen aan de Kade")
    press(page, "Voeg deze partij toe")
    sees("partijen")
    page.get_by_role("link", name="Van tafel").last.click()
    says(page, "Zij doet aan geen afspraak mee die nog loopt.")
    sees("van-tafel")

    page.goto(f"/tafel/{table.pk}/stoelen/")
    page.get_by_label("E-mailadres").fill("bo@voorbeeld.nl")
    page.get_by_label("Partij").select_option(label="Wonen aan de Kade")
    press(page, "Stuur de uitnodiging")
    sees("stoelen")

    carry_letters(now())
    other = new_page(page.viewport_size["width"])
    other.goto(mailbox.link)
    no_axe_violations(other)
    no_sideways_scroll(other)
    other.get_by_label("Uw naam").fill("Bo")
    other.get_by_label("Nieuw wachtwoord", exact=True).fill(CHOSEN)
    other.get_by_label("Nog een keer").fill(CHOSEN)
    other.keyboard.press("Enter")
    other.wait_for_url(lambda url: url.endswith(f"/tafel/{table.pk}/"))
    assert "Welkom aan tafel" in other.locator("#meldingen").inner_text()
    again = new_page(page.viewport_size["width"])
    again.goto(mailbox.link)
    assert "Deze link werkt niet meer" in again.get_by_role("heading", level=1).inner_text()
    no_axe_violations(again)

    page.goto(f"/tafel/{table.pk}/wie-mag-wat/")
    sees("wie-mag-wat")
    page.goto(f"/tafel/{table.pk}/stoelen/")
    page.get_by_role("link", name="Wijzig de stoel van Bo").click()
    sees("stoel")
    page.get_by_label("Rol").select_option("chair")
    press(page, "Bewaar deze stoel")
    page.goto("/mijn-account/")
    sees("mijn-account")
    press(page, "Ga van tafel De Kade")
    page.wait_for_url(lambda url: "mijn-account" not in url)
    assert [one.person.called for one in table.seats.filter(person__isnull=False)] == ["Bo"]
    assert Person.objects.get(pk=anne.pk).is_active


def test_two_tables_a_search_and_a_forgotten_password(page, live_server, settings, mailbox, sees):
    settings.DEMO = False
    anne = person("anne")
    first, second = own_table("eerste", chair=anne), own_table("tweede", chair=person("ander"))
    seat(second, anne, party="huis")

    page.goto("/wachtwoord/vergeten/")
    sees("vergeten")
    page.get_by_label("Uw e-mailadres").fill("anne@voorbeeld.nl")
    press(page, "Stuur mij een link")
    sees("gevraagd")
    carry_letters(now())
    page.goto(mailbox.link)
    sees("nieuw-wachtwoord")
    page.get_by_label("Nieuw wachtwoord", exact=True).fill(CHOSEN)
    page.get_by_label("Nog een keer").fill(CHOSEN)
    press(page, "Bewaar mijn wachtwoord")
    sign_in(page, "anne", CHOSEN)
    sees("tafels")

    page.goto(f"/tafel/{first.pk}/")
    page.locator(".gt-place summary").focus()
    page.keyboard.press("Enter")
    sees("wissel")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/tafel/{second.pk}/" in url)

    page.get_by_role("link", name="Zoeken aan deze tafel").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Zoek een naam").wait_for()
    page.keyboard.type("Esdoornlaan")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=2).first.wait_for()
    sees("zoeken")
    assert "Esdoornlaan" in page.get_by_role("main").inner_text()
    assert walk_by_keyboard(page)
    page.goto("/mijn-account/sluiten/")
    sees("sluiten")


def test_everything_works_without_a_script(browser, live_server, settings, mailbox):
    settings.DEMO = False
    person("anne")
    page = browser.new_context(java_script_enabled=False, base_url=live_server.url).new_page()

    sign_in(page, "anne")
    page.goto("/tafels/begin/")
    page.get_by_label("Hoe heet uw tafel?").fill("De Kade")
    page.get_by_label("Voor welke organisatie").fill("Kadegroep")
    press(page, "Begin deze tafel")
    table = AreaTable.objects.get()
    page.goto(f"/tafel/{table.pk}/")
    page.locator(".gt-nav__more summary").click()
    page.get_by_role("link", name="Middelen").click()
    page.wait_for_url(lambda url: url.endswith("/middelen/"))
    page.get_by_role("link", name="Zoeken aan deze tafel").click()
    page.get_by_label("Zoek een naam").fill("kade")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "q=kade" in url)
    assert "Kadegroep" in page.get_by_role("main").inner_text()
    page.context.close()
