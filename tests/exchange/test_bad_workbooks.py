"""Workbooks as they come back from real desks: each fault at its sheet, row and column, all at once."""

import io
import zipfile

import pytest

from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.workbook import read_workbook, table_of_workbook, workbook_of
from gebiedstafel.exchange.workbook_parts import MAX_PARTS, MAX_UNPACKED
from tests.small_table import small_table
from tests.workbooks import add, column, edited, row, write

BOOK = workbook_of(small_table())


def read(edit, **how):
    return read_workbook(edited(BOOK, edit), **how)


def faults(edit, **how):
    return [fault.sentence_nl for fault in read(edit, **how).faults]


def notices(edit):
    return " ".join(notice.sentence_nl for notice in read(edit).notices)


def refusal(data):
    with pytest.raises(BadFile) as refused:
        read_workbook(data)
    return " ".join(fault.sentence_nl for fault in refused.value.faults)


def repacked(change):
    """Return the workbook with other parts: a function from name and part to the part, or None."""
    held, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(BOOK))
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.namelist():
            part = change(one, source.read(one))
            if part is not None:
                target.writestr(one, part)
    return held.getvalue()


def with_part(name, content=b"x"):
    held = io.BytesIO(BOOK)
    with zipfile.ZipFile(held, "a") as book:
        book.writestr(name, content, compress_type=zipfile.ZIP_DEFLATED)
    return held.getvalue()


def test_all_faults_come_at_once_each_at_its_cell():
    def edit(book):
        write(book, "Geldstromen", "F1", "Budget 2027", "een ton")
        write(book, "Geldstromen", "F2", "Hoe zeker", "zeer")
        write(book, "Maatregelen", "M1", "Start gepland", "ooit")
        write(book, "Partijen", "stad", "Naam", None)
        add(book, "Kosten", Maatregel="M77", Soort="kosten", Kostensoort="proces", Jaar_1=5)

    told = faults(edit)

    assert len(told) == 5
    for start in (
        "Blad Geldstromen, rij 2, kolom “Budget 2027”: “een ton” is geen bedrag",
        "Blad Geldstromen, rij 3, kolom “Hoe zeker”: “zeer” kan hier niet.",
        "Blad Maatregelen, rij 2, kolom “Start gepland”: “ooit” is geen getal.",
        "Blad Partijen, rij 2, kolom “Naam”: dit is leeg. Vul het in.",
        "Blad Kosten, rij 5, kolom “Maatregel”: “M77” staat niet op blad Maatregelen.",
    ):
        assert any(sentence.startswith(start) for sentence in told), (start, told)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("€ 1.250.000", 125_000_000),
        ("1.250,50", 125_050),
        ("1250.5", 125_050),
        ("1.250", 125_000),
        ("1.250,-", 125_000),
        ("1,250.00", 125_000),
        ("€ 12,5", 1_250),
        (1250.5, 125_050),
        (0, 0),
    ],
)
def test_amounts_are_read_as_a_finance_officer_types_them(typed, cents):
    reading = read(lambda book: write(book, "Geldstromen", "F1", "Budget 2027", typed))

    assert reading.faults == ()
    assert reading.entries["money_flows"]["F1"]["budget"]["2027"] == cents


@pytest.mark.parametrize("typed", ["1,250", "12 ton", "1.25.0", "10-20", 1.234, "€", True])
def test_an_amount_that_could_be_two_or_none_is_named(typed):
    (told,) = faults(lambda book: write(book, "Geldstromen", "F1", "Budget 2027", typed))

    assert told.startswith("Blad Geldstromen, rij 2, kolom “Budget 2027”: ")


@pytest.mark.parametrize("typed", ["–", "-", "n.v.t.", "geen"])
def test_a_dash_is_none_in_that_year(typed):
    reading = read(lambda book: write(book, "Geldstromen", "F1", "Budget 2027", typed))

    assert reading.entries["money_flows"]["F1"]["budget"] == {"2028": 5_000_000}


def test_unknown_none_and_zero_are_three_things():
    def edit(book):
        for year in (2027, 2028, 2029):
            write(book, "Geldstromen", "F1", f"Budget {year}", None)
            write(book, "Geldstromen", "F2", f"Budget {year}", "–")

    flows = read(edit).entries["money_flows"]

    assert "budget" not in flows["F1"]
    assert flows["F2"]["budget"] == {}
    assert read(lambda book: None).entries["measures"]["M1"]["costs"]["proces"] == [0]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1-10-2027", "2027-10-01"),
        ("1 oktober 2027", "2027-10-01"),
        ("01/10/2027", "2027-10-01"),
        ("2027-10-01", "2027-10-01"),
    ],
)
def test_dates_as_text_are_read_with_the_day_first(typed, day):
    reading = read(lambda book: write(book, "Geldstromen", "F2", "Uitgeven uiterlijk", typed))

    assert reading.faults == ()
    assert reading.entries["money_flows"]["F2"]["spend_by"] == day


