"""Signals in a real browser: by keyboard on a phone, a sentence that is stopped, an answer, a round."""

import pytest
from browser import keep_picture, no_axe_violations, no_faint_words_in_the_dark, no_sideways_scroll, says
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.signals.models import RefusalCount, Signal
from gebiedstafel.signals.quarter_figures import freeze_quarter
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

    says(page, "Bewaard. U krijgt uiterlijk")
    look(page, shots, "eigen")
    assert Signal.objects.count() == before + 1
    go(page, live_server, table, "new")
    page.get_by_label("gezien, één of een paar keer").check()
    page.get_by_label("Hoe vaak?").fill("5000")
    page.get_by_label("Eén zin erbij").fill("Vaker vragen over energie.")
    page.get_by_role("button", name="Stuur het signaal").press("Enter")
    says(page, "Telde u over het hele kwartaal?")
    look(page, shots, "te-veel-gezien")
    page.get_by_label("Hoe vaak?").fill("2")
    page.get_by_role("button", name="Stuur het signaal").press("Enter")
    says(page, "Algemeen antwoord, van vóór uw signaal")
    look(page, shots, "algemeen-antwoord")
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

    assert freeze_quarter(table, "2026-Q3", at=now()).is_given
    for name in ("one_person", "answerers", "figures", "open_page"):
        go(page, live_server, table, name)
        look(page, shots, name)
    go(page, live_server, table, "round")
    look(page, shots, "kwartaal")
    page.locator("#erbij-thema").select_option("WON-KWAL")
    page.locator("#erbij-count").fill("14")
    page.locator("#erbij").get_by_role("button", name="Bewaar").click()
    says(page, "Alles is nagekeken.")


def test_who_works_here_gets_from_start_and_from_gebied_to_a_signal_that_is_sent(page, live_server, table):
    """Without scrolling, on a phone too: the way stands in the first screen of both pages."""
    team = table.seats.filter(role="member").exclude(party=None).first()
    page.goto(f"{live_server.url}/tafel/{table.pk}/")
    with page.expect_navigation():
        page.get_by_label("Mijn stoel").select_option(str(team.pk))
    for address in ("", "gebied/"):
        page.goto(f"{live_server.url}/tafel/{table.pk}/{address}")
        way = page.get_by_role("link", name="Meld een signaal")
        box = way.bounding_box()
        assert box["y"] + box["height"] <= 900
        no_axe_violations(page)
        no_sideways_scroll(page)

        way.press("Enter")
        says(page, "Stuur het signaal")

    page.get_by_label("een patroon").check()
    page.get_by_label("Waar gaat het over?").select_option(label="Armoede en niet-gebruik van regelingen")
    page.get_by_label("geteld over het hele kwartaal").check()
    page.locator("#id_count").fill("31")
    page.get_by_label("Eén zin erbij").fill("Betalingsachterstanden gaan vaker over energie.")
    page.get_by_role("button", name="Stuur het signaal").click()

    says(page, "Bewaard.")
    assert Signal.objects.filter(party=team.party, text__startswith="Betalingsachterstanden").exists()
