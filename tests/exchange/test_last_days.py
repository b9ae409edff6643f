"""A day by which something must happen is the last on which it still may, and every text says so alike."""

from datetime import date
from importlib.resources import files

import pytest

from gebiedstafel.engines.connect.plan import ToCheck
from gebiedstafel.engines.connect.words import sentence
from gebiedstafel.exchange.deadlines import deadlines
from gebiedstafel.exchange.workbook import read_workbook, workbook_of
from gebiedstafel.exchange.workbook_words import FORMER, HEADINGS
from tests.small_table import small_table
from tests.workbooks import column, edited

APPLIED = {
    "parties": [],
    "money_flows": [{"id": "F1", "name": "Pot", "holder": "stad", "apply_by": "2027-04-01", "budget": {}}],
}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("apply_by", "Vraag dit geld uiterlijk 1 april 2027 aan."),
        ("start_by", "Het werk moet uiterlijk 1 april 2027 beginnen."),
        ("commit_by", "Het geld moet uiterlijk 1 april 2027 vastliggen."),
    ],
)
def test_a_plan_says_uiterlijk_with_the_last_day(code, said):
    assert sentence(ToCheck("F1", (), code, {"by": date(2027, 4, 1)}), {}) == said


def test_on_the_last_day_itself_it_may_still_be_done():
    (asked,) = (one for one in deadlines(APPLIED, date(2027, 4, 1)) if one.kind == "apply")

    assert not asked.is_late(date(2027, 4, 1))
    assert asked.is_late(date(2027, 4, 2))


def test_no_text_of_money_says_before_a_day_any_more():
    folders = ("means", "connections", "start", "engines/connect")
    root = files("gebiedstafel")
    texts = [
        file.read_text(encoding="utf-8") for folder in folders for file in root.joinpath(folder).rglob("*.py")
    ]

    assert not [text for text in texts if "vóór {" in text or "vóór %(" in text]
    assert not [heading for heading, _ in HEADINGS.values() if "vóór" in heading.casefold()]


def test_a_workbook_with_the_older_headings_is_read_as_before():
    def older(book):
        page = book["Geldstromen"]
        page.cell(1, column(page, "Uitgeven uiterlijk")).value = "Uitgeven vóór"

    reading = read_workbook(edited(workbook_of(small_table()), older))

    assert reading.faults == ()
    assert reading.entries["money_flows"]["F2"]["spend_by"] == "2028-12-31"
    assert set(FORMER.values()) <= {heading.casefold() for heading, _ in HEADINGS.values()}
