"""A table of one's own begins with a name and an owner, and teaches on every page what comes next."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from gebiedstafel.accounts.models import Person
from gebiedstafel.areas.models import Area
from gebiedstafel.exchange.table_file import table_faults
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.table_document import table_document
from gebiedstafel.start.new_table import first_document, likely_years
from gebiedstafel.tables.models import AreaTable, Party, Seat
from tests.tables.own_tables import own_table, person, seat

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
PAGES = ("start:home", "table_area:page", "challenges:overview", "means:overview", "connections:plan")
IN_2028 = {"earliest": 2028, "latest": 2028}
WORDS = {"name": "De Kade", "owner": "Kadegroep", "owner_class": "bewoners"}


@pytest.fixture
def anne(client, settings) -> Person:
    settings.DEMO = False
    anne = person("anne")
    client.force_login(anne)
    return anne


@pytest.fixture
def table(client, anne) -> AreaTable:
    client.post(reverse("start:begin"), WORDS)
    return AreaTable.objects.get()


def page(client, name, *of):
    return client.get(reverse(name, args=of)).content.decode()


def bring(table, kind, **values):
    """Bring in a row, as the chair does with a form."""
    change_entries(table, [Change(kind, None, values)], by=table.seats.get(), at=NOON)


def test_a_name_and_an_owner_are_enough(client, anne):
    answer = client.post(reverse("start:begin"), WORDS)

    table = AreaTable.objects.get()
    chair = table.seats.get()
    assert answer["Location"] == reverse("start:begin_area", args=[table.pk])
    assert (chair.person, chair.role, chair.party.name) == (anne, Seat.Role.CHAIR, "Kadegroep")
    assert table.years == list(likely_years(date.today()))
    assert table_document(table)["circles_default"] == "eigen"


def test_what_is_missing_is_told_at_once_and_nothing_is_made(client, anne):
    answer = client.post(reverse("start:begin"), {"name": " ", "owner": "", "owner_class": "koning"})

    told = answer.content.decode()
    assert answer.status_code == 400
    assert "We missen de naam van de tafel" in told
    assert "We missen de organisatie" in told
    assert not AreaTable.objects.exists()


def test_beginning_takes_an_account(client, settings):
    answer = client.get(reverse("start:begin"))

    assert answer["Location"].startswith(reverse("accounts:sign_in"))


def test_the_address_of_a_table_tells_nothing_of_others(client, anne):
    for _ in range(2):
        client.post(reverse("start:begin"), WORDS)

    first, second = AreaTable.objects.values_list("pk", flat=True)
    assert first.startswith("de-kade-")
    assert second.startswith("de-kade-")
    assert len(first) == len(second) == len("de-kade-") + 6


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 11, 26)])
def test_a_new_table_is_a_sound_file_with_the_years_filled_in(day):
    document = first_document("kade", "De Kade", "Kadegroep", "", day)

    assert table_faults(document) == ()
    assert document["table"]["years"][0] == (2026 if day.month < 7 else 2027)


def test_the_menu_begins_with_two_words_and_grows_with_use(client, table):
    words_looked_for = ("Gebied", "Opgaven", "Middelen", "Verbinden")

    def menu():
        whole = page(client, "challenges:overview", table.pk).partition('<nav class="gt-nav"')[2]
        words, _, waiting = whole.partition("</nav>")[0].partition("<details")
        return [word in words for word in words_looked_for], waiting

    shown, waiting = menu()
    assert shown == [True, True, False, False]
    assert "Middelen" in waiting
    assert "Verbinden" in waiting

    bring(table, "money_flows", name="Kademiddelen", holder="P01")
    assert menu()[0] == [True, True, True, False]
    bring(table, "measures", title="Pomp", owner="P01")
    assert menu()[0] == [True, True, True, True]
    assert "Middelen" not in menu()[1]


def test_a_word_that_waits_is_one_step_away(client, table):
    shown = page(client, "means:overview", table.pk)

    nav = shown.partition('<nav class="gt-nav"')[2].partition("</nav>")[0]
    assert 'aria-current="page">Middelen' in nav


def test_a_page_within_a_word_of_the_menu_marks_that_word(client, table):
    shown = page(client, "means:schemes", table.pk)

    nav = shown.partition('<nav class="gt-nav"')[2].partition("</nav>")[0]
    assert 'aria-current="true">Middelen' in nav
    assert nav.count("aria-current") == 1


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_an_empty_table_teaches_and_ends_with_a_step(client, table, name):
    shown = page(client, name, table.pk)

    assert shown.count("<h1") == 1
    assert "gt-next" in shown
    assert "€\u00a00" not in shown
    assert "0 geldstromen" not in shown
    if name != "connections:plan" and name != "start:home":
        assert "gt-empty" in shown


def test_the_start_of_a_new_table_says_what_to_begin_with(client, table):
    shown = page(client, "start:home", table.pk)

    assert "Zoek uw gebied op" in shown
    assert "Noem de partijen die meedoen" in shown
    assert "Laat een eerste plan maken" not in shown


def test_a_loaded_area_brings_its_figures_and_its_municipality(client, table):
    Area.objects.create(code="GM9", year=2025, level="gemeente", name="Bosrijk")
    Area.objects.create(
        code="WK9", year=2025, level="wijk", name="Kadewijk", municipality_code="GM9", residents=6100
    )
    address = reverse("start:begin_area", args=[table.pk])

    found = client.get(address, {"naam": "kade"}).content.decode()
    answer = client.post(address, {"code": "WK9"})

    table.refresh_from_db()
    assert "Kadewijk" in found
    assert answer["Location"] == reverse("start:begin_years", args=[table.pk])
    assert (table.area, table.place.name, str(table.municipality)) == ("WK9", "Kadewijk", "Bosrijk")
    assert client.get(reverse("table_area:page", args=[table.pk])).status_code in (200, 302)


def test_an_area_nobody_loaded_is_named(client, table):
    client.post(reverse("start:begin_area", args=[table.pk]), {"name": "Kadebuurt", "level": "buurt"})

    table.refresh_from_db()
    assert (table.place.name, table.place.level) == ("Kadebuurt", "buurt")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2027–2030", [2027, 2028, 2029, 2030]), ("2028, 2027", [2027, 2028]), ("2027 t/m 2028", [2027, 2028])],
)
def test_years_are_read_as_people_write_them(client, table, typed, read):
    address = reverse("start:arrange", args=[table.pk])

    client.post(address, {"name": "De Kade", "years": typed, "as_of": "2026-11-26"})

    table.refresh_from_db()
    assert table.years == read


@pytest.mark.parametrize("typed", ["", "volgend jaar", "27-30", "1000-2000", "2027-2090", "2027; drop"])
def test_years_that_cannot_be_read_get_a_sentence(client, table, typed):
    before = table.years

    answer = client.post(
        reverse("start:arrange", args=[table.pk]), {"name": "De Kade", "years": typed, "as_of": "2026-11-26"}
    )

    table.refresh_from_db()
    assert answer.status_code == 400
    assert "gt-form__error" in answer.content.decode()
    assert table.years == before


def test_a_heading_someone_else_changed_meanwhile_is_not_overwritten(client, table):
    address = reverse("start:arrange", args=[table.pk])
    seen = page(client, "start:arrange", table.pk).split('name="seen" value="')[1][:16]
    change = {"name": "De Kade", "years": "2027-2028", "as_of": "2026-11-26", "seen": seen}
    client.post(address, change)

    answer = client.post(address, {**change, "years": "2030"})

    table.refresh_from_db()
    assert answer.status_code == 409
    assert "2027, 2028" in answer.content.decode()
    assert table.years == [2027, 2028]


def test_streets_are_pasted_renamed_and_taken_out_unless_used(client, table):
    address = reverse("start:streets", args=[table.pk])
    client.post(address, {"erbij": "Kersenstraat\n\n  Perenlaan \nkersenstraat"})
    bring(table, "measures", title="Riool", owner="P01", street="S01", start=IN_2028)

    client.post(address, {"naam-S01": "Kersenlaan", "naam-S02": ""})
    refused = client.post(address, {"naam-S01": ""})

    names = [area.name for area in table.areas.filter(level="straat")]
    assert names == ["Kersenlaan"]
    assert refused.status_code == 409
    assert "gt-alert" in refused.content.decode()


def test_street_year_and_owner_alone_give_the_works_calendar(client, table):
    client.post(reverse("start:streets", args=[table.pk]), {"erbij": "Kersenstraat"})
    bring(table, "measures", title="Riool", owner="P01", street="S01", start=IN_2028)

    shown = page(client, "connections:plan", table.pk)

    assert "1 werk is al gepland" in shown
    calendar = shown.partition('id="gepland"')[2]
    assert "Kersenstraat" in calendar
    assert "Riool" in calendar
    assert "Kadegroep" in calendar
    assert "Wat kost dit? Tot we dat weten, kan het niet in het plan." in shown

    bring(table, "measures", title="Bomen", owner="P01", street="S01", start=IN_2028)
    assert "Werken komen samen: Kersenstraat in 2028" in page(client, "connections:plan", table.pk)


def test_flow_and_date_alone_lapse_soon(client, table):
    bring(table, "money_flows", name="Kademiddelen", holder="P01", spend_by="2099-12-31")

    start, means = page(client, "start:home", table.pk), page(client, "means:overview", table.pk)

    assert "Kademiddelen" in start
    assert "bedrag nog niet bekend" in start
    assert "vervalt op 31\u00a0december 2099; van Kadegroep" in start
    assert "31\u00a0december 2099" in means
    assert "Om hoeveel geld gaat het? Nu betaalt het niets in het plan." in means


def test_money_whose_day_is_past_lapses_no_more(client, table):
    bring(table, "money_flows", name="Oud geld", holder="P01", spend_by="2020-12-31")

    assert "Oud geld" not in page(client, "start:home", table.pk)


def test_a_party_joins_and_is_not_let_in_twice(client, table):
    address = reverse("start:parties", args=[table.pk])

    client.post(address, {"name": "Wonen aan de Kade", "owner_class": "corporatie"})
    again = client.post(address, {"name": "wonen aan de kade", "owner_class": ""})

    assert [party.name for party in table.parties.all()] == ["Kadegroep", "Wonen aan de Kade"]
    assert again.status_code == 409


def test_a_party_that_leaves_keeps_its_rows_and_loses_its_seats(client, anne):
    table = own_table(chair=anne)
    member = seat(table, person("lid"), party="huis")
    rows = {kind: len(rows) for kind, rows in table_document(table).items() if isinstance(rows, list)}

    client.post(reverse("start:party_leaves", args=[table.pk, "huis"]))

    party = Party.objects.get(table=table, key="huis")
    member.refresh_from_db()
    assert party.left_on is not None
    assert member.person is None
    document = table_document(table)
    assert {kind: len(rows) for kind, rows in document.items() if isinstance(rows, list)} == rows
    means = page(client, "means:overview", table.pk)
    assert "van tafel sinds" in means
    assert "Van tafel sinds" in page(client, "start:parties", table.pk)

    client.post(reverse("start:party_returns", args=[table.pk, "huis"]))
    party.refresh_from_db()
    assert (party.sits, party.left_on) == (True, None)


def test_the_chairs_own_party_cannot_leave_with_the_only_chair(client, table):
    answer = client.post(reverse("start:party_leaves", args=[table.pk, "P01"]))

    assert answer.status_code == 409
    assert "enige voorzitter" in answer.content.decode()
    assert Party.objects.get(table=table, key="P01").sits


def test_only_the_chair_arranges(client, anne):
    table = own_table(chair=person("ander"))
    seat(table, anne)

    for name in ("begin_area", "begin_years", "arrange", "streets", "parties"):
        for ask in (client.get, client.post):
            assert ask(reverse(f"start:{name}", args=[table.pk])).status_code == 403
    for name in ("party_leaves", "party_returns"):
        assert client.post(reverse(f"start:{name}", args=[table.pk, "huis"])).status_code == 403
