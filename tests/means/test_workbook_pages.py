"""Excel on the pages: take along, bring back, see every difference, save what was chosen, undo."""

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.entries import find_entry
from gebiedstafel.exchange.workbook import read_workbook, workbook_of
from gebiedstafel.means.entry_changes import Change, change_entries, undo_change
from gebiedstafel.means.models import ChangeSet, Delivery
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.models import Deed
from tests.excel_pages import EXCEL, bring, browser, save, taken, text
from tests.small_table import small_table
from tests.workbooks import add, edited, write

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings) -> AreaTable:
    settings.DEMO = False
    return load_table(small_table(), by=Person.objects.create_user("chair"), at=NOON)


def entry(table, kind, key):
    return find_entry(table_document(AreaTable.objects.get(pk=table.pk)), kind, key)


def test_a_changed_workbook_shows_its_differences_and_is_saved_only_when_asked(table):
    client = browser("chair")
    book = edited(taken(client), lambda book: write(book, "Geldstromen", "F1", "Budget 2028", 60_000))

    answer = bring(client, book)
    shown = client.get(answer.url)

    assert "1 gewijzigd" in text(shown)
    assert "Budget 2028 € 50.000 € 60.000" in text(shown)
    assert entry(table, "money_flows", "F1")["budget"]["2028"] == 5_000_000
    assert save(client, answer.url).status_code == 302
    assert entry(table, "money_flows", "F1")["budget"] == {"2027": 5_000_000, "2028": 6_000_000}
    assert Delivery.objects.count() == 0


def test_what_was_saved_can_be_undone(table):
    client = browser("chair")
    before = table_document(table)
    book = edited(taken(client), lambda book: write(book, "Maatregelen", "M2", "Opmerking", "Met soep"))
    save(client, bring(client, book).url)

    undo_change(ChangeSet.objects.get(), by=table.seats.get(), at=NOON)

    assert table_document(AreaTable.objects.get(pk=table.pk)) == before


def test_a_workbook_that_nobody_touched_changes_nothing(table):
    client = browser("chair")

    shown = client.get(bring(client, taken(client)).url)

    assert "Niets: alles staat er al zo." in text(shown)


def test_new_rows_may_name_each_other_by_a_number_of_their_own(table):
    def edit(book):
        add(book, "Partijen", Naam="Speeltuin", **{"Nr.": "P90", "Wat_voor_organisatie": "bewoners"})
        add(book, "Geldstromen", Naam="Spaarpot", Van_wie_is_het_geld="P90", Budget_2027=1200)

    client = browser("chair")
    save(client, bring(client, edited(taken(client), edit)).url)

    flow = entry(table, "money_flows", "F03")
    assert (flow["holder"], flow["budget"]) == ("P90", {"2027": 120_000})
    assert entry(table, "parties", "P90")["name"] == "Speeltuin"


def test_a_row_that_is_gone_from_the_file_goes_only_when_ticked(table):
    client = browser("chair")
    book = edited(taken(client), lambda book: book["Bundels"].delete_rows(2))
    address = bring(client, book).url

    assert "niet in het bestand" in text(client.get(address))
    assert save(client, address).status_code == 409
    assert save(client, address, remove="bundles/B1").status_code == 302
    assert entry(table, "bundles", "B1") is None


def test_both_changed_one_field_and_the_person_chooses(table):
    client = browser("chair")
    book = edited(taken(client), lambda book: write(book, "Maatregelen", "M1", "Naam", "Goot leggen"))
    change_entries(table, [Change("measures", "M1", {"title": "Straat open"})], by=table.seats.get(), at=NOON)
    address = bring(client, book).url

    shown = text(client.get(address))
    assert "botst" in shown
    assert "Straat open Goot leggen" in shown
    assert save(client, address).status_code == 409
    assert save(client, address, take="measures/M1/title").status_code == 302
    assert entry(table, "measures", "M1")["title"] == "Goot leggen"


def test_a_skipped_row_stays_as_it_is(table):
    def edit(book):
        write(book, "Maatregelen", "M1", "Opmerking", "wel")
        write(book, "Maatregelen", "M2", "Opmerking", "niet")

    client = browser("chair")
    save(client, bring(client, edited(taken(client), edit)).url, skip="measures/M2")

    assert entry(table, "measures", "M1")["note"] == "wel"
    assert "note" not in entry(table, "measures", "M2")


