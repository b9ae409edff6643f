"""Searching at a table finds names and words this seat may see, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.start import search_views
from gebiedstafel.start.search import find, plain
from tests.small_table import small_table
from tests.tables.own_tables import NOON, own_table, person, seat


def names(document, sought):
    return [hit.name for hit in find(document, sought)]


def test_names_come_first_then_words():
    document = {
        "measures": [
            {"id": "M1", "title": "Bomen", "note": "langs de kade"},
            {"id": "M2", "title": "De kade"},
        ],
        "parties": [{"id": "P1", "name": "Kadegroep"}],
    }

    assert names(document, "kade") == ["De kade", "Bomen", "Kadegroep"]


def test_every_word_must_be_there_without_capitals_or_accents():
    document = {"challenges": [{"id": "O1", "title": "Één koele straat"}]}

    assert names(document, "KOELE een") == ["Één koele straat"]
    assert names(document, "koele laan") == []
    assert names(document, "   ") == []


def test_a_word_in_the_middle_is_shown_with_what_is_around_it():
    document = {"measures": [{"id": "M1", "title": "Bomen", "note": "x " * 80 + "linde " + "y " * 80}]}

    (hit,) = find(document, "linde")

    assert "linde" in hit.note
    assert hit.note.startswith("…")
    assert len(hit.note) < 140


@given(st.sampled_from([row["title"] for row in small_table()["measures"]]), st.data())
def test_any_part_of_a_title_finds_it(title, data):
    start = data.draw(st.integers(0, len(title) - 1))
    part = title[start : data.draw(st.integers(start + 1, len(title)))]

    assert title in names(small_table(), part) or not plain(part).split()


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return own_table()


def browser(who):
    client = Client()
    client.force_login(who)
    return client


@pytest.mark.django_db
def test_what_a_party_keeps_to_itself_is_found_by_that_party_alone(table):
    own, other = seat(table, person("eigen")), seat(table, person("ander"), party="huis")
    change_entries(
        table,
        [
            Change(
                "measures",
                None,
                {"title": "Bankjes", "owner": "buren", "note": "kanariegeel hout", "circles": {"*": "eigen"}},
            )
        ],
        by=own,
        at=NOON,
    )
    address = reverse("start:search", args=[table.pk])

    seen = {
        one: browser(one.person).get(address, {"q": "kanariegeel"}).content.decode() for one in (own, other)
    }
    by_name = browser(other.person).get(address, {"q": "bankjes"}).content.decode()

    assert "Bankjes" in seen[own]
    assert "staat nergens aan deze tafel" in seen[other]
    assert "Bankjes" not in seen[other]
    assert "Bankjes" in by_name


@pytest.mark.django_db
@pytest.mark.parametrize("sought", ["", "%", "<script>alert(1)</script>", "x" * 5000, "\x00", "a\nb"])
def test_whatever_is_sought_gets_a_page(table, sought):
    answer = browser(table.seats.get().person).get(reverse("start:search", args=[table.pk]), {"q": sought})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.django_db
def test_the_header_of_every_page_leads_to_the_search(table):
    client = browser(table.seats.get().person)

    for name in ("start:home", "means:overview", "tables:seats"):
        assert (
            reverse("start:search", args=[table.pk])
            in client.get(reverse(name, args=[table.pk])).content.decode()
        )


@pytest.mark.django_db
def test_a_search_takes_few_queries(table, django_assert_max_num_queries):
    client, address = browser(table.seats.get().person), reverse("start:search", args=[table.pk])
    client.get(address, {"q": "straat"})

    with django_assert_max_num_queries(9):
        client.get(address, {"q": "straat"})


@pytest.mark.django_db
def test_one_place_more_than_fits_is_told_in_the_singular(table, monkeypatch):
    client, address = browser(table.seats.get().person), reverse("start:search", args=[table.pk])
    found = client.get(address, {"q": "a"}).context["count"]

    monkeypatch.setattr(search_views, "MOST", found - 1)

    assert "Er is nog 1 plek." in client.get(address, {"q": "a"}).content.decode()
