"""Strengths from poster to measure: a resident brings one, the chair shows it, a measure uses it."""

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, says, walk_by_keyboard
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from gebiedstafel.strengths.models import Strength, StrengthBox
from gebiedstafel.tables.models import AreaTable

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(settings):
    settings.DEMO = True
    cache.clear()
    call_command("load_demo")
    return AreaTable.objects.get()


@pytest.fixture
def sees(page, shots):
    """Hold the page that is open to every rule, and keep a picture of it."""
    width = page.viewport_size["width"]

    def look(name):
        keep_picture(page, shots / f"krachten-{name}-{width}.png")
        no_axe_violations(page)
        no_sideways_scroll(page)

    return look


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_resident_brings_one_the_chair_shows_it_and_it_goes_back(page, table, sees):
    address = StrengthBox.objects.get().address
    page.goto(f"/kracht/{address}/")
    sees("brengen")
    press(page, "Breng het naar de tafel")
    says(page, "Geef het een naam")
    page.get_by_label("gereedschap").check()
    page.get_by_label("Hoe heet het?").fill("Partytent van het hofje")
    page.get_by_label("Vertel er één zin over").fill("Bel 06 12 34 56 78 voor de tent.")
    press(page, "Breng het naar de tafel")
    says(page, "Hier staat hoe iemand te bereiken is.")
    page.get_by_label("Vertel er één zin over").fill("Te leen voor een straatfeest.")
    sees("brengen-fout")
    press(page, "Breng het naar de tafel")
    says(page, "De voorzitter kijkt er eerst naar.")
    sees("volgen")
    own = page.url

    page.goto(reverse("strengths:queue", args=[table.pk]))
    sees("wachtrij")
    brought = page.get_by_role("listitem").filter(has_text="Partytent van het hofje")
    brought.get_by_role("button", name="Zet het erbij").first.click()
    says(page, "Partytent van het hofje staat erbij, voor iedereen.")
    page.goto(f"/kracht/{address}/")
    says(page, "Te leen voor een straatfeest.")

    page.goto(own)
    press(page, "Neem het terug")
    says(page, "Wat u bracht, is weg.")
    assert not Strength.objects.filter(name="Partytent van het hofje").exists()


def test_who_sits_at_the_table_writes_one_down_and_lets_a_measure_use_it(page, table, sees):
    page.goto(reverse("strengths:overview", args=[table.pk]))
    says(page, "9 krachten staan op de kaart.")
    sees("lijst")
    walk_by_keyboard(page)
    page.goto(reverse("strengths:new", args=[table.pk]))
    page.get_by_label("lege ruimte").check()
    page.get_by_label("Hoe heet het?").fill("Kelder van de flat")
    sees("nieuw")
    page.get_by_label("Hoe heet het?").press("Enter")
    says(page, "Kelder van de flat staat erbij.")
    page.get_by_label("Waarbij?").select_option(label="De Kas: huiskamer in de plint van de galerijflat")
    page.get_by_label("Waarvoor? (mag later)").fill("Om stoelen neer te zetten.")
    press(page, "Zet in")
    says(page, "Dat staat nu bij de kracht")
    sees("kracht")
    page.get_by_role("link", name="De Kas: huiskamer").click()
    says(page, "Om stoelen neer te zetten.")

    page.get_by_role("link", name="Kelder van de flat").click()
    press(page, "Haal weg")
    says(page, "Kelder van de flat is weggehaald.")
    press(page, "Terugzetten")
    says(page, "Kelder van de flat staat er weer.")


def test_a_mark_on_the_map_leads_to_the_same_number_in_the_list(page, table):
    page.goto(reverse("strengths:overview", args=[table.pk]))

    page.get_by_role("link", name="3: Koffie-uur in de galerijflat").focus()
    page.keyboard.press("Enter")

    assert page.url.endswith("#kracht-3")
    says(page, "Koffie-uur in de galerijflat")


def test_the_poster_holds_a_code_and_the_address(page, table, sees):
    page.goto(reverse("strengths:poster", args=[table.pk]))

    says(page, StrengthBox.objects.get().address)
    sees("poster")
