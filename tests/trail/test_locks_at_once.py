"""Deeds at the same moment never wait for each other in a circle: on PostgreSQL, with real connections."""

import threading

import pytest
from django.db import connection

from gebiedstafel.stories.askable import askable_things
from gebiedstafel.stories.recognition import ask_about, press_answer
from gebiedstafel.stories.recognition_models import Asked
from gebiedstafel.strengths.actions import bring_strength, change_strength
from gebiedstafel.strengths.from_residents import bring_from_outside, open_box, show, take_back
from gebiedstafel.strengths.said import Said
from gebiedstafel.ui.refusals import Refused
from tests.stories.told_here import NOON, a_box, tell
from tests.tables.own_tables import a_seat, a_table, chair_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="on SQLite one writes at a time"),
]
ROUNDS = 12
KAS = Said(kind="place", name="De kas", sentence="Hier drinken buren koffie.", circle="openbaar")


def at_once(*deeds):
    """Do these at the same moment, each on a connection of its own; return what went wrong."""
    wrong, start = [], threading.Barrier(len(deeds))

    def one(deed):
        start.wait()
        try:
            deed()
        except Refused:
            pass
        except Exception as error:
            wrong.append(str(error).splitlines()[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def about(table, strength, chair):
    """Ask about this strength alone; return the number of the question."""
    things = [one for one in askable_things(table) if one.subject == strength.subject]
    ask_about(table, things, by=chair, at=NOON)
    return Asked.objects.get(subject=strength.subject, ended_at=None).pk


def test_a_strength_is_taken_back_while_parties_answer_about_it():
    table = a_table()
    chair, parties = chair_of(table), [a_seat(table, "member", key) for key in ("buren", "huis")]
    box, wrong = open_box(table, by=chair, at=NOON), []

    for _round in range(ROUNDS):
        strength, _link = bring_from_outside(box, KAS, at=NOON)
        show(strength, by=chair, at=NOON)
        number = about(table, strength, chair)
        wrong += at_once(
            lambda one=strength: take_back(one, at=NOON),
            *(lambda n=number, by=by: press_answer(table, n, "no", by=by, at=NOON) for by in parties),
        )

    assert wrong == []


def test_a_strength_is_changed_while_a_party_answers_about_it():
    table = a_table()
    chair, party, wrong = chair_of(table), a_seat(table, "member", "buren"), []

    for number in range(ROUNDS):
        strength = bring_strength(table, KAS, by=chair, at=NOON)
        asked = about(table, strength, chair)
        other = Said(kind="place", name=f"De kas {number}", circle="openbaar")
        wrong += at_once(
            lambda one=strength, said=other: change_strength(one, said, by=chair, at=NOON),
            lambda n=asked: press_answer(table, n, "no", by=party, at=NOON),
        )

    assert wrong == []


def test_a_story_is_told_while_the_chair_holds_the_table():
    table = a_table()
    chair, box, wrong = chair_of(table), a_box(table), []

    for number in range(ROUNDS):
        wrong += at_once(
            lambda: ask_about(table, [], by=chair, at=NOON),
            lambda n=number: tell(box, f"Verhaal {n}."),
        )

    assert wrong == []
