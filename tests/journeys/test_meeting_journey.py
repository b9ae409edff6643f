"""A chair runs a meeting without a mouse or by thumb; the line drops, two write at once: nothing is lost."""

import re
from datetime import UTC, date, datetime, time

import pytest
from browser import no_axe_violations, no_sideways_scroll, says
from django.urls import reverse
from playwright.sync_api import expect

from gebiedstafel.agreements.actions import make_agreement
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.agreements.said import Said
from gebiedstafel.meetings.agenda import add_item
from gebiedstafel.meetings.models import Action, AgendaItem, Decision, Meeting
from gebiedstafel.meetings.planning import Plan, plan_meeting
from gebiedstafel.tables.actions import withdraw_seat
from tests.meetings.held import table_with_people
from tests.tables.own_tables import PASSWORD

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TITLES = ("Afspraken die niet lopen", "De lamp op de hoek", "Nieuwe afspraken", "Wat vertellen we de wijk")
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def meeting(people):
    """A meeting of four things, with an agreement that is late."""
    table, chair, *_ = people
    make_agreement(table, Said("De lamp hangt er.", lead="stad", due=date(2026, 11, 25)), by=chair, at=NOON)
    plan = Plan(date(2026, 12, 10), time(19, 30), place="De Kas")
    meeting = plan_meeting(table, plan, by=chair, at=NOON)
    meeting.items.all().delete()
    kinds = ("afspraken", "eigen", "nieuw", "vertellen")
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=n, kind=kind, title=title, minutes=15)
        for n, (kind, title) in enumerate(zip(kinds, TITLES, strict=True))
    )
    return meeting


def sign_in(page, name):
    page.goto("/inloggen/")
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def room(page, meeting):
    page.goto(reverse("meetings:room", args=[meeting.table_id, meeting.pk]))
    expect(page.locator("[data-meeting].is-live")).to_have_count(1)


def stands(page):
    expect(page.locator("[data-line]")).to_have_text("Alles is bewaard.")


