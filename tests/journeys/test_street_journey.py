"""Mijn straat from the first tap to the last: choose, read, follow by mail, and answer about works."""

from datetime import timedelta

import pytest
from browser import keep_picture, no_axe_violations, no_sideways_scroll, says, walk_by_keyboard
from django.utils.timezone import localdate, now

from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.street.follow_views import ASKED
from gebiedstafel.street.models import CALL_BACK, AskedShop, Follower
from gebiedstafel.street.shops import make_question, send_question
from tests.street.street_table import a_table, promise, with_page, with_plan

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sees(page, shots):
    """Hold the page that is open to every rule, and keep a picture of it."""
    width = page.viewport_size["width"]

    def look(name):
        keep_picture(page, shots / f"straat-{name}-{width}.png")
        no_axe_violations(page)
        no_sideways_scroll(page)

    return look


@pytest.fixture
def street():
    ASKED._seen.clear()
    table = a_table()
    with_plan(table)
    promise(table, "A1", "De stoep wordt voor de winter hersteld.", area="ST1")
    promise(table, "A2", "Een fontein bij de vijver.", status="vervallen", status_why="Er is geen water.")
    promise(table, "A3", "Twee bankjes.", status="gereed", proof="de bankjes staan er")
    return with_page(table)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_resident_chooses_a_street_and_follows_it_by_mail(page, street, sees, live_server, mailbox):
    page.goto(f"/straat/{street.address}/")
    sees("kiezen")
    page.get_by_role("link", name="Esdoornlaan").click()
    says(page, "Esdoornlaan: er komen 2 werken.")
    sees("straat")
    walk_by_keyboard(page)
    page.goto(f"/straat/{street.address}/")
    says(page, "Esdoornlaan: er komen 2 werken.")

    page.get_by_role("link", name="Mail mij als er iets verandert").click()
    page.get_by_label("Uw e-mailadres").fill("geenadres")
    press(page, "Stuur mij de bevestiging")
    says(page, "“geenadres” is geen e-mailadres.")
    page.get_by_label("Uw e-mailadres").fill("anne@voorbeeld.nl")
    sees("volgen")
    press(page, "Stuur mij de bevestiging")
    says(page, "Kijk in uw mail.")
    carry_letters(now())

    page.goto(mailbox.link)
    says(page, "Wilt u Esdoornlaan volgen?")
    assert Follower.objects.get().used_at is None
    press(page, "Ja, mail mij")
    says(page, "U volgt Esdoornlaan.")
    sees("gevolgd")
    assert Follower.objects.get().used_at is not None


def test_a_shop_owner_answers_in_one_tap(page, street, sees, live_server, mailbox):
    table, at = street.table, now()
    day = localdate() + timedelta(days=30)
    Follower.objects.create(
        table=table, area="ST1", email="bakker@voorbeeld.nl", has_shop=True, asked_at=at, used_at=at
    )
    chair = table.seats.get(role="chair")
    question = make_question(
        table,
        measure="M1",
        area="ST1",
        words="Het riool wordt vernieuwd.",
        begins_on=day,
        ends_on=day,
        answer_by=day,
        by=chair,
        at=at,
    )
    send_question(question, site=live_server.url, by=chair, at=at)
    carry_letters(at + CALL_BACK)

    page.goto(mailbox.link)
    says(page, "Het riool wordt vernieuwd.")
    sees("werk")
    walk_by_keyboard(page)
    press(page, "Past")
    says(page, "U antwoordde: past.")
    page.get_by_label("Past niet, want …").fill("Dan is het markt.")
    press(page, "Past niet")
    says(page, "U antwoordde: past niet.")
    sees("geantwoord")
    assert AskedShop.objects.get().why == "Dan is het markt."


def test_the_table_sees_what_the_wijk_sees(page, street, sees, live_server):
    table = street.table
    person = table.seats.get(role="chair").person
    person.set_password("een lang wachtwoord")
    person.save()
    page.goto("/inloggen/")
    page.get_by_label("Gebruikersnaam").fill("voorzitter")
    page.get_by_label("Wachtwoord").fill("een lang wachtwoord")
    press(page, "Inloggen")
    page.goto(f"/tafel/{table.pk}/straat/")
    says(page, "De wijk leest 3 afspraken")
    sees("wijk-ziet")
    walk_by_keyboard(page)
    page.get_by_label("Wat vertelt de tafel?").fill("De lampen branden weer.")
    press(page, "Vertel het de wijk")
    says(page, "Verteld. Het staat nu op Mijn straat.")

    page.goto(f"/tafel/{table.pk}/straat/poster/ST1/")
    sees("poster")
    page.goto(f"/tafel/{table.pk}/straat/vragen/")
    press(page, "Bekijk de vraag")
    says(page, "Kies een straat of buurt.")
    sees("vraag-fout")
