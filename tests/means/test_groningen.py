"""The published area programmes of Groningen come in by workbook, in two budget years, and balance."""

import csv
from datetime import UTC, datetime

import pytest

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.finance_table import finance_table
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable
from tests.excel_pages import bring, browser, save, taken, text
from tests.workbooks import add, edited, write

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def published(folder, year):
    """Return the pots and the programmes of a year, in euros."""
    with (folder / "money" / "groningen_gebiedsprogramma.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["jaar"] == str(year)]
    amounts = [(row["soort"], row["omschrijving"], int(row["bedrag_x1000_eur"]) * 1000) for row in rows]
    return tuple(
        [(name, euros) for kind, name, euros in amounts if kind == wanted]
        for wanted in ("dekking", "besteding")
    )


def a_table(year):
    """Return a table that knows its area and its municipality, and nothing else yet."""
    heading = {"id": "beukenhof", "name": "Gebieden", "area": "GM14", "as_of": f"{year}-01-01"}
    document = {
        "format": "gebiedstafel/table",
        "version": 1,
        "table": heading | {"years": [year]},
        "areas": [{"id": "GM14", "name": "Groningen", "level": "gemeente"}],
        "parties": [{"id": "gem", "name": "Gemeente Groningen", "owner_class": "gemeente"}],
    }
    return load_table(document, by=Person.objects.create_user("chair"), at=NOON)


def filled_in(book, year, pots, programmes):
    """Fill the workbook in as a finance officer would, from the published budget."""
    ours = "Gemeente Groningen"
    for name, euros in pots:
        amount = {f"Budget_{year}": euros}
        rules = {"Mag_betalen": "exploitatie", "Gebied": "Groningen", "Hoe_zeker": "vast"}
        add(book, "Geldstromen", Naam=name, Van_wie_is_het_geld=ours, **rules, **amount)
    for number, (name, euros) in enumerate(programmes, 1):
        key = f"M{number:02}"
        starts = {"Start_op_zijn_vroegst": year, "Start_op_zijn_laatst": year, "Trekkers": ours}
        add(book, "Maatregelen", **{"Nr.": key, "Thema's": "BES-SCHU"}, Naam=name, Gebied="GM14", **starts)
        add(book, "Kosten", Soort="kosten", Maatregel=key, Kostensoort="exploitatie", Jaar_1=euros)


def balance(table):
    """Return what the pots hold and what the programmes cost, as the page and the engine count them."""
    document = table_document(AreaTable.objects.get(pk=table.pk))
    problem = problem_of(document)
    held = sum(cents for flow in problem.flows for cents in flow.budget.values())
    asked = sum(sum(row["costs"]["exploitatie"]) for row in document["measures"])
    assert finance_table(document, document).total == held
    return held // 100, asked // 100


def test_ten_pots_of_2017_pay_six_programmes(settings, shared_data):
    settings.DEMO = False
    pots, programmes = published(shared_data, 2017)
    assert (len(pots), len(programmes)) == (10, 6)
    table = a_table(2017)
    client = browser("chair")

    address = bring(client, edited(taken(client), lambda book: filled_in(book, 2017, pots, programmes))).url

    assert "16 nieuw" in text(client.get(address))
    assert save(client, address).status_code == 302
    assert balance(table) == (5_070_000, 5_070_000)


def test_the_cut_of_2021_is_refused_as_a_budget_and_has_its_place_as_a_correction(settings, shared_data):
    settings.DEMO = False
    pots, programmes = published(shared_data, 2021)
    assert (len(pots), len(programmes), pots[-1]) == (4, 19, ("Hervormingen 2020-2023", -275_000))
    table = a_table(2021)
    client = browser("chair")

    refused = bring(client, edited(taken(client), lambda book: filled_in(book, 2021, pots, programmes))).url

    assert "rij 5, kolom “Budget 2021”: een bedrag is hier nooit minder dan nul (-275000)" in text(
        client.get(refused)
    )
    assert "Zet dat zonder min in de kolom Correctie van dat jaar" in text(client.get(refused))

    def edit(book):
        filled_in(book, 2021, pots[:-1], programmes)
        sheet = book["Geldstromen"]
        sheet["A4"] = "F03"
        write(book, "Geldstromen", "F03", "Correctie 2021", 275_000)
        write(book, "Geldstromen", "F03", "Correctie: waarom", "Hervormingen 2020-2023")

    address = bring(client, edited(taken(client), edit)).url
    assert save(client, address).status_code == 302
    assert balance(table) == (5_320_000, 5_320_000)
    assert "In 2021 gaat er € 275.000 van het budget af: Hervormingen 2020-2023." in text(
        client.get("/tafel/beukenhof/middelen/")
    )