def press_button(page, name):
    """Go to a button with this name and press it, by keyboard."""
    page.get_by_role("button", name=name, exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def begin(page, meeting):
    page.goto(reverse("meetings:meeting", args=[meeting.table_id, meeting.pk]))
    press_button(page, "Begin de bijeenkomst")
    expect(page.locator("[data-meeting].is-live")).to_have_count(1)


def test_a_chair_runs_a_meeting_by_keyboard_and_the_line_drops(new_page, people, meeting):
    page = new_page(1280)
    sign_in(page, "chair")
    page.goto(reverse("meetings:meeting", args=[meeting.table_id, meeting.pk]))
    says(page, "De lamp hangt er.")
    no_axe_violations(page)
    page.emulate_media(media="print")
    expect(page.locator("main :is(button, input, textarea, summary):visible")).to_have_count(0)
    page.emulate_media(media="screen")
    begin(page, meeting)
    keys = page.keyboard

    # How the late agreement goes, in one key.
    page.locator("[data-panel]:not([hidden]) [data-card]").focus()
    keys.press("1")
    expect(page.locator("[data-panel]:not([hidden]) [data-state]")).to_have_text("op schema")

    # A sentence with Enter says nothing of how it goes; with a key it goes along, and the box is empty again.
    card = page.locator("[data-panel]:not([hidden]) [data-once]")
    card.locator("summary").click()
    card.get_by_label("In één zin").fill("De lamp is besteld.")
    keys.press("Enter")
    expect(card.locator("[data-note]")).to_contain_text("Kies eerst hoe het loopt.")
    assert not Agreement.objects.get().status_why
    card.get_by_role("button", name="achter").click()
    stands(page)
    assert Agreement.objects.get().status_why == "De lamp is besteld."
    expect(card.get_by_label("In één zin")).to_have_value("")
    keys.press("Escape")

    # The next thing, by arrow; a decision, and the line drops in the middle of the next one.
    keys.press("ArrowRight")
    expect(page.locator("[data-panel]:not([hidden]) h2")).to_have_text(f"2. {TITLES[1]}")
    keys.press("b")
    keys.type("De lamp gaat voor.")
    stands(page)
    page.context.set_offline(True)
    keys.press("Enter")
    keys.type("De tweede lamp volgt.")
    expect(page.locator("[data-line]")).to_contain_text("op dit apparaat bewaard")
    keys.press("Escape")
    keys.press("a")
    keys.type("Belt de monteur")
    keys.press("Enter")
    page.locator(":focus").select_option("huis")
    keys.press("Escape")
    keys.press("ArrowRight")
    keys.press("f")
    keys.type("Huis hangt de lamp op.")
    keys.press("Tab")
    page.locator(":focus").select_option("huis")
    keys.press("Tab")
    page.locator(":focus").fill("2027-01-10")
    keys.press("Enter")
    expect(page.locator("[data-line]")).to_contain_text("op dit apparaat bewaard")
    assert Decision.objects.count() == 1

    # The line comes back: everything goes along, once.
    page.context.set_offline(False)
    stands(page)
    assert sorted(Decision.objects.exclude(text="").values_list("text", flat=True)) == [
        "De lamp gaat voor.",
        "De tweede lamp volgt.",
    ]
    action = Action.objects.exclude(text="").get()
    assert (action.text, action.who.key) == ("Belt de monteur", "huis")
    assert Agreement.objects.filter(words="Huis hangt de lamp op.").count() == 1

    keys.press("Escape")
    keys.press("ArrowRight")
    keys.press("w")
    keys.type("De lamp komt.")
    stands(page)
    no_axe_violations(page)
    press_button(page, "Sluit de bijeenkomst af")
    for words in (
        "De lamp gaat voor.",
        "De tweede lamp volgt.",
        "Belt de monteur",
        "De wijk hoort: De lamp komt.",
    ):
        says(page, words)
    no_axe_violations(page)
    # On paper there is nothing to press or to fill in.
    page.emulate_media(media="print")
    expect(page.locator("main :is(button, input, textarea, summary):visible")).to_have_count(0)
    page.emulate_media(media="screen")
    press_button(page, "Stel het verslag vast")
    says(page, "Dit verslag verandert niet meer.")


def test_a_phone_writes_along_and_what_was_not_sent_is_there_after_a_reload(new_page, people, meeting):
    page = new_page(360, has_touch=True)
    sign_in(page, "chair")
    begin(page, meeting)
    no_sideways_scroll(page)

    page.get_by_role("button", name=TITLES[1]).tap()
    panel = page.locator("[data-panel]:not([hidden])")
    page.route("**/schrijf/", lambda route: route.abort())
    panel.get_by_label("Notities bij").tap()
    page.keyboard.type("Het was donker.")
    expect(page.locator("[data-line]")).to_contain_text("op dit apparaat bewaard")
    page.unroute("**/schrijf/")
    page.reload()

    stands(page)
    assert meeting.items.get(title=TITLES[1]).notes == "Het was donker."
    page.get_by_role("button", name=TITLES[1]).tap()
    expect(panel.get_by_label("Notities bij")).to_have_value("Het was donker.")
    page.get_by_label("Buren van Beukenhof", exact=True).tap()
    stands(page)
    assert meeting.presences.get().is_there
    no_sideways_scroll(page)
    no_axe_violations(page)


def test_an_answer_that_got_lost_does_not_swallow_what_was_typed_after(new_page, people, meeting):
    page = new_page(1280)
    sign_in(page, "chair")
    begin(page, meeting)
    lost = []

    def lose_the_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/schrijf/", lose_the_answer)
    page.keyboard.press("b")
    page.keyboard.type("Eerst dit")
    expect(page.locator("[data-line]")).to_contain_text("op dit apparaat bewaard")
    page.keyboard.type(", en dan dat.")

    stands(page)
    assert lost == [200]
    assert list(Decision.objects.values_list("text", flat=True)) == ["Eerst dit, en dan dat."]

    # A page of the network's own is no answer: what was typed stays and goes later, also with a new token.
    page.unroute("**/schrijf/")
    page.route("**/schrijf/", lambda route: route.fulfill(status=200, body="<h1>Log in op dit netwerk</h1>"))
    page.keyboard.press("Enter")
    page.keyboard.type("En dit ook.")
    kept = page.locator("[data-kept]")
    expect(kept).to_contain_text("En dit ook.")
    page.unroute("**/schrijf/")
    page.context.add_cookies([{"name": "csrftoken", "value": "n" * 32, "domain": "localhost", "path": "/"}])
    kept.get_by_role("button").click()
    stands(page)
    assert Decision.objects.filter(text="En dit ook.").count() == 1

    # An agreement that is refused does not go over the one that is being typed.
    page.route("**/schrijf/", lambda route: route.abort())
    form = page.locator("[data-panel]:not([hidden]) [data-agree]")
    form.get_by_label("Eén zin").fill("Dit was ooit.")
    form.get_by_label("Trekker").select_option("huis")
    form.get_by_label("Klaar op").fill("1999-01-01")
    form.get_by_role("button").click()
    page.keyboard.type("Dit komt nu.")
    page.unroute("**/schrijf/")
    expect(kept).to_contain_text("Dit was ooit.")
    expect(kept).to_contain_text("geen dag die we kennen")
    expect(form.get_by_label("Eén zin")).to_have_value("Dit komt nu.")
    page.reload()
    expect(form.get_by_label("Eén zin")).to_have_value("Dit komt nu.")
    expect(kept).to_contain_text("Dit was ooit.")


def test_a_second_browser_on_the_same_line_sees_both_texts(new_page, people, meeting):
    one, two = new_page(1280), new_page(360)
    sign_in(one, "chair")
    begin(one, meeting)
    sign_in(two, "bo")
    room(two, meeting)
    two.route("**/stand/", lambda route: route.abort())
    notes = "[data-panel]:not([hidden]) [data-row=notities] textarea"

    one.locator(notes).fill("Van de voorzitter.")
    stands(one)
    two.locator(notes).fill("Van de buren.")

    torn = two.get_by_role("group", name="Twee teksten")
    expect(torn).to_contain_text("Van de voorzitter.")
    expect(torn).to_contain_text("Van de buren.")
    assert meeting.items.first().notes == "Van de voorzitter."
    no_axe_violations(two)
    two.get_by_role("button", name="Zet ze bij elkaar").click()
    stands(two)
    assert meeting.items.first().notes == "Van de voorzitter.\nVan de buren."
    # The first browser hears of it by itself.
    expect(one.locator(notes)).to_have_value("Van de voorzitter.\nVan de buren.")

    # What one may not do is refused alone; the rest goes on.
    two.get_by_role("button", name="op schema").click()
    two.locator(notes).fill("En verder.")
    says(two, "Alleen de voorzitter en wie meedoet")
    stands(two)
    assert meeting.items.first().notes == "En verder."

    # A line of another comes above the empty one somebody stands in; emptied, it is empty there too.
    two.unroute("**/stand/")
    boxes = "[data-panel]:not([hidden]) [data-row=actie] [data-field=tekst]"
    two.locator(boxes).first.focus()
    one.locator(boxes).first.fill("Belt de monteur")
    expect(two.locator(boxes)).to_have_count(2)
    expect(two.locator(":focus")).to_have_value("")
    expect(two.locator(boxes).first).to_have_value("Belt de monteur")

    # The same words by someone else: the two texts say who.
    two.route("**/stand/", lambda route: route.abort())
    one.get_by_label("Wie", exact=True).first.select_option("huis")
    stands(one)
    two.get_by_label("Wie", exact=True).first.select_option("buren")
    expect(torn).to_contain_text("Belt de monteur · Wonen in Bosrijk")
    expect(torn).to_contain_text("Belt de monteur · Buren van Beukenhof")
    two.get_by_role("button", name="Die van de ander blijft").click()
    two.unroute("**/stand/")
    one.locator(boxes).first.fill("")
    stands(one)
    expect(two.locator(boxes).first).to_have_value("")

    # Another agenda brings the page in anew, once nobody types there.
    two.keyboard.press("Escape")
    add_item(meeting, "Wie veegt het plein?", 5, by=people[1], at=NOON)
    says(two, "Wie veegt het plein?")


def test_a_seat_withdrawn_in_mid_meeting_keeps_what_was_typed_in_sight(new_page, people, meeting):
    page = new_page(360)
    chair, member = people[1], people[2]
    sign_in(page, "chair")
    begin(page, meeting)
    other = new_page(360)
    sign_in(other, "bo")
    room(other, meeting)

    withdraw_seat(member, by=chair, at=datetime.now(tz=UTC))
    other.locator("[data-panel]:not([hidden]) [data-row=notities] textarea").fill("Dit wilde ik nog zeggen.")

    kept = other.locator("[data-kept]")
    expect(kept).to_be_visible()
    expect(kept).to_contain_text("Dit wilde ik nog zeggen.")
    says(other, "ingetrokken")
    assert meeting.items.first().notes == ""


def test_the_year_is_taken_over_and_a_table_planned(page, people):
    sign_in(page, "chair")
    page.goto(reverse("meetings:year", args=["beukenhof"]) + "?jaar=2029")
    says(page, "Dit is een voorstel.")
    no_sideways_scroll(page)
    press_button(page, "Maak dit ons jaar")
    says(page, "Het jaar staat er.")
    no_axe_violations(page)
    press_button(page, re.compile("Plan deze tafel.*Tafel 2"))
    says(page, "De bijeenkomst staat.")

    assert Meeting.objects.get().held_on.month == 6
    no_axe_violations(page)
