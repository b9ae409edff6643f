"""From what would be fair to what the earmarks allow, and what is then settled between parties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.fairshare import Pocket, Rule, Transfer, project, settlement


def bill(*pockets: int, cents: int) -> Rule:
    return Rule(tuple((pocket, 1.0) for pocket in pockets), cents, cents)


def test_who_may_pay_its_fair_share_does():
    pockets = (Pocket("town", 900_000), Pocket("insurer", 0))

    paid = project(pockets, (bill(0, 1, cents=900_000),), {"town": 300_000, "insurer": 600_000}, {})

    assert paid == pytest.approx((300_000, 600_000))


def test_an_earmark_keeps_a_party_from_paying_more():
    pockets = (Pocket("town", 900_000), Pocket("insurer", 0, most_cents=450_000))

    paid = project(pockets, (bill(0, 1, cents=900_000),), {"town": 300_000, "insurer": 600_000}, {})

    assert paid == pytest.approx((450_000, 450_000))
    assert settlement({"town": 300_000, "insurer": 600_000}, {"town": 450_000, "insurer": 450_000}) == (
        Transfer("insurer", "town", 150_000),
    )


def test_who_gains_less_is_spared_where_another_can_pay():
    pockets = (Pocket("town"), Pocket("school"), Pocket("insurer", most_cents=0))
    targets = {"town": 100_000, "school": 100_000, "insurer": 100_000}

    paid = project(pockets, (bill(0, 1, 2, cents=300_000),), targets, {"town": 900_000, "school": 100_000})

    assert paid == pytest.approx((200_000, 100_000, 0))


def test_money_stays_where_it_is_paid_now_when_that_is_as_fair():
    pockets = (Pocket("town", 700_000), Pocket("town", 200_000))

    paid = project(pockets, (bill(0, 1, cents=900_000),), {"town": 900_000}, {})

    assert paid == pytest.approx((700_000, 200_000))


def test_rules_that_clash_have_no_answer():
    assert project((Pocket("town", most_cents=1),), (bill(0, cents=100_000),), {"town": 5}, {}) is None


amounts = st.dictionaries(st.sampled_from("abcdef"), st.integers(-1_000, 5_000), min_size=1)


@given(amounts, st.randoms())
def test_after_settling_everybody_is_at_its_target(targets, dice):
    names = sorted(targets)
    paid = {name: dice.randint(0, 3_000) for name in names[1:]}
    paid[names[0]] = sum(targets.values()) - sum(paid.values())

    transfers = settlement(targets, paid)

    ends = dict(paid)
    for one in transfers:
        assert one.cents > 0
        ends[one.payer] += one.cents
        ends[one.receiver] -= one.cents
    assert ends == targets
    assert len(transfers) < len(names)


@given(st.lists(st.integers(0, 3_000), min_size=2, max_size=9), st.randoms(use_true_random=False))
def test_who_shares_a_purse_settles_there_first_and_each_purse_only_pays_or_is_only_paid(amounts, dice):
    names = [f"p{number}" for number in range(len(amounts))]
    purse = {name: dice.choice("abc") for name in names}
    targets = dict(zip(names, amounts, strict=True))
    paid = dict(zip(names, dice.sample(amounts, len(amounts)), strict=True))

    transfers = settlement(targets, paid, purse)

    ends = dict(paid)
    for one in transfers:
        ends[one.payer] += one.cents
        ends[one.receiver] -= one.cents
    assert ends == targets
    between = [(purse[one.payer], purse[one.receiver]) for one in transfers]
    apart = [pair for pair in between if pair[0] != pair[1]]
    assert not {payer for payer, _ in apart} & {receiver for _, receiver in apart}


def test_sums_that_differ_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="add up"):
        settlement({"a": 5}, {"a": 4})
