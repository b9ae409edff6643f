"""Letters and paper: codes seen once, ballots that count the same, and nothing counted twice."""

from datetime import timedelta

import pytest

from gebiedstafel.accounts.paper_codes import on_paper, read_code
from gebiedstafel.dialogue.ballots import EntryCode, Participant, Vote, WithdrawalLink
from gebiedstafel.dialogue.forgetting import forget_voters
from gebiedstafel.dialogue.rounds import WITHDRAWAL_LIVES, Round, Side
from gebiedstafel.dialogue.sheets import (
    batches_of,
    make_codes,
    remove_ballot,
    type_ballot,
    withdraw_codes,
)
from gebiedstafel.dialogue.taking_part import enter_with_code, find_participant, holder_of
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.dialogue.open_rounds import LATER, NOON, chair_of_a_table, come_in, judge, round_that_is_open

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    return chair_of_a_table()


@pytest.fixture
def round(chair):
    return round_that_is_open(chair)


def papers(round, chair, count=3, **about):
    kind = EntryCode.Kind.PAPER
    return make_codes(round, kind=kind, count=count, batch=f"b{count}", by=chair, at=NOON, **about)


def test_a_code_is_read_however_it_is_typed():
    assert read_code(" abcdef-GHJKMN pqrstv ") == "abcdefghjkmnpqrstv"
    assert read_code(on_paper("abcdefghjkmnpqrstv")) == "abcdefghjkmnpqrstv"
    for nonsense in ("", "abc", "l" * 18, "abcdefghjkmnpqrstvw", "ὕ" * 18, "\0" * 18):
        assert read_code(nonsense) is None


def test_codes_are_kept_as_a_hash_alone(round, chair):
    sheets = papers(round, chair)

    assert len({sheet.code for sheet in sheets}) == 3
    kept = str(list(EntryCode.objects.values()) + list(Deed.objects.values()))
    assert not any(sheet.code in kept for sheet in sheets)


def test_the_same_batch_is_made_once(round, chair):
    papers(round, chair)

    with pytest.raises(Refused, match="één keer te zien"):
        papers(round, chair)
    assert EntryCode.objects.count() == 3


def test_a_lost_stack_is_withdrawn_but_for_the_codes_in_use(round, chair):
    sheets = papers(round, chair)
    held = enter_with_code(round, sheets[0].code, language="nl", at=NOON)

    assert withdraw_codes(round, "b3", by=chair, at=NOON) == 2

    assert enter_with_code(round, sheets[1].code, language="nl", at=NOON) is None
    assert enter_with_code(round, sheets[0].code, language="nl", at=NOON) != held
    (batch,) = batches_of(round)
    assert (batch.made, batch.used, batch.withdrawn) == (3, 1, 2)


def test_a_code_of_one_round_opens_no_other(round, chair):
    (sheet, *_) = papers(round, chair)

    assert enter_with_code(round_that_is_open(chair), sheet.code, language="nl", at=NOON) is None


def test_a_typed_ballot_counts_like_any_other(round, chair):
    come = come_in(round)
    judge(round, come, 1, -1)
    papers(round, chair, area="B1", side=Side.INSTITUTION)

    assert type_ballot(round, 2, {1: 1, 3: 0}, by=chair, at=NOON) == 2

    person = Participant.objects.get(route="paper")
    assert (person.area, person.side, person.token_hash) == ("B1", "institution", None)
    rows = Vote.objects.filter(participant=person).values_list("statement__number", "value", "number")
    assert sorted(rows) == [(1, 1, 2), (3, 0, 3)]
    assert Round.objects.get(pk=round.pk).ballots == 3
    judge(round, come, 2, 1)
    assert sorted(Vote.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_ballot_is_typed_once_and_can_be_taken_out_exactly(round, chair):
    papers(round, chair)
    type_ballot(round, 1, {1: 1}, by=chair, at=NOON)
    with pytest.raises(Refused, match="telt al mee"):
        type_ballot(round, 1, {1: -1}, by=chair, at=NOON)

    remove_ballot(round, 1, by=chair, at=NOON)

    assert not Participant.objects.exists()
    assert not Vote.objects.exists()
    assert type_ballot(round, 1, {1: -1}, by=chair, at=NOON) == 1


@pytest.mark.parametrize(
    ("number", "answers", "words"),
    [
        (9, {1: 1}, "bestaat niet"),
        (1, {}, "leeg biljet"),
        (1, {99: 1}, "Stelling 99"),
        (4, {1: 1}, "bestaat niet"),
    ],
)
def test_a_ballot_that_cannot_be_is_told_why(round, chair, number, answers, words):
    papers(round, chair)
    make_codes(round, kind=EntryCode.Kind.LETTER, count=1, batch="letter", by=chair, at=NOON)

    with pytest.raises(Refused, match=words):
        type_ballot(round, number, answers, by=chair, at=NOON)


def test_who_had_the_paper_goes_on_online_and_alone_takes_it_back(round, chair):
    (sheet, *_) = papers(round, chair)
    type_ballot(round, 1, {1: 1}, by=chair, at=NOON)

    held = enter_with_code(round, sheet.code, language="nl", at=NOON)

    assert judge(round, held, 2, 1).result.stands
    assert Participant.objects.count() == 1
    with pytest.raises(Refused, match="zelf online"):
        remove_ballot(round, 1, by=chair, at=NOON)


def test_only_the_chair_makes_codes_and_types_over(round, chair):
    papers(round, chair)
    guest = Seat.objects.create(table=chair.table, role=Seat.Role.VISITOR)

    for deed in (
        lambda: papers(round, guest, count=1),
        lambda: type_ballot(round, 1, {1: 1}, by=guest, at=NOON),
        lambda: remove_ballot(round, 1, by=guest, at=NOON),
        lambda: withdraw_codes(round, "b3", by=guest, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_thirty_days_after_the_round_nobody_can_tell_who_was_who(round, chair):
    (sheet, *_) = papers(round, chair)
    held = come_in(round)
    judge(round, held, 1, 1)
    by_code = enter_with_code(round, sheet.code, language="nl", at=NOON)
    judge(round, by_code, 1, -1)

    assert forget_voters(at=LATER + WITHDRAWAL_LIVES - timedelta(seconds=1)) == 0
    assert forget_voters(at=LATER + WITHDRAWAL_LIVES) == 1
    assert forget_voters(at=LATER + WITHDRAWAL_LIVES) == 0

    round.refresh_from_db()
    assert not WithdrawalLink.objects.exists()
    assert find_participant(round, held) is None
    assert holder_of(round, held.link) is None
    assert set(EntryCode.objects.values_list("code_hash", "participant")) == {(None, None)}
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 1]
    assert not round.may_withdraw(NOON)
