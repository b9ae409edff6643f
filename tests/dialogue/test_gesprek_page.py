"""Gesprek says first in words what is shared, of how many people, and never more than may be told."""

import pytest
from django.urls import reverse

from gebiedstafel.dialogue.ballots import Participant, Vote
from gebiedstafel.dialogue.demo_round import hold_demo_rounds
from gebiedstafel.dialogue.missing_voices import missing_voices
from gebiedstafel.dialogue.newest_result import told_result
from gebiedstafel.exchange.demo import demo_dialogue, demo_table
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import TableArea
from tests.dialogue.small_round import NOON, a_round, vote
from tests.small_table import small_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    table = load_demo_table(small_table(), at=NOON)
    table.areas.filter(key=table.area).update(residents=900, level="wijk")
    for key, residents in (("N", 400), ("Z", 500)):
        TableArea.objects.create(
            table=table, key=key, name=f"Buurt {key}", level="buurt", residents=residents
        )
    return table


@pytest.fixture
def held(table):
    held = a_round(table)
    vote(held, 24, area="N")
    vote(held, 12, camp=1, area="Z")
    vote(held, 12, side="institution", route="hall")
    return held


def page_of(client, table):
    return client.get(reverse("gesprek:page", args=[table.pk]))


def test_the_demo_adds_up_to_its_file_and_says_of_how_many(client):
    table = load_demo_table(demo_table(), at=NOON)
    held = hold_demo_rounds(table, demo_dialogue(), at=NOON)
    cast = {}
    for text, side, value in Vote.objects.filter(round=held).values_list(
        "statement__text", "participant__side", "value"
    ):
        counts = cast.setdefault((text, side), {1: 0, 0: 0, -1: 0})
        counts[value] += 1

    page = page_of(client, table).content.decode()

    for statement in demo_table()["statements"]:
        votes = statement["votes"].values()
        sums = {
            value: sum(one[kind] for one in votes)
            for value, kind in ((1, "agree"), (0, "pass"), (-1, "disagree"))
        }
        assert cast[statement["text"], "resident"] == sums
    assert "166 van de 7.400 bewoners stemden." in page
    assert "Ook 24 mensen van instellingen stemden." in page
    assert "Dat was tussen 6\u00a0april en 31\u00a0mei 2026." in page
    assert "Pruimengaard" in missing_voices(told_result(held, at=NOON)[0], list(table.areas.all())).conclusion


def test_what_residents_and_institutions_share_comes_before_what_groups_share(client, table, held):
    page = page_of(client, table).content.decode()
    heads = [
        "Wat bewoners en instellingen delen",
        "Wat de groepen delen",
        "Wie lijkt op wie",
        "Hier verschillen we",
    ]

    places = [page.index(f">{head}<") for head in heads]

    assert places == sorted(places)


def test_whom_we_missed_is_the_neighbourhood_with_the_weakest_response(table, held):
    told = told_result(held, at=NOON)[0]

    missing = missing_voices(told, list(table.areas.all()))

    assert "Buurt Z" in missing.conclusion
    assert "1 op de 42" in missing.conclusion
    assert "Buurt Z" in missing.suggestion
    assert [(place.name, place.people) for place in missing.places] == [("Buurt N", "24"), ("Buurt Z", "12")]


def test_a_round_with_too_few_voters_says_so_and_shows_nothing(client, table, held):
    opened = a_round(table, question="En nu?")
    vote(opened, 9)

    page = client.get(reverse("gesprek:page", args=[table.pk]), {"ronde": opened.address}).content.decode()

    assert "minstens 10 mensen" in page
    assert "gt-gb" not in page


def test_a_table_without_a_dialogue_learns_what_comes_here(client, table):
    table.statements.all().delete()

    page = page_of(client, table).content.decode()

    assert "Er was nog geen gesprek." in page
    assert "De voorzitter begint een ronde" in page


def test_counts_that_came_with_the_file_are_told_by_the_same_rules(client, table):
    row = table.statements.get(key="S1")
    few = table.statements.create(key="S9", text="Te weinig stemmen", position=9)
    for group, votes in row.counts.items():
        few.votes.create(group=group, agree=min(9, votes["agree"]), disagree=0, passed=0)

    page = page_of(client, table).content.decode()

    assert "Dit kwam mee in het bestand van de tafel." in page
    assert "40 van 50 eens, 5 oneens" in page
    assert page.index("Wat nog onzeker is") < page.index("Te weinig stemmen")
    assert "gt-om__g" not in page


def test_the_page_takes_few_queries(client, table, held, django_assert_max_num_queries):
    page_of(client, table)

    with django_assert_max_num_queries(15):
        page_of(client, table)


def test_group_letters_stand_on_the_map_the_key_and_the_table(client, table, held):
    told = told_result(held, at=NOON)[0]
    page = page_of(client, table).content.decode()

    for group in told.found.groups:
        assert f'href="#groep-{group.id}"' in page
        assert f'id="groep-{group.id}"' in page
        assert f"Groep {group.id}, {group.size} mensen" in page
    assert page.count("<path class=") > len(told.points)


def test_where_everyone_says_the_same_there_are_no_groups_and_it_says_so(client, table):
    held = a_round(table)
    rows = [Participant.objects.create(round=held, route="link") for _ in range(12)]
    statements = list(held.statements.all())
    Vote.objects.bulk_create(
        Vote(round=held, participant=row, statement=one, value=1, number=place * 12 + at, at=NOON)
        for place, row in enumerate(rows)
        for at, one in enumerate(statements)
    )

    page = page_of(client, table).content.decode()

    assert "Er zijn geen duidelijke groepen" in page
    assert "Iedereen antwoordde hetzelfde" in page
    assert "bijna iedereen eens, van 12" in page
    assert "gt-om__g" not in page
