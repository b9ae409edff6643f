"""Tables of one municipality see what they both meet, and nothing that one of them keeps to itself."""

import pytest
from django.urls import reverse

from gebiedstafel.agreements.models import Agreement
from gebiedstafel.agreements.shared_blockages import shared_at
from gebiedstafel.tables.models import AreaTable
from tests.tables.own_tables import own_table, person

pytestmark = pytest.mark.django_db
MARK = "KANARIE"


@pytest.fixture
def tables(settings):
    """Two tables of one municipality that meet the same blockage, flow and theme; all is public."""
    settings.DEMO = False
    ours, theirs = own_table(), own_table("elders", chair=person("ander"))
    AreaTable.objects.filter(pk=theirs.pk).update(municipality=ours.municipality, name="Elders")
    AreaTable.objects.update(circles_default="openbaar")
    for offer in ours.flow_offers.all():
        theirs.flow_offers.filter(key=offer.key).update(flow=offer.flow)
    theirs.challenges.update(title=MARK)
    for table in (ours, theirs):
        words = MARK if table == theirs else "Onze stoep."
        days = {"made_on": table.as_of, "due": table.as_of, "lead": table.parties.get(key="stad")}
        blocked = {"status": "geblokkeerd", "blockage": "geld", "status_why": MARK, "publicity": "public"}
        Agreement.objects.create(table=table, key="A1", words=words, **days, **blocked)
    return AreaTable.objects.get(pk=ours.pk), AreaTable.objects.get(pk=theirs.pk)


def read(client, table):
    client.force_login(table.seats.get(role="chair").person)
    return client.get(reverse("agreements:higher", args=[table.pk])).content.decode()


def test_what_both_made_public_is_met_with_its_words(client, tables):
    ours, _theirs = tables

    found = shared_at(ours)

    assert {one.kind for one in found} == {"blockage", "flow", "theme"}
    assert {one.tables for one in found} == {("Elders",)}
    assert MARK in read(client, ours)


def test_of_what_another_table_keeps_to_itself_no_word_and_no_theme_is_met(client, tables):
    ours, theirs = tables
    AreaTable.objects.filter(pk=theirs.pk).update(circles_default="tafel")
    theirs.agreements.update(publicity="table")

    found = shared_at(ours)

    # That both are stuck on money is counted; who reads it learns no more than the kind and the table.
    assert [(one.kind, one.titles) for one in found] == [("blockage", ())]
    assert MARK not in read(client, ours)


def test_a_draft_of_another_table_and_a_table_elsewhere_are_not_met(client, tables):
    ours, theirs = tables
    AreaTable.objects.filter(pk=theirs.pk).update(circles_default="tafel")
    theirs.agreements.update(drafted=True)
    assert shared_at(ours) == ()

    theirs.agreements.update(drafted=False)
    AreaTable.objects.filter(pk=theirs.pk).update(municipality=None, circles_default="openbaar")

    assert shared_at(ours) == ()
    assert MARK not in read(client, ours)


def test_one_row_that_its_owner_keeps_to_the_table_is_not_met(tables):
    ours, theirs = tables
    theirs.challenges.update(circles={"title": "tafel", "themes": "openbaar"})
    theirs.flow_offers.update(circles={"name": "eigen"})

    found = {one.kind: one for one in shared_at(ours)}

    assert "flow" not in found
    assert found["theme"].titles == ()


def test_a_theme_that_one_party_keeps_to_itself_is_not_met_at_its_own_table_either(tables):
    ours, _theirs = tables
    ours.challenges.update(circles={"themes": "eigen"})

    assert "theme" not in {one.kind for one in shared_at(ours)}

    ours.challenges.update(circles={"themes": "tafel"})
    assert "theme" in {one.kind for one in shared_at(ours)}
