"""A table with three people at it and a round of choosing a way of working."""

from __future__ import annotations

from datetime import UTC, datetime

from gebiedstafel.workshop.actions import answer_alone, begin_choice
from gebiedstafel.workshop.methods import words_of
from gebiedstafel.workshop.models import Choice
from tests.engines.fit.worked_profiles import PROFILES, QUESTIONS
from tests.tables.own_tables import own_table, person, seat

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DEMO_TOWN = dict(zip(QUESTIONS, PROFILES["vlietstede_demo"][0], strict=True))


def table_with_people():
    """Return a table with its chair, a member, a finance officer and a visitor."""
    table = own_table()
    chair = table.seats.get()
    member = seat(table, person("bo"))
    finance = seat(table, person("fin"), role="finance", party="stad")
    visitor = seat(table, person("kijker"), role="visitor", party=None)
    return table, chair, member, finance, visitor


def begun(table, chair) -> Choice:
    return begin_choice(table, by=chair, at=NOON)


def answer_all(choice, by, **other):
    """Let this seat answer every question as the demo town would, but for what is given."""
    for question in words_of(choice.methods).questions:
        answer = other.get(question.id, DEMO_TOWN[question.id])
        answer_alone(choice, question.id, answer, "", by=by, at=NOON)