def test_the_table_moved_on_while_someone_looked_and_the_page_says_so(table):
    client = browser("chair")
    address = bring(
        client, edited(taken(client), lambda book: write(book, "Maatregelen", "M1", "Opmerking", "x"))
    ).url
    page = client.get(address).content.decode()
    edition = re.search(r'name="edition" value="([^"]+)"', page)[1]
    change_entries(table, [Change("measures", "M2", {"note": "y"})], by=table.seats.get(), at=NOON)

    answer = client.post(address, {"edition": edition})

    assert answer.status_code == 409
    assert "De tafel is intussen veranderd." in text(answer)
    assert "note" not in entry(table, "measures", "M1")


def test_one_fault_stops_all_and_all_faults_are_told_at_their_cells(table):
    def edit(book):
        write(book, "Geldstromen", "F1", "Budget 2027", "een ton")
        write(book, "Geldstromen", "F2", "Van wie is het geld", "nergens")
        write(book, "Maatregelen", "M2", "Opmerking", "goed")

    client = browser("chair")
    address = bring(client, edited(taken(client), edit)).url
    shown = text(client.get(address))

    assert "2 fouten" in shown or "één fout" in shown
    assert "Blad Geldstromen, rij 2, kolom “Budget 2027”: “een ton” is geen bedrag" in shown
    assert save_faulty(client, address).status_code == 409
    assert "note" not in entry(table, "measures", "M2")


def save_faulty(client, address):
    return client.post(address, {"edition": AreaTable.objects.get().edition})


def test_a_reference_that_leads_nowhere_is_told_at_its_cell(table):
    client = browser("chair")
    book = edited(
        taken(client), lambda book: write(book, "Geldstromen", "F2", "Van wie is het geld", "nergens")
    )

    shown = text(client.get(bring(client, book).url))

    assert "Blad Geldstromen, rij 3, kolom “Van wie is het geld”: er is geen partij" in shown


def test_someone_elses_workbook_is_refused_in_one_sentence(table):
    client = browser("chair")
    other = small_table(id="elders", name="Elders")

    answer = bring(client, workbook_of(other))

    assert answer.status_code == 400
    assert "hoort bij de tafel “Elders”, niet bij “Beukenhof”" in text(answer)
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\x03\x04x"])
def test_what_is_no_workbook_is_refused_with_a_remedy(table, content):
    answer = bring(browser("chair"), content)

    assert answer.status_code == 400
    assert Delivery.objects.count() == 0


def test_a_member_takes_its_own_rows_and_cannot_change_anothers(table):
    member = browser("buren", table, "buren")
    own = read_workbook(taken(member, own=True))
    assert {row["id"] for row in own.document["parties"]} == {"buren"}
    assert {row["id"] for row in own.document["measures"]} == {"M2"}

    def edit(book):
        write(book, "Maatregelen", "M1", "Opmerking", "van ons")
        write(book, "Maatregelen", "M2", "Opmerking", "eigen")

    address = bring(member, edited(taken(member), edit)).url
    assert "Alleen Gemeente Bosrijk en de voorzitter veranderen het. Deze rij slaan we over." in text(
        member.get(address)
    )
    assert save(member, address, skip="measures/M1").status_code == 302
    assert entry(table, "measures", "M2")["note"] == "eigen"
    assert "note" not in entry(table, "measures", "M1")


def test_a_forged_choice_cannot_change_anothers_row(table):
    member = browser("buren", table, "buren")
    book = edited(taken(member), lambda book: write(book, "Maatregelen", "M1", "Opmerking", "van ons"))

    answer = save(member, bring(member, book).url)

    assert answer.status_code == 403
    assert "note" not in entry(table, "measures", "M1")


def test_nobody_sees_anothers_delivery(table):
    chair, member = browser("chair"), browser("buren", table, "buren")
    address = bring(chair, taken(chair)).url

    assert member.get(address).status_code == 404
    assert member.post(address, {}).status_code == 404
    assert member.post(f"{address}weg/").status_code == 404
    assert Delivery.objects.count() == 1


