"""Rounds in which nothing can be told apart: every page answers in words and makes no group of noise."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.dialogue.ballots import Participant, Vote
from gebiedstafel.dialogue.newest_result import told_result
from gebiedstafel.dialogue.rounds import Round
from gebiedstafel.dialogue.statement_stack import stack_of
from gebiedstafel.tables.models import Seat
from tests.dialogue.open_rounds import chair_of_a_table
from tests.dialogue.small_round import a_round

pytestmark = pytest.mark.django_db

ROUNDS = {
    "nobody": (0, 12, lambda who, what: 1),
    "one participant": (1, 12, lambda who, what: 1),
    "one statement": (20, 1, lambda who, what: who % 2),
    "everyone passes": (20, 12, lambda who, what: 0),
    "everyone the same": (20, 12, lambda who, what: 1),
    "each one vote on everything": (21, 12, lambda who, what: (who % 3) - 1),
    "no word of the other": (20, 12, lambda who, what: 1 if who % 12 == what else None),
}


@pytest.fixture(params=ROUNDS)
def odd(request):
    """A round of such votes, at a demo table, which its visitors may see."""
    people, statements, chosen = ROUNDS[request.param]
    table = chair_of_a_table().table
    table.is_demo = True
    table.save()
    Seat.objects.create(table=table, role=Seat.Role.VISITOR)
    round = a_round(table)
    round.statements.filter(number__gt=statements).delete()
    asked = list(round.statements.all())
    number = 0
    for who in range(people):
        person = Participant.objects.create(round=round, route="link")
        for what, statement in enumerate(asked):
            value = chosen(who, what)
            if value is None:
                continue
            number += 1
            Vote.objects.create(
                round=round, participant=person, statement=statement, value=value, number=number, at=now()
            )
    Round.objects.filter(pk=round.pk).update(ballots=number)
    cache.clear()
    return Round.objects.get(pk=round.pk)


def test_every_page_answers_and_nothing_is_made_of_noise(client, odd, settings):
    settings.DEMO = True
    table = odd.table_id
    pages = [
        reverse("gesprek:page", args=[table]),
        reverse("gesprek:hall", args=[table, odd.address]),
        reverse("gesprek:sheet", args=[table, odd.address]),
        reverse("gesprek:outcome", args=[odd.address]),
    ]

    shown = {page: client.get(page) for page in pages}

    assert {answer.status_code for answer in shown.values()} == {200}
    found = told_result(odd, at=now())
    if Participant.objects.filter(round=odd).count() < 10:
        assert found is None
        assert all("Er is nog geen beeld" in shown[page].content.decode() for page in (pages[0], pages[3]))
    else:
        assert found is not None
        assert all(group.size >= 10 for group in found[0].found.groups)


def test_everyone_gets_a_statement_or_hears_that_all_is_done(odd):
    person = Participant.objects.filter(round=odd).first() or Participant(pk=1, round=odd)

    stack = stack_of(odd, person)

    assert stack.judged + len(stack.next) >= min(stack.total, 5)
