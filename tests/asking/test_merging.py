"""Answers beside what stands: taken over row by row, with both texts where two people changed one thing."""

from __future__ import annotations

import copy

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.asking.answering import mark_row
from gebiedstafel.asking.laid_beside import Standing, beside, standing
from gebiedstafel.asking.merging import merge_answers, shown_to, undo_merge, without_clash
from gebiedstafel.asking.models import Answer, AskedParty
from gebiedstafel.exchange.entries import find_entry
from gebiedstafel.means.entry_changes import Change, StaleRow, change_entries
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.visible import shared_document
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.asking.rounds import (
    NOON,
    a_table,
    answered,
    as_person,
    asked_of,
    link_of,
    seat_of,
    sent_round,
)

pytestmark = pytest.mark.django_db
CANARY = "Kanarie zingt niet"
COSTS = ("measures", "M2", "costs", {"proces": [70_000]})


@pytest.fixture(autouse=True)
def _no_demo(settings):
    settings.DEMO = False


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return seat_of(table, "voorzitter")


def take_all(asked, by):
    """Take over everything that does not clash."""
    document = table_document(asked.request.table)
    shown, _hidden = shown_to(by, beside(asked, document), asked)
    return merge_answers(asked, taken=without_clash(shown), kept=(), seen={}, by=by, at=NOON)


def shared(table):
    """What all at the table see now."""
    return shared_document(AreaTable.objects.get(pk=table.pk))


def entry(table, kind, key):
    return find_entry(table_document(table), kind, key)


VALUES = st.sampled_from([None, 0, 1, 2])


@given(VALUES, VALUES, VALUES)
def test_only_what_two_people_changed_differently_clashes(stood, stands, answer):
    found = standing(stood, stands, answer)

    changed_by_others, changed_by_party = stands != stood, answer != stood
    assert (found is Standing.SAME) == (answer == stands)
    if found is Standing.CLASH:
        assert changed_by_others
        assert answer != stands
    if found is Standing.FREE:
        assert changed_by_party
        assert not changed_by_others


def test_a_new_row_comes_in_with_its_owner_and_its_circle(table, chair):
    asked = answered(
        sent_round(table, "huis"),
        "huis",
        ("measures", "nieuw-1", "title", "Nieuwe voordeuren"),
        ("measures", "nieuw-1", "leads", ["huis"]),
        ("money_flows", "nieuw-1", "name", "Onderhoudspot"),
        ("money_flows", "nieuw-1", "budget", {"2027": 900}),
    )

    take_all(asked, chair)

    doors, pot = entry(table, "measures", "M03"), entry(table, "money_flows", "F03")
    assert (doors["title"], doors["owner"], doors["circles"]) == ("Nieuwe voordeuren", "huis", {"*": "tafel"})
    assert (pot["holder"], pot["budget"], pot["quality"]) == ("huis", {"2027": 900}, {"budget": "geschat"})
    assert find_entry(shared(table), "measures", "M03")["leads"] == ["huis"]
    assert set(Answer.objects.values_list("row", flat=True)) == {"M03", "F03"}


def test_what_stays_in_the_organisation_is_seen_by_no_chair(table, chair):
    asked = answered(
        sent_round(table, "buren"),
        "buren",
        ("parties", "buren", "interest", CANARY),
        ("measures", "nieuw-1", "title", CANARY),
        circle="eigen",
    )
    person, url = as_person("voorzitter"), f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/"

    page = person.get(url).content.decode()
    person.post(url, {"doe": "alles"})
    with pytest.raises(NotAllowed):
        merge_answers(asked, taken=[Answer.objects.first().pk], kept=(), seen={}, by=chair, at=NOON)

    assert CANARY not in page
    assert "2 antwoorden houdt de partij voor zichzelf" in page
    for name in ("", "uitvraag/", f"uitvraag/{asked.request_id}/", "middelen/", "opgaven/"):
        assert CANARY not in person.get(f"/tafel/{table.pk}/{name}").content.decode()
    assert CANARY not in str(table_document(table))

    own = seat_of(table, "buren")
    assert CANARY in as_person("buren").get(url).content.decode()
    take_all(asked, own)
    assert entry(table, "parties", "buren")["interest"] == CANARY
    assert CANARY not in str(shared(table))


def test_one_row_can_be_kept_back(table, chair):
    asked = asked_of(sent_round(table, "buren"), "buren")
    mark_row(asked, "measures/nieuw-1", {"own": True})
    asked = answered(asked.request, "buren", COSTS, ("measures", "nieuw-1", "title", CANARY))

    take_all(asked, chair)
    assert entry(table, "measures", "M2")["costs"] == {"proces": [70_000]}
    assert CANARY not in str(table_document(table))
    take_all(AskedParty.objects.get(pk=asked.pk), seat_of(table, "buren"))

    assert CANARY in str(table_document(table))
    assert CANARY not in str(shared(table))


