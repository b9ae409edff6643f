"""Canaries in every circle: none of them is on a public page of the street, nor in a letter."""

import pytest
from django.urls import reverse

from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.street.digests import tell_followers
from gebiedstafel.street.following import ask_to_follow, confirm
from gebiedstafel.street.models import Follower
from gebiedstafel.tables.models import AreaTable
from tests.site.test_circles_on_every_page import NOON, ask, forbidden
from tests.site.test_circles_on_every_page import table as table_with_canaries  # noqa: F401

from .street_table import promise, with_page, with_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(table_with_canaries):  # noqa: F811
    """A table with canaries in every circle that adopted a plan, made agreements, and opened its page."""
    table = AreaTable.objects.get(pk=table_with_canaries.pk)
    with_plan(table)
    for publicity, status in (("table", "nieuw"), ("table", "vervallen"), ("table", "gereed")):
        promise(
            table,
            f"X{status}",
            f"KANARIE-afspraak {status}",
            publicity=publicity,
            status=status,
            status_why="KANARIE-reden",
            proof="KANARIE-bewijs",
            need="KANARIE-behoefte",
        )
    promise(
        table,
        "OPEN",
        "Dit mag iedereen weten.",
        need="KANARIE-behoefte",
        mandate="KANARIE-mandaat",
        reservation="KANARIE-voorbehoud",
        counter="KANARIE-tegenprestatie",
        escalate_to="KANARIE-weg omhoog",
        role="KANARIE-rol",
    )
    return table


@pytest.mark.parametrize("who", ["nobody", "stranger", "visitor", "abroad", "neighbour"])
def test_no_canary_is_on_any_public_page_of_the_street(table, who):
    page, marks = with_page(table), forbidden("nobody") | {"KANARIE"}
    read = 0
    for key in table.areas.values_list("key", flat=True):
        for name in ("street:area", "street:follow"):
            text = ask(who).get(reverse(name, args=[page.address, key])).content.decode()
            assert [mark for mark in marks if mark in text] == []
            read += 1
    text = ask(who).get(reverse("street:area", args=[page.address, "ST1"])).content.decode()

    assert "Dit mag iedereen weten." in text
    assert read >= 6


def test_no_canary_is_in_a_letter_about_what_changed(table, mailbox):
    page = with_page(table)
    ask_to_follow(
        page, area="ST1", email="a@voorbeeld.nl", has_shop=False, language="nl", site="https://x.nl", at=NOON
    )
    follower = confirm(Follower.objects.get(), at=NOON)
    Follower.objects.update(told={"told/0": "Iets dat weg is."}, look_at=NOON)

    assert tell_followers(site="https://x.nl", at=NOON) == 1
    carry_letters(NOON)

    assert follower.email
    assert "Dit mag iedereen weten." in mailbox.text
    assert "KANARIE" not in mailbox.text
    assert [mark for mark in forbidden("nobody") if mark in mailbox.text] == []
