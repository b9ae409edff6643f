"""Whether the history of an agreement is as it was written: a page that compares it with the trail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from gebiedstafel.agreements.actions import confirm_part, report_progress
from gebiedstafel.agreements.models import Agreement, Change
from gebiedstafel.agreements.proven import proven
from gebiedstafel.agreements.writing import digest_of
from gebiedstafel.start.demo import load_demo, reset_demo
from gebiedstafel.trail.anchors import drop_anchor
from gebiedstafel.trail.models import Chain
from gebiedstafel.trail.segments import close_segment, file_of

from .promises import NOON, part_of, promised, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def made(people):
    """An agreement that was made, confirmed, and of which somebody told how it goes."""
    table, seats = people
    made = promised(table, seats["chair"])
    confirm_part(part_of(made, "stad"), by=seats["stad"], at=NOON)
    report_progress(made, "loopt_achter", "De aannemer is ziek.", by=seats["stad"], at=NOON)
    anchor(table)
    return made


def anchor(table):
    """Drop the anchor that comes after a commit, which a test never reaches."""
    chain = Chain.objects.get(name=table.chain)
    drop_anchor(chain.name, chain.count, chain.head)


def asked(client, seat, key="A01"):
    client.force_login(seat.person)
    answer = client.get(reverse("agreements:proven", args=[seat.table_id, key]))
    return answer.status_code, answer.content.decode()


def behind_the_site(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_untouched_history_stands_as_it_was_written(client, people, made):
    status, html = asked(client, people[1]["buren"])

    assert status == 200
    assert "Ja. Alle 3 regels staan er precies zoals ze zijn opgeschreven." in html
    assert "gt-chip--goed" in html


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (
            "UPDATE agreements_change SET why = %s WHERE number = 3",
            "Regel 3 is niet zoals hij is opgeschreven.",
        ),
        (
            "UPDATE agreements_change SET who = %s WHERE number = 2",
            "Regel 2 is niet zoals hij is opgeschreven.",
        ),
        (
            "UPDATE agreements_change SET at = '2026-01-01 00:00:00' WHERE number = 1 AND %s <> ''",
            "Regel 1 is niet zoals hij is opgeschreven.",
        ),
        ("DELETE FROM agreements_change WHERE number = 2 AND %s <> ''", "Regel 2 is weg."),
        (
            "INSERT INTO agreements_change"
            " (agreement_id, number, kind, field, before, after, why, who, origin, at)"
            " SELECT agreement_id, 4, kind, field, before, after, %s, who, origin, at FROM agreements_change"
            " WHERE number = 3",
            "Regel 4 staat niet in het logboek.",
        ),
    ],
)
def test_what_was_changed_behind_the_site_is_named(client, people, made, sql, told):
    behind_the_site(sql, "anders")

    html = asked(client, people[1]["buren"])[1]

    assert "Nee. Op één plek klopt de geschiedenis niet." in html
    assert told in html
    assert "gt-chip--goed" not in html


def test_who_rewrites_the_trail_along_with_it_is_found_as_well(client, people, made):
    behind_the_site("UPDATE agreements_change SET why = %s WHERE number = 3", "De aannemer is beter.")
    row = Change.objects.get(number=3)
    behind_the_site(
        "UPDATE trail_deed SET subject = %s WHERE subject LIKE 'agreement/A01 3-3 %%'",
        f"agreement/A01 3-3 {digest_of([row])}",
    )

    html = asked(client, people[1]["buren"])[1]

    assert "het logboek van deze tafel klopt zelf niet" in html


def test_a_closed_part_of_the_trail_counts_from_its_file_and_an_archived_one_is_said(client, people, made):
    table, seats = people
    report_progress(made, "op_schema", "Weer op tijd.", by=seats["stad"], at=NOON + timedelta(days=9))
    anchor(table)
    segment = close_segment(table.chain, before=NOON + timedelta(days=5), at=datetime(2027, 1, 1, tzinfo=UTC))

    assert proven(made).holds

    file_of(segment).unlink()
    assert (
        "3 regels zijn zo oud dat het logboek ervan in een archief ligt" in asked(client, seats["buren"])[1]
    )


def test_the_demo_holds_also_when_it_was_put_back_and_its_numbers_came_again(settings):
    settings.DEMO = True
    load_demo(at=NOON)

    table = reset_demo(at=NOON)

    anchor(table)
    made = Agreement.objects.filter(table=table)
    assert [one.key for one in made if not proven(one).holds] == []
    assert len(made) == 10


def test_only_who_reads_the_agreement_asks(client, people, made):
    assert asked(client, people[1]["visitor"])[0] == 404
