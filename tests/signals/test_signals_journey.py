"""Signals in a real browser: by keyboard on a phone, a sentence that is stopped, an answer, a round."""

import pytest
from browser import keep_picture, no_axe_violations, no_faint_words_in_the_dark, no_sideways_scroll, says
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.signals.models import RefusalCount, Signal
from gebiedstafel.start.demo import load_demo

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(transactional_db, settings):
    settings.DEMO = True
    table, _new = load_demo(at=now())
    return table


def look(page, shots, name):
    no_axe_violations(page)
    no_sideways_scroll(page)
    keep_picture(page, shots / f"signalen-{name}-{page.viewport_size['width']}.png")


def go(page, live_server, table, name):
    page.goto(live_server.url + reverse(f"signals:{name}", args=[table.pk]))


def test_a_signal_is_sent_by_keyboard_and_one_that_is_stopped_leaves_nothing(page, live_server, shots, table):
    go(page, live_server, table, "new")
    look(page, shots, "nieuw")
    page.get_by_label("een patroon").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Schul")
    page.get_by_label("geteld over het hele kwartaal").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("31")
    page.get_by_label("Eén zin erbij").focus()
    page.keyboard.type("Mevrouw op Kersenstraat 14 hoog gooit huisraad naar beneden.")
    page.get_by_role("button", name="Stuur het signaal").press("Enter")

    says(page, "Dit lijkt een huisnummer. Noem alleen de straat.")
    look(page, shots, "geweigerd")
    before = Signal.objects.count()
    page.get_by_label("Eén zin erbij").fill("Betalingsachterstanden gaan vaker over energie.")
    page.get_by_role("button", name="Stuur het signaal").press("Enter")

    says(page, "Bewaard. U krijgt vóór")
    look(page, shots, "eigen")
    assert Signal.objects.count() == before + 1
    assert Signal.objects.filter(text__contains="huisraad").count() == 0
    assert RefusalCount.objects.filter(reason="house_number").count() >= 1


def test_the_table_reads_and_answers_and_a_team_does_its_round(page, live_server, shots, table):
    go(page, live_server, table, "overview")
    look(page, shots, "overzicht")
    if page.viewport_size["width"] > 600:
        no_faint_words_in_the_dark(page)
    # What was folded lies open after the look.
    page.get_by_label("Antwoord", exact=True).first.fill("In maart komt er een spreekuur bij.")
    page.get_by_role("button", name="Zet het antwoord erbij").first.click()
    says(page, "In maart komt er een spreekuur bij.")

    for name in ("one_person", "answerers"):
        go(page, live_server, table, name)
        look(page, shots, name)
    go(page, live_server, table, "round")
    look(page, shots, "kwartaal")
    page.locator("#erbij-count").fill("14")
    page.locator("#erbij").get_by_role("button", name="Bewaar").click()
    says(page, "Alles is nagekeken.")