def test_taking_a_workbook_along_stands_in_the_trail_with_whose_rows_were_taken(table):
    chair = table.seats.get(role=Seat.Role.CHAIR)
    chair.party = table.parties.get(key="stad")
    chair.save()
    client = Client()
    client.force_login(chair.person)
    address = reverse("means:workbook", args=[table.pk])

    client.head(address)
    client.get(address)
    client.get(address, {"eigen": ""})

    taken = Deed.objects.filter(chain=table.chain, action="take_workbook").order_by("number")
    assert [deed.subject for deed in taken] == ["", "stad"]


def test_what_a_seat_may_not_see_is_nowhere_in_its_workbook(table):
    secret = "geheimpje-van-het-waterschap"
    row = {"note": secret, "circles": {"*": "eigen"}}
    change_entries(table, [Change("money_flows", "F2", row)], by=owner_of_f2(table), at=NOON)
    change_entries(
        table,
        [Change("measures", None, {"title": "verborgen", "owner": "water", "circles": {"title": "eigen"}})],
        by=owner_of_f2(table),
        at=NOON,
    )
    member = browser("buren", table, "buren")

    reading = read_workbook(taken(member))

    assert secret not in str(reading)
    assert "verborgen" not in str(reading)
    assert "measures/M03" not in reading.base.versions


def owner_of_f2(table) -> Seat:
    party = table.parties.get(key="water")
    seat, _ = Seat.objects.get_or_create(table=table, party=party, role=Seat.Role.MEMBER, label="water")
    return seat


def test_outcomes_of_formulas_count_only_when_asked(table):
    client = browser("chair")
    book = edited(taken(client), lambda book: write(book, "Geldstromen", "F1", "Budget 2027", "=40000+20000"))
    calculated = with_result(book, "60000")
    address = bring(client, calculated).url

    assert "Neem van formules de uitkomst over" in text(client.get(address))
    client.post(f"{address}formules/")
    save(client, address)

    assert entry(table, "money_flows", "F1")["budget"]["2027"] == 6_000_000


def with_result(book: bytes, outcome: str) -> bytes:
    """Return the workbook as Excel saves it: with the outcome beside each formula."""
    outcomes = b"</f><v>%s</v>" % outcome.encode()
    held, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(book))
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.namelist():
            part = re.sub(rb"</f><v ?/>|</f><v></v>", outcomes, source.read(one))
            target.writestr(one, part)
    return held.getvalue()


def test_cells_pasted_from_excel_show_the_same_differences(table):
    client = browser("chair")
    page = client.get(f"{EXCEL}plakken/geldstromen/").content.decode()
    assert "Wijkbudget" in page

    lines = "Nr.\tNaam\tBudget 2027\tHoe zeker\nF1\tWijkbudget\t€ 70.000\tvast\n\tNieuwe pot\t\t\n"
    answer = client.post(f"{EXCEL}plakken/geldstromen/", {"rows": lines})
    shown = text(client.get(answer.url))

    assert "Blad Geldstromen, rij 3, kolom “Van wie is het geld”: dit is leeg" in shown
    answer = client.post(f"{EXCEL}plakken/geldstromen/", {"rows": lines.rsplit("\n", 2)[0]})
    assert "Budget 2027 € 50.000 € 70.000" in text(client.get(answer.url))
    saved = save(client, answer.url)
    assert saved.status_code == 302, text(saved)
    assert entry(table, "money_flows", "F1")["budget"]["2027"] == 7_000_000
    assert entry(table, "money_flows", "F1")["conditions"]


@pytest.mark.parametrize("page", ["geldstromen", "maatregelen", "uren"])
def test_what_stands_in_the_page_changes_nothing_when_sent_as_it_is(table, page):
    client = browser("chair")
    context = client.get(f"{EXCEL}plakken/{page}/").context

    answer = client.post(f"{EXCEL}plakken/{page}/", {"rows": context["shown"].text})

    assert "Niets: alles staat er al zo." in text(client.get(answer.url))


def test_hours_are_pasted_for_one_party_and_the_others_stay(table):
    client = browser("chair")

    answer = client.post(
        f"{EXCEL}plakken/uren/", {"rows": "Partij\tDeskundigheid\t2027\t2028\nGemeente Bosrijk\t\t1.250\t–"}
    )
    save(client, answer.url)

    assert entry(table, "parties", "stad")["hours"] == [{"per_year": {"2027": 1250}}]
    assert len(entry(table, "parties", "buren")["hours"]) == 2
