"""The agreements of the demo stand as its story tells them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from gebiedstafel.agreements.due import blocked, late, new, stuck_challenges
from gebiedstafel.agreements.models import Agreement, Raised
from gebiedstafel.agreements.visible import public_agreements, visible_agreements
from gebiedstafel.start.demo import load_demo, reset_demo
from gebiedstafel.tables.models import Seat

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def keys(rows):
    return [one.key for one in rows]


def test_the_ten_agreements_stand_in_six_of_seven_ways():
    table, _ = load_demo(at=AT)

    assert keys(Agreement.objects.order_by("key")) == [f"A{n:02}" for n in range(1, 11)]
    assert len(set(Agreement.objects.values_list("status", flat=True))) == 6
    assert keys(late(table, TODAY)) == ["A01"]
    assert keys(blocked(table)) == ["A07"]
    assert sorted(keys(new(table))) == ["A06", "A08", "A09"]
    assert Raised.objects.get().agreement.key == "A07"
    assert not stuck_challenges(table, TODAY)


def test_a_visitor_reads_what_is_public():
    table, _ = load_demo(at=AT)
    visitor = table.seats.get(role=Seat.Role.VISITOR)

    assert set(keys(visible_agreements(visitor))) == set(keys(public_agreements(table)))
    assert 0 < public_agreements(table).count() < 10


def test_the_demo_is_put_back_with_its_agreements():
    load_demo(at=AT)

    reset_demo(at=AT)

    assert Agreement.objects.count() == 10
    assert all(one.changes.exists() for one in Agreement.objects.all())


def test_the_demo_tells_what_parties_may_decide_and_which_promise_goes_beyond_it(client):
    table, _ = load_demo(at=AT)

    mandates = client.get(reverse("tables:mandates", args=[table.pk])).content.decode()
    beyond = client.get(reverse("agreements:agreement", args=[table.pk, "A08"])).content.decode()
    within = client.get(reverse("agreements:agreement", args=[table.pk, "A04"])).content.decode()
    Agreement.objects.filter(key="A08").update(reservation="", reservation_body="", reservation_by=None)
    bare = client.get(reverse("agreements:agreement", args=[table.pk, "A08"])).content.decode()

    assert "Opdrachten voor openbare ruimte en wonen" in mandates
    assert "250.000" in mandates
    assert "Dit is meer dan Gemeente - ruimte en beheer zelf mag beslissen. Daarom" in beyond
    assert "zelf mag beslissen" not in within
    assert "zelf mag beslissen: tot en met €" in bare
    assert "Maak een voorbehoud." in bare