@pytest.mark.parametrize("typed", ["10/13/2027", "1-10-27", "oktober 2027", "30-2-2027"])
def test_what_is_no_certain_date_is_named(typed):
    (told,) = faults(lambda book: write(book, "Geldstromen", "F2", "Uitgeven uiterlijk", typed))

    assert "Schrijf een dag als 1-10-2027" in told


@pytest.mark.parametrize(("typed", "share"), [("12,5 %", 0.125), ("70%", 0.7), ("2/3", "2/3"), (0.5, 0.5)])
def test_shares_are_percentages_decimals_or_fractions(typed, share):
    reading = read(lambda book: write(book, "Geldstromen", "F1", "Betaalt hoogstens", typed))

    assert reading.entries["money_flows"]["F1"]["max_share"] == share


def test_a_fraction_that_excel_made_a_date_of_is_named():
    from datetime import date

    (told,) = faults(lambda book: write(book, "Geldstromen", "F1", "Betaalt hoogstens", date(2027, 3, 2)))

    assert "Excel heeft van de breuk een datum gemaakt" in told


def test_a_formula_is_refused_with_its_cell_and_what_would_help():
    (told,) = faults(lambda book: write(book, "Geldstromen", "F1", "Budget 2027", "=SUM(A1:A3)"))

    assert told.startswith("Blad Geldstromen, rij 2, kolom “Budget 2027”: hier staat een formule")
    assert "Plak de uitkomst als waarde" in told


def test_an_error_of_a_formula_is_named():
    def edit(book):
        write(book, "Geldstromen", "F1", "Budget 2027", "#REF!")

    (told,) = faults(edit, with_results=True)

    assert "de fout #REF! van een formule" in told


def test_merged_cells_are_named_with_their_range():
    told = faults(lambda book: book["Geldstromen"].merge_cells("B2:B3"))

    assert told[0].startswith("Blad Geldstromen, rij 2: de cellen B2:B3 zijn samengevoegd. Splits ze")
    assert "Blad Geldstromen, rij 3, kolom “Naam”: dit is leeg. Vul het in." in told


def test_hidden_rows_and_columns_count_and_are_named():
    def edit(book):
        sheet = book["Geldstromen"]
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True
        book["Partijen"].sheet_state = "hidden"

    told = notices(edit)

    assert "Blad Geldstromen: rij 3 is verborgen" in told
    assert "verborgen kolommen tellen gewoon mee: Van wie is het geld" in told
    assert "Blad Partijen: dit blad is verborgen" in told
    assert set(read(edit).entries["money_flows"]) == {"F1", "F2"}


def test_a_missing_sheet_leaves_what_stood_on_it_alone():
    reading = read(lambda book: book.remove(book["Kosten"]))

    assert reading.faults == ()
    assert ("measures", ("costs",)) in reading.left_out
    assert any(
        "Blad Kosten: dit blad staat niet in het bestand." in one.sentence_nl for one in reading.notices
    )
    assert "bundles" in read(lambda book: book.remove(book["Bundels"])).left_out_kinds


def test_a_missing_column_leaves_its_field_alone():
    reading = read(lambda book: book["Geldstromen"].delete_cols(column(book["Geldstromen"], "Hoe zeker")))

    assert reading.faults == ()
    assert ("money_flows", ("certainty",)) in reading.left_out


def test_missing_headings_and_missing_numbers_are_named():
    assert "Blad Geldstromen: de koppen staan er niet meer." in faults(
        lambda book: book["Geldstromen"].delete_rows(1)
    )[0] + " ".join(faults(lambda book: book["Geldstromen"].delete_rows(1)))
    (told,) = [
        one for one in faults(lambda book: book["Bundels"].delete_cols(1)) if one.startswith("Blad Bundels")
    ]
    assert "de kolom “Nr.” ontbreekt" in told


def test_a_title_above_the_headings_and_a_total_beneath_are_understood():
    def edit(book):
        sheet = book["Geldstromen"]
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Onze potten"
        last = sheet.max_row + 1
        sheet.cell(last, 2).value = "Totaal"
        sheet.cell(last, 8).value = 130_000

    reading = read(edit)

    assert reading.faults == ()
    assert set(reading.entries["money_flows"]) == {"F1", "F2"}
    assert any("is een optelling. Die slaan we over." in one.sentence_nl for one in reading.notices)


