"""A shared statement becomes a need, a wish in the plan or a question, and its writer reads which."""

import pytest
from django.urls import reverse

from gebiedstafel.dialogue.ballots import Participant
from gebiedstafel.dialogue.models import Statement
from gebiedstafel.dialogue.rounds import Entrance, subject_of
from gebiedstafel.dialogue.shared_words import shared_words
from gebiedstafel.exchange.shared_statements import shared_statement
from gebiedstafel.exchange.table_file import table_faults
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.means.words_to_work import need_from_words, priority_from_words, question_from_words
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.outcomes import outcomes_of
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.dialogue.small_round import NOON, a_round, vote
from tests.small_table import small_table

SHARED, DIVIDED = 9, 1
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return load_demo_table(small_table(), at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def round(table):
    made = a_round(table)
    vote(made, 20)
    vote(made, 15, camp=1)
    return made


def words(round, number=SHARED):
    return shared_words(round.table, round.address, number, at=NOON)


def said(round, number=SHARED):
    subject = subject_of(round, number)
    return [one.words for one in outcomes_of(round.table.chain, [subject]).get(subject, [])]


def test_a_statement_stands_as_a_need_beside_what_stood_there(table, chair, round):
    challenge = table.challenges.get(key="O1")

    need_from_words(challenge, words(round), by=chair, at=NOON)

    challenge.refresh_from_db()
    assert challenge.need_words == "Droge voeten. ‘Stelling 9’"
    assert said(round) == [f"Dit staat als behoefte bij de opgave: {challenge.title}."]
    with pytest.raises(Refused):
        need_from_words(challenge, words(round), by=chair, at=NOON)


def test_a_shared_statement_weighs_in_the_plan_and_goes_out_with_the_table(table, chair, round):
    edition = AreaTable.objects.get(pk=table.pk).edition

    priority_from_words(table, words(round), ["M1", "bestaat-niet"], by=chair, at=NOON)

    document = table_document(AreaTable.objects.get(pk=table.pk))
    row = document["statements"][-1]
    assert (row["text"], row["served_by"]) == ("Stelling 9", ["M1"])
    assert shared_statement(row) is not None
    assert row["id"] in {one.id for one in problem_of(document).statements}
    assert not table_faults(document)
    assert AreaTable.objects.get(pk=table.pk).edition != edition
    assert said(round) == ["Dit telt mee als wens van bewoners in elk plan."]


def test_where_almost_everyone_agrees_the_file_says_the_least_that_means(table, chair, round):
    priority_from_words(table, words(round), [], by=chair, at=NOON)

    for counts in Statement.objects.get(text="Stelling 9").counts.values():
        cast = sum(counts.values())
        if counts["agree"] * 10 > cast * 9:
            assert counts == {"agree": cast * 9 // 10 + 1, "disagree": 0, "pass": cast - cast * 9 // 10 - 1}


def test_what_divides_the_groups_does_not_weigh(table, chair, round):
    with pytest.raises(Refused):
        priority_from_words(table, words(round, DIVIDED), [], by=chair, at=NOON)

    assert not Statement.objects.filter(text="Stelling 1").exists()


def test_what_divides_the_groups_can_be_a_question_for_the_table(table, chair, round):
    question_from_words(table, words(round, DIVIDED), by=chair, at=NOON)

    assert table.agenda.get().text == "Wat doen wij met: ‘Stelling 1’?"
    assert said(round, DIVIDED) == ["Dit staat op de agenda van de tafel."]


def test_a_visitor_makes_no_work_of_words(table, round):
    visitor = table.seats.get(role=Seat.Role.VISITOR)

    for deed in (
        lambda: need_from_words(table.challenges.first(), words(round), by=visitor, at=NOON),
        lambda: priority_from_words(table, words(round), [], by=visitor, at=NOON),
        lambda: question_from_words(table, words(round), by=visitor, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_the_page_goes_each_way_and_what_became_of_it_stands_beside_the_statement(client, table, round):
    page = reverse("words:work", args=[table.pk, round.address])
    shown = client.get(page, {"stelling": SHARED}).content.decode()
    assert "‘Stelling 9’" in shown

    for way in (
        {"way": "need", "challenge": "O1"},
        {"way": "priority", "measure": "M1"},
        {"way": "question"},
    ):
        assert client.post(page, {"stelling": SHARED, **way}).status_code == 302

    result = client.get(reverse("gesprek:page", args=[table.pk])).content.decode()
    assert "Dit staat als behoefte bij de opgave" in result
    assert client.get(page, {"stelling": "999"}).status_code == 404
    assert client.post(page, {"stelling": SHARED, "way": "niets"}).status_code == 409


def test_its_writer_reads_what_became_of_it_among_their_own_choices(client, table, chair, round):
    door = Entrance.objects.create(round=round, route="link")
    begun = client.post(reverse("voter:begin", args=[round.address]), {"ingang": door.key})
    assert begun.status_code == 302
    writer = Participant.objects.filter(round=round).latest("pk")
    round.statements.filter(number=SHARED).update(writer=writer)
    question_from_words(table, words(round), by=chair, at=NOON)

    mine = client.get(reverse("voter:mine", args=[round.address])).content.decode()

    assert "Dit staat op de agenda van de tafel." in mine
    assert reverse("gesprek:outcome", args=[round.address]) in mine
