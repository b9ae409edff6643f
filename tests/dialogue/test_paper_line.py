"""A paper ballot typed on one line counts as if it was ticked, is read back first, and can be undone."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.accounts.models import Person
from gebiedstafel.dialogue.ballots import EntryCode, Participant, Vote
from gebiedstafel.dialogue.paper_line import read_line, written_line
from gebiedstafel.dialogue.rounds import Round
from gebiedstafel.dialogue.sheets import make_codes
from tests.dialogue.open_rounds import NOON, chair_of_a_table, draft_round

answered = st.dictionaries(st.integers(1, 40), st.sampled_from([-1, 0, 1]), min_size=1)


@given(st.integers(1, 99_999), answered)
def test_what_a_line_was_written_from_is_what_it_reads(ballot, answers):
    line = read_line(written_line(ballot, answers), range(1, 41))

    assert (line.ballot, line.answers, line.faults) == (ballot, answers, ())


@given(st.integers(1, 99_999), answered)
def test_down_the_sheet_says_the_same_as_number_by_number(ballot, answers):
    down = "".join({1: "e", -1: "o", 0: "p", None: "-"}[answers.get(number)] for number in range(1, 41))

    assert read_line(f"{ballot} {down}", range(1, 41)).answers == answers


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_told_and_never_breaks(typed):
    line = read_line(typed, [1, 2, 3])

    assert line.faults or (line.ballot is not None and line.answers)
    assert set(line.answers) <= {1, 2, 3}


@pytest.mark.parametrize(
    "typed",
    ["12: 1e, 2o, 3p", "12 1E 2O 3P", " 12 1 e 2 o 3 p", "12 1e2o3p", "12 eop", "12 1a 2d 3p", "12 adp"],
)
def test_a_line_is_read_however_it_is_typed(typed):
    line = read_line(typed, [1, 2, 3])

    assert (line.ballot, line.answers, line.faults) == (12, {1: 1, 2: -1, 3: 0}, ())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ["Begin met het nummer"]),
        ("12", ["leeg biljet"]),
        ("12 ---", ["leeg biljet"]),
        ("1e 2o", ["Begin met het nummer"]),
        ("12 9e 1x 1e 1o", ["Stelling 9 staat niet", "‘1x’", "Stelling 1 staat er twee keer"]),
        ("12 eo", ["‘eo’ heeft 2 tekens, maar op het biljet staan 3 stellingen"]),
        ("12 \u0661e", ["begrijpen we niet"]),
    ],
)
def test_every_fault_of_a_line_is_told_at_once(typed, words):
    told = read_line(typed, [1, 2, 3]).faults

    assert len(told) == len(words)
    assert all(word in fault for word, fault in zip(words, told, strict=True))


@pytest.fixture
def paper(client):
    """The page on which the chair types over, of a round with ballots 1 to 3."""
    chair = chair_of_a_table()
    chair.person = Person.objects.create_user("voorzitter")
    chair.save()
    client.force_login(chair.person)
    round = draft_round(chair)
    make_codes(round, kind=EntryCode.Kind.PAPER, count=3, batch="b", by=chair, at=NOON)
    page = reverse("rounds:paper", args=[chair.table_id, round.pk])

    def send(**filled):
        return client.post(page, filled, follow=True)

    return send


def votes_of(number):
    person = EntryCode.objects.get(number=number).participant
    return sorted(Vote.objects.filter(participant=person).values_list("statement__number", "value"))


@pytest.mark.django_db
def test_a_line_is_read_back_before_it_counts(paper):
    shown = paper(regel="1 1e 2o", doe="lees").content.decode()

    assert "Biljet 1: klopt dit?" in shown
    assert shown.count("<b>Eens</b>") == shown.count("<b>Oneens</b>") == shown.count("<b>Leeg</b>") == 1
    assert not Participant.objects.exists()


@pytest.mark.django_db
def test_a_line_counts_exactly_as_ticking_does(paper):
    paper(regel="1 1e 2o 3p", doe="tel")
    paper(biljet="2", a1="1", a2="-1", a3="0", doe="tel")

    assert votes_of(1) == votes_of(2) == [(1, 1), (2, -1), (3, 0)]
    assert Round.objects.get().ballots == 6
    assert set(Participant.objects.values_list("route", "token_hash")) == {("paper", None)}


@pytest.mark.django_db
def test_what_was_just_counted_is_undone_and_its_line_stands_ready(paper):
    counted = paper(regel="1 eo-", doe="tel").content.decode()
    assert "Maak biljet 1 ongedaan" in counted

    undone = paper(regel="1 1e 2o", doe="weg").content.decode()

    assert not Participant.objects.exists()
    assert "Biljet 1 telt niet meer mee." in undone
    assert 'name="regel" value="1 1e 2o"' in undone


@pytest.mark.django_db
def test_who_comes_later_does_not_read_what_was_typed(paper, client):
    page = paper(regel="1 eo-", doe="tel").request["PATH_INFO"]

    later = client.get(page).content.decode()

    assert "ongedaan" not in later
    assert "1 1e 2o" not in later


@pytest.mark.django_db
def test_a_ballot_that_is_not_there_or_counts_already_is_told_before_it_is_counted(paper):
    paper(regel="1 eop", doe="tel")

    twice = paper(regel="1 eop", doe="lees")
    unknown = paper(regel="9 1e 7o", doe="lees")

    assert (twice.status_code, unknown.status_code) == (409, 409)
    assert "Stembiljet 1 telt al mee." in twice.content.decode()
    told = unknown.content.decode()
    assert "Stembiljet 9 bestaat niet." in told
    assert "Stelling 7 staat niet op het biljet." in told
    assert 'value="9 1e 7o"' in told
    assert Participant.objects.count() == 1
