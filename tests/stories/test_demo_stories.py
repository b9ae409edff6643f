"""The stories of the demo obey the rules that stories of residents do."""

from datetime import UTC, datetime

import pytest

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.exchange.demo import demo_stories, demo_table
from gebiedstafel.exchange.themes import THEMES
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.stories.actions import PLACES
from gebiedstafel.stories.demo_stories import tell_demo_stories
from gebiedstafel.stories.guarded import stopped_by
from gebiedstafel.stories.models import Story
from gebiedstafel.stories.published import stories_for
from gebiedstafel.stories.recognised import recognised, recognised_for

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_nothing_in_a_story_of_the_demo_would_stop_it():
    made = demo_stories()
    names = [area["name"] for area in demo_table()["areas"]]

    told = [*made["stories"], *made["waiting"]]

    assert [one["text"] for one in told if stopped_by(one["text"], names)] == []
    assert {one["theme"] for one in told} <= set(THEMES)


@pytest.mark.django_db
def test_the_demo_tells_what_it_may_to_whom_it_may():
    table = load_demo_table(demo_table(), at=NOON)
    tell_demo_stories(table, demo_stories(), at=NOON)
    places = set(table.areas.filter(level__in=PLACES).values_list("key", flat=True))

    everyone, at_table = stories_for(table, Circle.OPENBAAR), stories_for(table, Circle.TAFEL)

    assert (len(everyone), len(at_table)) == (5, 8)
    assert {one.area for one in at_table} <= places
    assert not any("winkels" in one.text for one in everyone)
    assert Story.objects.filter(recognisable=True).exclude(first_at=None).count() == 1
    assert Story.objects.of(table).waiting().count() == 1


@pytest.mark.django_db
def test_the_demo_shows_that_a_figure_can_deceive():
    table = load_demo_table(demo_table(), at=NOON)
    tell_demo_stories(table, demo_stories(), at=NOON)

    harbour, energy, few = recognised_for(table)

    assert harbour.words == "Nieuwe Werf. Geregistreerde misdrijven: 214 per 1.000 inwoners."
    assert harbour.residents.yes < harbour.residents.no + harbour.residents.otherwise
    assert energy.told_of_parties == (
        "14 van de 20 partijen antwoordden: 11 herkennen het, 3 zien het anders."
    )
    assert few.residents is None
    assert recognised(table, "figure/onbekend/BU") is None
