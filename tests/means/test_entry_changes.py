"""A row changes in one way: whoever may, nobody too late, the whole sound, and always undoable."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis.extra.django import TestCase

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.entries import KINDS, NAMES, entries, find_entry
from gebiedstafel.means.entry_changes import Change, FaultyEntries, StaleRow, change_entries, undo_change
from gebiedstafel.means.entry_rows import put_rows, remove_rows, row_versions
from gebiedstafel.means.models import ChangeSet, MoneyFlow
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.means.table_rows import store_document
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.small_table import small_table
from tests.tables_from_schema import documents

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> AreaTable:
    person = Person.objects.create(username="voorzitter")
    return load_table(small_table(), by=person, at=NOON)


@pytest.fixture
def chair(table) -> Seat:
    seat = table.seats.get()
    seat.party = table.parties.get(key="stad")
    seat.save()
    return seat


def a_seat(table, party, role=Seat.Role.MEMBER) -> Seat:
    return Seat.objects.create(table=table, party=table.parties.get(key=party), role=role, label=party)


def entry(table, kind, key):
    return find_entry(table_document(AreaTable.objects.get(pk=table.pk)), kind, key)


def a_measure(table) -> str:
    return table.measures.first().key


def test_a_patch_changes_only_its_own_fields(table, chair):
    key = a_measure(table)
    before = entry(table, "measures", key)

    change_entries(
        table, [Change("measures", key, {"title": "Nieuwe naam", "note": None})], by=chair, at=NOON
    )

    changed = entry(table, "measures", key)
    assert changed["title"] == "Nieuwe naam"
    assert {**changed, "title": 0, "note": 0} == {**before, "title": 0, "note": 0}


def test_a_new_row_needs_a_name_and_an_owner_and_gets_a_free_id(table):
    buren = a_seat(table, "buren")

    made = change_entries(
        table, [Change("measures", None, {"title": "Een idee", "owner": "buren"})], by=buren, at=NOON
    )

    (row,) = made.rows.all()
    assert entry(table, "measures", row.key) == {"id": row.key, "title": "Een idee", "owner": "buren"}


def test_every_change_can_be_undone_once(table, chair):
    whole = table_document(table)
    key = a_measure(table)
    changes = [
        Change("measures", key, {"title": "Anders", "costs": None, "effects": None}),
        Change("parties", "buren", {"hours": [{"per_year": {"2027": 5}}]}),
        Change("challenges", None, {"title": "Nieuw"}),
    ]
    made = change_entries(table, changes, by=chair, at=NOON)

    undo_change(made, by=chair, at=LATER)

    assert table_document(AreaTable.objects.get(pk=table.pk)) == whole
    with pytest.raises(Refused, match="al ongedaan"):
        undo_change(made, by=chair, at=LATER)


def test_what_was_changed_again_since_is_not_undone_over_it(table, chair):
    key = a_measure(table)
    first = change_entries(table, [Change("measures", key, {"title": "Een"})], by=chair, at=NOON)
    change_entries(table, [Change("measures", key, {"title": "Twee"})], by=chair, at=LATER)

    with pytest.raises(Refused, match="daarna opnieuw veranderd"):
        undo_change(first, by=chair, at=LATER)

    assert entry(table, "measures", key)["title"] == "Twee"


def test_who_looked_at_an_older_row_is_refused_with_both_texts(table, chair):
    key = a_measure(table)
    seen, _place = row_versions(table, "measures")[key]
    change_entries(table, [Change("measures", key, {"title": "Van een ander"}, seen)], by=chair, at=NOON)

    with pytest.raises(StaleRow) as refusal:
        change_entries(table, [Change("measures", key, {"title": "Van mij"}, seen)], by=chair, at=LATER)

    (clash,) = refusal.value.clashes
    assert (clash.theirs, clash.yours) == ("Van een ander", "Van mij")
    assert entry(table, "measures", key)["title"] == "Van een ander"


def test_all_faults_are_told_at_once_and_nothing_is_kept(table, chair):
    whole = table_document(table)
    changes = [
        Change("measures", a_measure(table), {"area": "nergens"}),
        Change("money_flows", table.flow_offers.first().key, {"applicant": "niemand"}),
        Change("challenges", None, {"title": "Nieuw", "owners": ["spook"]}),
    ]

    with pytest.raises(FaultyEntries) as refusal:
        change_entries(table, changes, by=chair, at=NOON)

    assert {fault.field for fault in refusal.value.faults} == {"area", "applicant", "owners"}
    assert table_document(AreaTable.objects.get(pk=table.pk)) == whole
    assert not ChangeSet.objects.exists()


def test_a_row_that_others_name_goes_only_after_them(table, chair):
    first = table.challenges.first().key
    users = [m.title for m in table.measures.all() if m.effects.filter(challenge__key=first).exists()]
    assert users

    with pytest.raises(FaultyEntries) as refusal:
        change_entries(table, [Change("challenges", first, None)], by=chair, at=NOON)

    assert all(user in refusal.value.faults[0].sentence for user in users)


def test_money_that_goes_leaves_no_orphan_and_comes_back_whole(table, chair):
    whole = table_document(table)
    offer = table.flow_offers.first()
    made = change_entries(table, [Change("money_flows", offer.key, None)], by=chair, at=NOON)
    assert not MoneyFlow.objects.filter(pk=offer.flow_id).exists()

    undo_change(made, by=chair, at=LATER)

    again = table_document(AreaTable.objects.get(pk=table.pk))
    assert again["money_flows"] == whole["money_flows"]


def test_nobody_writes_anothers_words_or_sees_what_is_anothers_alone(table, chair):
    buren = a_seat(table, "buren")
    change_entries(
        table,
        [Change("parties", "buren", {"note": "geheim", "circles": {"note": "eigen"}})],
        by=buren,
        at=NOON,
    )

    with pytest.raises(NotAllowed, match="alleen die partij zelf"):
        change_entries(table, [Change("parties", "buren", {"interest": "rust"})], by=chair, at=NOON)
    with pytest.raises(NotAllowed, match="ziet alleen de partij"):
        change_entries(table, [Change("parties", "buren", {"note": "gezien"})], by=chair, at=NOON)
    with pytest.raises(NotAllowed, match="kiest alleen de partij"):
        change_entries(table, [Change("parties", "buren", {"circles": None})], by=chair, at=NOON)


def test_a_member_changes_its_own_rows_and_a_visitor_none(table):
    buren, visitor = a_seat(table, "buren"), a_seat(table, "buren", Seat.Role.VISITOR)

    with pytest.raises(NotAllowed, match="Gemeente Bosrijk en de voorzitter"):
        change_entries(table, [Change("parties", "stad", {"note": "x"})], by=buren, at=NOON)
    with pytest.raises(NotAllowed, match="eigen partij"):
        change_entries(table, [Change("measures", None, {"title": "x", "owner": "stad"})], by=buren, at=NOON)
    with pytest.raises(NotAllowed, match="kijkt mee"):
        change_entries(table, [Change("parties", "buren", {"note": "x"})], by=visitor, at=NOON)


def test_a_deed_and_a_new_edition_come_with_every_change_and_with_none_that_changes_nothing(table, chair):
    key = a_measure(table)
    title = entry(table, "measures", key)["title"]
    version, deeds = AreaTable.objects.get(pk=table.pk).version, Deed.objects.count()

    assert change_entries(table, [Change("measures", key, {"title": title})], by=chair, at=NOON) is None
    assert (AreaTable.objects.get(pk=table.pk).version, Deed.objects.count()) == (version, deeds)

    change_entries(table, [Change("measures", key, {"title": "x"})], by=chair, at=NOON)
    assert AreaTable.objects.get(pk=table.pk).version == version + 1
    assert Deed.objects.latest("pk").action == "change_rows"


class AnyTable(TestCase):
    # Shrinking a whole table takes minutes and teaches little.
    @settings(max_examples=40, phases=(Phase.explicit, Phase.generate), deadline=None)
    @given(documents())
    def test_rows_put_one_by_one_say_the_same_as_rows_brought_in_together(self, document):
        bare = document | {
            kind: [
                {name: row[name] for name in ("id", NAMES[kind], "holder") if name in row}
                for row in document[kind]
            ]
            for kind in KINDS
            if kind in document
        }
        table = store_document(bare, is_demo=False, at=NOON)

        for kind in KINDS:
            rows = document.get(kind, ())
            put_rows(table, kind, [(row, place, 2) for place, row in enumerate(rows)])

        again = table_document(AreaTable.objects.get(pk=table.pk))
        assert list(entries(again)) == list(entries(document))

        for kind in reversed(KINDS):
            put_rows(table, kind, [(row, place, 3) for place, row in enumerate(bare.get(kind, ()))])
        for kind in reversed(KINDS):
            remove_rows(table, kind, [row["id"] for row in document.get(kind, ())])
        assert not list(entries(table_document(AreaTable.objects.get(pk=table.pk))))