def test_own_words_are_taken_over_as_the_party_wrote_them(table, chair):
    asked = answered(sent_round(table, "huis"), "huis", ("parties", "huis", "red_line", "Geen sloop"))

    change = take_all(asked, chair)

    assert entry(table, "parties", "huis")["red_line"] == "Geen sloop"
    assert "overgenomen door" in change.by_name


def test_what_someone_changed_meanwhile_is_shown_with_both_texts(table, chair):
    asked = answered(
        sent_round(table, "buren"),
        "buren",
        COSTS,
        ("measures", "M2", "start", {"earliest": 2027, "latest": 2029}),
    )
    change_entries(table, [Change("measures", "M2", {"costs": {"proces": [30_000]}})], by=chair, at=NOON)
    person, url = as_person("voorzitter"), f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/"

    page = person.get(url).content.decode()
    assert "Dit botst" in page
    assert "€\u00a0300" in page
    assert "€\u00a0700" in page
    person.post(url, {"doe": "alles"})

    dinner = entry(table, "measures", "M2")
    assert dinner["costs"] == {"proces": [30_000]}
    assert dinner["start"]["earliest"] == 2027
    clash = Answer.objects.get(field="costs")
    assert clash.decision is None
    person.post(url, {f"kies-{clash.pk}": "neem", "doe": "keuzes"})
    assert entry(table, "measures", "M2")["costs"] == {"proces": [70_000]}


def test_ours_can_be_kept(table):
    asked = answered(sent_round(table, "buren"), "buren", COSTS)
    before = table_document(table)
    person, url = as_person("voorzitter"), f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/"

    person.post(url, {"doe": "laat:measures/M2"})

    assert table_document(table) == before
    assert Answer.objects.get().decision == "kept"
    assert "Alles is verwerkt" in person.get(url).content.decode()


def test_a_row_that_changed_after_it_was_looked_at_is_refused(table, chair):
    asked = answered(sent_round(table, "buren"), "buren", COSTS)
    pk = Answer.objects.get().pk
    seen = {("measures", "M2"): 1}
    change_entries(table, [Change("measures", "M2", {"note": "Met soep"})], by=chair, at=NOON)

    with pytest.raises(StaleRow) as refused:
        merge_answers(asked, taken=[pk], kept=(), seen=seen, by=chair, at=NOON)

    assert refused.value.clashes[0].yours == {"proces": [70_000]}
    assert Answer.objects.get().decision is None


def test_taking_over_can_be_taken_back(table, chair):
    asked = answered(
        sent_round(table, "buren"), "buren", COSTS, ("measures", "nieuw-1", "title", "Een bankje")
    )
    before = copy.deepcopy(table_document(table))

    change = take_all(asked, chair)
    assert len(table_document(table)["measures"]) == 3
    undo_merge(AskedParty.objects.get(pk=asked.pk), change, by=chair, at=NOON)

    assert table_document(table) == before
    assert set(Answer.objects.values_list("decision", flat=True)) == {None}
    take_all(AskedParty.objects.get(pk=asked.pk), chair)
    assert len(table_document(table)["measures"]) == 3


def test_what_is_not_handed_in_yet_is_not_taken_over(table, chair):
    asked = answered(sent_round(table, "buren"), "buren", COSTS)
    AskedParty.objects.update(answered_at=None)

    with pytest.raises(Refused, match="is nog bezig"):
        take_all(asked_of(asked.request, "buren"), chair)


def test_nobody_else_sees_or_takes_over_answers(table):
    asked = answered(sent_round(table, "buren"), "buren", COSTS)
    url = f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/"

    assert as_person("huis").get(url).status_code == 403
    assert as_person("huis").post(url, {"doe": "alles"}).status_code == 403
    assert Client().get(url).status_code == 404
    with pytest.raises(NotAllowed):
        take_all(asked, seat_of(table, "huis"))


def test_an_answer_about_a_row_that_went_is_only_left(table, chair):
    asked = answered(sent_round(table, "buren"), "buren", COSTS)
    change_entries(table, [Change("measures", "M2", {"owner": "stad"})], by=chair, at=NOON)
    person, url = as_person("voorzitter"), f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/"

    assert "van een andere partij" in person.get(url).content.decode()
    person.post(url, {f"kies-{Answer.objects.get().pk}": "neem", "doe": "keuzes"})

    assert entry(table, "measures", "M2").get("costs") == {}
    assert Answer.objects.get().decision == "kept"


def test_the_party_can_answer_again_after_it_was_taken_over(table, chair):
    asked = answered(sent_round(table, "buren"), "buren", COSTS)
    take_all(asked, chair)
    link = link_of(asked)
    Client().post(f"{link}heropen/")

    told = Client().post(
        f"{link}bewaar/",
        {"seen|measures:M2:costs": "1", "measures:M2:costs:proces.0": "900"},
        headers={"Accept": "application/json"},
    )

    assert told.json()["faults"] == {}
    answer = Answer.objects.get()
    assert (answer.decision, answer.stood, answer.value) == (None, {"proces": [70_000]}, {"proces": [90_000]})