def test_a_column_or_sheet_of_their_own_is_named_and_not_read():
    def edit(book):
        sheet = book["Geldstromen"]
        sheet.cell(1, sheet.max_column + 1).value = "Budjet 2030"
        sheet.cell(2, sheet.max_column).value = 5
        book.create_sheet("Kladblok")["A1"] = "even rekenen"

    told = notices(edit)

    assert "de kolom “Budjet 2030” kennen we niet en lezen we niet." in told
    assert "Blad Kladblok: dit blad kennen we niet" in told


def test_two_rows_with_one_number_are_named():
    def edit(book):
        sheet = book["Geldstromen"]
        sheet.cell(row(sheet, "F2"), 1).value = "F1"

    (told, *_) = faults(edit)

    assert "rij 3, kolom “Nr.”: “F1” staat ook in rij 2." in told


def test_a_name_may_be_typed_instead_of_a_number():
    reading = read(lambda book: write(book, "Geldstromen", "F1", "Van wie is het geld", "waterschap bosrijk"))

    assert reading.faults == ()
    assert reading.entries["money_flows"]["F1"]["holder"] == "water"


def test_a_hundred_thousand_empty_rows_are_passed_over():
    def edit(book):
        sheet = book["Bundels"]
        for number in range(10, 100_010):
            sheet.row_dimensions[number].height = 15

    reading = read(edit)

    assert reading.faults == ()
    assert len(reading.document["bundles"]) == 1


def test_what_says_none_and_holds_rows_is_asked_about():
    (told,) = faults(lambda book: write(book, "Maatregelen", "M1", "Kosten", "–"))
    assert "op blad Kosten staat wel iets" in told

    (told,) = faults(lambda book: write(book, "Maatregelen", "M2", "Kosten", "zie blad Kosten"))
    assert "op blad Kosten staat niets voor M2" in told


def test_someone_elses_workbook_is_named_as_such():
    import openpyxl

    book, held = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Omzet"
    book.save(held)

    (told,) = read_workbook(held.getvalue()).faults

    assert told.sentence_nl.startswith("Dit is een werkboek van iemand anders")


def test_a_workbook_without_its_hidden_sheet_is_read_without_a_base():
    reading = read(lambda book: book.remove(book["_gebiedstafel"]))

    assert reading.base is None
    assert reading.faults == ()


def test_a_base_that_was_touched_is_no_base():
    def edit(book):
        sheet = book["_gebiedstafel"]
        sheet["A3"] = sheet["A3"].value[:-8] + "AAAAAAA="

    assert read(edit).base is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is leeg"),
        (b"Nr.;Naam\n1;x\n", "tekstbestand (.csv)"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "oud Excel-bestand (.xls)"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "met een wachtwoord versleuteld",
        ),
        (b"%PDF-1.7\0\0", "geen Excel-werkboek"),
        (BOOK[: len(BOOK) // 2], "beschadigd"),
        (with_part("xl/vbaProject.bin"), "zitten macro's"),
        (with_part("xl/externalLinks/externalLink1.xml"), "uit andere bestanden"),
        (with_part("xl/bomb.xml", b"0" * 50_000_000), "bij het uitpakken veel te groot"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_what_would_help(data, words):
    assert words in refusal(data)


def test_a_file_of_another_program_is_named():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "LibreOffice (.ods)" in refusal(held.getvalue())

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("xl/workbook.bin", "x")
    assert "(.xlsb)" in refusal(held.getvalue())


def test_too_many_parts_and_too_much_to_unpack_are_refused_before_unpacking():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        for number in range(MAX_PARTS + 1):
            book.writestr(f"xl/{number}.xml", "x")
    assert "veel te groot" in refusal(held.getvalue())
    assert MAX_UNPACKED <= 100_000_000


def test_a_part_that_declares_entities_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'

    def change(name, part):
        if name != "xl/workbook.xml":
            return part
        return bomb + part[part.index(b"?>") + 2 :] if part.startswith(b"<?xml") else bomb + part

    assert "beschadigd" in refusal(repacked(change))


@pytest.mark.parametrize("gone", ["xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"])
def test_a_part_that_is_missing_is_a_damaged_workbook(gone):
    assert "beschadigd" in refusal(repacked(lambda name, part: None if name == gone else part))


def test_a_whole_table_comes_from_a_workbook_or_every_fault_does():
    with pytest.raises(BadFile) as refused:
        table_of_workbook(
            edited(BOOK, lambda book: write(book, "Geldstromen", "F1", "Van wie is het geld", "x1"))
        )

    (told,) = refused.value.faults
    assert told.sentence_nl.startswith(
        "Blad Geldstromen, rij 2, kolom “Van wie is het geld”: er is geen partij met id “x1”."
    )
