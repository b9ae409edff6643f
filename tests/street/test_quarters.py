"""A work is told by quarter at the doors where shop owners were told its days, else by year."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.street.digests import changes_between, lines_for
from gebiedstafel.street.models import Follower, WorksQuestion
from gebiedstafel.tables.models import AreaTable

from .street_table import NOON, a_table, with_page, with_plan

pytestmark = pytest.mark.django_db
QUARTERS = "1e kwartaal 2027 tot en met 2e kwartaal 2027"
YEARS = "2027 tot en met 2028"


@pytest.fixture
def table():
    table = a_table()
    table.areas.create(key="WK2", name="Andere wijk", level="wijk", parent="GM1", position=8)
    return table


def asked(table, **other):
    """Keep a question about the first work of the plan, which runs in 2027 and 2028."""
    given = {"measure": "M1", "area": "ST1", "words": "Riool.", "leaves_at": NOON, "made_at": NOON}
    days = {
        "begins_on": date(2027, 2, 1),
        "ends_on": date(2027, 5, 30),
        "answer_by": date(2027, 1, 1),
    }
    return WorksQuestion.objects.create(table=table, **(given | days | other))


def read(client, page, area="ST1"):
    return client.get(reverse("street:area", args=[page.address, area])).content.decode()


def test_a_work_is_told_by_quarter_in_words_and_in_its_bar(client, table):
    page = with_page(table)
    plan = with_plan(table)
    years = len(plan.input["table"]["years"])
    assert YEARS in read(client, page)

    asked(table)

    text = read(client, page)
    assert QUARTERS in text
    bars = [(float(x), float(width)) for x, width in re.findall(r'__on" x="([\d.]+)" width="([\d.]+)"', text)]
    assert (0.0, round(2 * 100 / years / 4, 2)) in bars


@pytest.mark.parametrize(
    "other",
    [
        {"leaves_at": None},
        {"leaves_at": NOON + timedelta(days=9999)},
        {"area": "WK2"},
        {"measure": ""},
        {"measure": "M2"},
    ],
    ids=str,
)
def test_days_that_were_not_told_here_of_this_work_are_not_on_the_page(client, table, other):
    page = with_page(table)
    with_plan(table)

    asked(table, **other)

    text = read(client, page)
    assert YEARS in text
    assert "Straat afkoppelen" in text


def test_a_year_that_its_owner_keeps_for_the_table_is_not_told_by_its_days(client, table):
    page = with_page(table)
    chair = table.seats.get(role="chair")
    chair.party = table.parties.get(key="stad")
    chair.save()
    change_entries(table, [Change("measures", "M1", {"circles": {"start": "tafel"}})], by=chair, at=NOON)
    table = AreaTable.objects.get(pk=table.pk)
    with_plan(table)

    asked(table)

    assert "kwartaal" not in read(client, page)


def test_followers_hear_that_a_work_got_its_quarter(table):
    with_page(table)
    with_plan(table)
    follower = Follower(table=table, area="ST1")
    before = lines_for(follower, at=NOON)

    asked(table)

    (line,) = changes_between(before, lines_for(follower, at=NOON)).changed
    assert line.endswith(QUARTERS)
