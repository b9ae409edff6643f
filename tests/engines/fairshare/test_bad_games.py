"""A game that cannot be shared says what, where and what would help, all faults at once."""

import pytest

from gebiedstafel.engines.fairshare import Fair, Game, InvalidGame, Measure, Method, Saving, share


def test_all_faults_are_told_at_once():
    with pytest.raises(InvalidGame) as refused:
        Game(
            ("town", "town"),
            (
                Measure("m", -5, {"insurer": 3, "town": 2.5}, frozenset({"police"}), frozenset({"x"})),
                Measure("m", True),
            ),
            (Saving(frozenset({"m"}), -1), Saving(frozenset({"m", "y"}), 10)),
        )

    told = refused.value.faults
    for part in (
        "The party town is named twice",
        "The measure m is named twice",
        "costs less than nothing",
        "True is no cost in whole cents",
        "the benefit 2.5 of town is no amount",
        "names party insurer",
        "names party police",
        "requires x, which is not among the measures",
        "it takes two measures to save",
        "-1 is no amount in whole cents from 0 up",
        "names y, which is not among the measures",
    ):
        assert any(part in sentence for sentence in told), part


def test_measures_that_wait_for_each_other_are_named_together():
    with pytest.raises(InvalidGame) as refused:
        Game(
            ("a",),
            (
                Measure("m1", 1, requires=frozenset({"m2"})),
                Measure("m2", 1, requires=frozenset({"m3"})),
                Measure("m3", 1, requires=frozenset({"m1"})),
                Measure("m4", 1, requires=frozenset({"m1"})),
            ),
        )

    assert len(refused.value.faults) == 1
    assert refused.value.faults[0].startswith("m1, m2, m3 wait for each other")


@pytest.mark.parametrize("measure", [Measure("m", 10**13), Measure("m", 5, {"a": 10**13})])
def test_amounts_that_cannot_be_summed_are_refused(measure):
    with pytest.raises(InvalidGame, match="give amounts in cents"):
        Game(("a",), (measure,))


def test_too_many_parties_or_measures_are_refused_before_memory_goes():
    with pytest.raises(InvalidGame) as refused:
        Game(tuple(f"p{n}" for n in range(500)), tuple(Measure(f"m{n}", 1) for n in range(900)))

    assert len(refused.value.faults) == 2


def test_nobody_to_share_with_is_said():
    with pytest.raises(InvalidGame, match="at least one party"):
        Game((), ())


def test_too_many_measures_that_hang_together_are_refused_before_they_are_counted():
    names = [f"m{number:02}" for number in range(40)]
    measures = tuple(Measure(name, 100, {"a": 50}) for name in names)

    with pytest.raises(InvalidGame, match="Too many measures hang together"):
        Fair(Game(("a",), measures, (Saving(frozenset(names), 1),)))


def test_a_saving_beyond_what_the_works_cost_is_refused():
    measures = (Measure("m", 10, {"a": 99}), Measure("n", 5, {"a": 99}))

    with pytest.raises(InvalidGame, match="more than the measures cost"):
        Fair(Game(("a",), measures, (Saving(frozenset({"m", "n"}), 16),)))


def test_one_work_counted_in_two_savings_beyond_its_cost_is_refused():
    measures = (Measure("m", 10, {"a": 99}), Measure("n", 0, {"a": 99}), Measure("o", 0, {"a": 99}))
    twice = (Saving(frozenset({"m", "n"}), 10), Saving(frozenset({"m", "o"}), 10))

    with pytest.raises(InvalidGame, match="count each saving once"):
        Fair(Game(("a",), measures, twice))


def test_the_nucleolus_beyond_twenty_parties_is_refused_with_what_would_help():
    names = tuple(f"p{number:02}" for number in range(21))

    with pytest.raises(InvalidGame, match="proportional or shapley"):
        share(Game(names, (Measure("m", 10, dict.fromkeys(names, 5)),)), Method.NUCLEOLUS)


def test_a_plan_without_measures_shares_nothing():
    assert share(Game(("a", "b"), ())).pays == {"a": 0, "b": 0}
