"""Following up many agreements: the page draws what comes first, and reads no more than it needs."""

from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse

from gebiedstafel.followup.models import FollowUpRules
from gebiedstafel.followup.planned import still_to_come
from gebiedstafel.followup.sending import plans_at, plans_until, remind_tables

from .kept_agreements import TODAY, agreement, at, chair_of, table_of_neighbours

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return table_of_neighbours()


def test_what_is_read_for_the_page_is_all_that_goes_within_its_days(table):
    chance = Random(6)
    for number in range(40):
        days = {
            name: TODAY + timedelta(days=chance.randint(-60, 120))
            for name in ("due", "first_step_on", "reservation_by")
        }
        agreement(table, f"A{number}", reservation="Als de raad instemt", **days)
    remind_tables(at())
    rules, later = FollowUpRules(first_days=20), TODAY + timedelta(days=2)

    read = still_to_come(plans_until(table, rules, later + timedelta(days=30)), later, 30)

    every = still_to_come(plans_at(table, rules), later, 30)
    assert [(one.agreement.key, one.name, one.on) for one in read] == [
        (one.agreement.key, one.name, one.on) for one in every
    ]
    assert len(read) > 10


def test_the_page_draws_what_comes_first_and_the_rest_when_asked(
    table, client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("gebiedstafel.followup.views.now", at)
    for number in range(20):
        agreement(table, f"A{number}", due=TODAY + timedelta(days=20))
    client.force_login(chair_of(table).person)
    page = reverse("followup:overview", args=[table.pk])
    client.get(page)

    with django_assert_max_num_queries(12):
        first = client.get(page).content.decode()
    every = client.get(page, {"alles": "1"}).content.decode()

    assert first.count("Stuur nu") == 12
    assert "Toon nog 48 herinneringen" in first
    assert every.count("Stuur nu") == 60
    assert "Toon nog" not in every
