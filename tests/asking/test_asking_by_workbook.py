"""A party answers with a workbook of only its own rows; someone else's is refused with what helps."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from gebiedstafel.asking.models import Answer, AskedParty
from gebiedstafel.exchange.workbook import read_workbook, workbook_of
from gebiedstafel.means.table_document import table_document
from tests.asking.rounds import a_table, as_person, asked_of, link_of, sent_round
from tests.small_table import small_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_demo(settings):
    settings.DEMO = False


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def link(table):
    return link_of(asked_of(sent_round(table, "buren", "stad"), "buren"))


def filled(data, changes):
    """Fill in cells of a workbook: per sheet, the heading of a column and what row 2 says there."""
    book = load_workbook(BytesIO(data))
    for sheet, heading, text in changes:
        headings = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(2, headings.index(heading) + 1).value = text
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def send(client, url, data):
    """Bring a workbook back."""
    return client.post(url, {"file": SimpleUploadedFile("rijen.xlsx", data)})


def test_the_workbook_holds_the_rows_of_the_party_and_no_others(link):
    answer = Client().get(f"{link}excel/")

    document = read_workbook(answer.content).document
    assert [row["id"] for row in document["parties"]] == ["buren"]
    assert [row["id"] for row in document["measures"]] == ["M2"]
    assert "Wijkbudget" not in str(document)
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_what_was_filled_in_becomes_answers(link, table):
    before = table_document(table)
    data = filled(Client().get(f"{link}excel/").content, [("Partijen", "Rode lijn", "Geen sloop")])

    answer = send(Client(), f"{link}excel/", data)

    assert answer.status_code == 302
    kept = Answer.objects.get()
    assert (kept.kind, kept.row, kept.field, kept.value) == ("parties", "buren", "red_line", "Geen sloop")
    assert table_document(table) == before


def test_an_untouched_workbook_answers_nothing(link):
    send(Client(), f"{link}excel/", Client().get(f"{link}excel/").content)

    assert not Answer.objects.exists()


def test_a_workbook_of_another_party_or_table_is_refused(link, table):
    of_others = workbook_of(table_document(table), only="stad")
    elsewhere = workbook_of(small_table(id="elders", name="Elders"), only="buren")
    whole = workbook_of(table_document(table))

    told = [send(Client(), f"{link}excel/", data) for data in (of_others, elsewhere, whole)]

    assert {answer.status_code for answer in told} == {422}
    words = [answer.content.decode() for answer in told]
    assert "Dit werkboek is van Gemeente Bosrijk" in words[0]
    assert "hoort bij de tafel “Elders”" in words[1]
    assert "“Straat afkoppelen” is niet van Buren van Beukenhof" in words[2]
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "data", [b"", b"geen excel", b"PK\x03\x04" + b"x" * 100, b"x" * (10 * 1024 * 1024 + 1)]
)
def test_what_is_no_workbook_is_told(link, data):
    answer = send(Client(), f"{link}excel/", data)

    assert answer.status_code == 422
    assert not Answer.objects.exists()


def test_nothing_is_half_kept(link):
    data = filled(
        Client().get(f"{link}excel/").content,
        [("Partijen", "Rode lijn", "Geen sloop"), ("Maatregelen", "Start op zijn vroegst", "ooit")],
    )

    answer = send(Client(), f"{link}excel/", data)

    assert answer.status_code == 422
    assert "ooit" in answer.content.decode()
    assert not Answer.objects.exists()


def test_the_chair_passes_a_workbook_on_and_takes_it_in(table, link):
    asked = AskedParty.objects.get(party__key="buren")
    url = f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/excel/"
    chair = as_person("voorzitter")
    data = filled(chair.get(url).content, [("Partijen", "Rode lijn", "Geen sloop")])

    answer = send(chair, url, data)

    asked.refresh_from_db()
    assert answer.status_code == 302
    assert asked.answered_at is not None
    assert "Geen sloop" in chair.get(answer.url).content.decode()
    assert as_person("huis").get(url).status_code == 403
