"""The table chooses at most five challenges that go first; the rest waits."""

import pytest
from django.urls import reverse

from gebiedstafel.challenges.actions import choose_challenges
from gebiedstafel.challenges.models import ChosenChallenge
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.workshop.rounds_of_choosing import NOON, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def table(people):
    table, chair, *_others = people
    for number in range(6):
        row = Change("challenges", None, {"title": f"Opgave {number}", "urgency": number % 3})
        change_entries(table, [row], by=chair, at=NOON)
    return table


def keys(table):
    return [one.key for one in table.challenges.order_by("position")]


def choose(people, chosen, seen=(), by=None):
    choose_challenges(people[0], chosen, seen=seen, by=by or people[1], at=NOON)


def test_chosen_challenges_lie_open_and_the_rest_waits_folded(client, people, table):
    last = keys(table)[-2:]
    client.force_login(people[2].person)
    assert "die voorgaa" not in client.get(reverse("challenges:overview", args=[table.pk])).content.decode()
    choose(people, last)

    page = client.get(reverse("challenges:overview", args=[table.pk])).content.decode()

    assert "De tafel koos 2 opgaven die voorgaan." in page
    opened, folded = page.split('<details class="gt-more">', 1)
    assert [f"opgave-{key}" in opened for key in last] == [True, True]
    assert f"{len(keys(table)) - 2} opgaven wachten" in folded


def test_choosing_nothing_lets_urgency_say_what_comes_first(client, people, table):
    choose(people, keys(table)[:1])
    choose(people, [], seen=keys(table)[:1])
    client.force_login(people[2].person)

    page = client.get(reverse("challenges:overview", args=[table.pk])).content.decode()

    assert not ChosenChallenge.objects.exists()
    assert "die voorgaa" not in page


def test_choosing_without_ticking_anything_says_so(client, people, table):
    client.force_login(people[1].person)
    where = reverse("challenges:choose", args=[table.pk])

    page = client.post(where, {})

    assert page.status_code == 400
    assert "U vinkte niets aan." in page.content.decode()
    choose(people, keys(table)[:1])
    told = client.post(where, {"gezien": keys(table)[:1]}, follow=True).content.decode()
    assert "Geen opgave gaat meer voor" in told
    assert "Deze opgaven gaan voor" not in told


def test_more_than_five_is_refused_and_nothing_changes(people, table):
    with pytest.raises(Refused, match="U koos er 6"):
        choose(people, keys(table)[:6])

    assert not ChosenChallenge.objects.exists()


def test_a_challenge_that_is_gone_is_named(people, table):
    with pytest.raises(Refused, match="niet meer: O99"):
        choose(people, ["O99"])


def test_who_looked_at_an_older_choice_is_told_what_was_chosen(people, table):
    first, second, *_rest = keys(table)
    choose(people, [first])

    with pytest.raises(Refused, match=f"koos intussen: {table.challenges.get(key=first).title}"):
        choose(people, [second], seen=[])

    assert [one.key for one in ChosenChallenge.objects.all()] == [first]


def test_the_same_choice_twice_is_one_deed(people, table):
    choose(people, keys(table)[:2])
    choose(people, keys(table)[:2])

    assert Deed.objects.filter(action="choose_challenges").count() == 1


def test_only_the_chair_writes_the_choice_down(client, people, table):
    with pytest.raises(NotAllowed):
        choose(people, keys(table)[:1], by=people[2])
    client.force_login(people[2].person)

    page = client.get(reverse("challenges:overview", args=[table.pk])).content.decode()

    assert reverse("challenges:choose", args=[table.pk]) not in page


def test_a_refused_choice_keeps_its_ticks_on_the_page(client, people, table):
    client.force_login(people[1].person)
    asked = keys(table)[:6]

    answer = client.post(reverse("challenges:choose", args=[table.pk]), {"opgave": asked})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count(" checked>") == 6


def test_the_chair_chooses_on_a_page_and_sees_the_choice(client, people, table):
    client.force_login(people[1].person)
    asked = keys(table)[2:5]

    client.post(reverse("challenges:choose", args=[table.pk]), {"opgave": asked})
    page = client.get(reverse("challenges:choose", args=[table.pk])).content.decode()

    assert sorted(one.key for one in ChosenChallenge.objects.all()) == sorted(asked)
    assert page.count(" checked>") == 3
    assert page.count('name="gezien"') == 3
