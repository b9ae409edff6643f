"""Workshop formats: nine at least, each complete enough to be run by someone who never saw it."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from gebiedstafel.workshop.formats_shipped import YIELDS, format_of, formats, yield_words
from gebiedstafel.workshop.learning import MEETINGS_BETWEEN
from tests.workshop.rounds_of_choosing import table_with_people

TOLD = ("name", "says", "does", "hall")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_step_of_each_format_says_what_to_say_and_do_and_what_the_hall_does(language):
    with override(language):
        every = formats()

    assert len(every) >= 9
    for one in every:
        assert one.goal
        assert one.people
        assert one.materials
        assert one.before
        assert len({step.id for step in one.steps}) == len(one.steps)
        for step in one.steps:
            assert all(getattr(step, field) for field in TOLD), (one.id, step.id)
            assert step.minutes >= 5
            assert bool(step.ask) == bool(step.yields), (one.id, step.id)


def test_nothing_of_a_format_is_left_in_dutch_for_who_reads_english():
    with override("nl"):
        dutch = formats()
    with override("en"):
        english = formats()

    for one, other in zip(dutch, english, strict=True):
        assert one.goal != other.goal
        assert one.people != other.people, one.id
        for step, same in zip(one.steps, other.steps, strict=True):
            assert step.says != same.says, (one.id, step.id)
            assert step.ask != same.ask or not step.ask, (one.id, step.id)


def test_everything_that_can_come_out_comes_out_of_some_format():
    said = {step.yields for one in formats() for step in one.steps} - {""}

    assert said == set(YIELDS) == set(yield_words())


def test_a_want_a_fear_and_a_red_line_are_each_written_in_a_step_of_their_own():
    with override("nl"):
        steps = format_of("belangenkaart").steps

    assert [step.yields for step in steps] == ["", "interest", "fear", "red_line", "", "statement", ""]
    assert sum(step.minutes for step in steps) == 90
    for step in steps:
        assert ("mis kan gaan" in step.says) == (step.yields == "fear")
        assert ("zeker niet" in step.says) == (step.yields == "red_line")


def test_the_learning_agenda_says_after_how_many_meetings_a_question_comes_back():
    with override("en"):
        steps = format_of("leeragenda").steps

    assert MEETINGS_BETWEEN == 3
    assert any("After three meetings" in step.says for step in steps)


@pytest.mark.django_db
def test_the_list_leads_to_a_script_that_can_be_printed(client, settings):
    settings.DEMO = False
    table, chair, *_ = table_with_people()
    client.force_login(chair.person)

    listed = client.get(reverse("workshop:formats", args=[table.pk])).content.decode()
    address = reverse("workshop:format", args=[table.pk, "geldtafel"])
    script = client.get(address).content.decode()

    assert address in listed
    assert " · 6–10 mensen die over geld gaan</p>" in listed
    assert "Een kaart is geen toezegging." in script
    assert "data-print" in script
    assert client.get(reverse("workshop:format", args=[table.pk, "nergens"])).status_code == 404
