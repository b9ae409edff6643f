"""Which ways of working fit: the laws of weighing, against the slow and obvious way."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.fit.changes import MOST_STEPS, Changes, TooFar, fewest_changes
from gebiedstafel.engines.fit.deciding import MOST_TOGETHER, deciding
from gebiedstafel.engines.fit.problem import Band, InvalidFit, Method, MethodTable
from gebiedstafel.engines.fit.weighing import fit_of, weigh
from gebiedstafel.exchange.methods_file import method_table, shipped_methods

from .fit_oracle import neighbours, slow_deciding, slow_fewest, slow_first, slow_fit
from .worked_profiles import PROFILES, QUESTIONS

STEPS = st.integers(0, 4)
ASKED = ("a", "b", "c")


@st.composite
def tables(draw):
    """Draw a small table: three questions, two to four ways of working."""

    def band():
        low, high = sorted((draw(STEPS), draw(STEPS)))
        return Band(low, high, draw(st.integers(0, 4)))

    methods = tuple(
        Method(
            f"m{number}",
            {name: band() for name in ASKED},
            draw(st.dictionaries(st.sampled_from(ASKED), st.integers(1, 4), max_size=1)),
        )
        for number in range(draw(st.integers(2, 4)))
    )
    return MethodTable(ASKED, methods, frozenset(draw(st.sets(st.sampled_from(ASKED), max_size=1))))


WHOLE = st.fixed_dictionaries(dict.fromkeys(ASKED, STEPS))
HALF = st.dictionaries(st.sampled_from(ASKED), STEPS)


@pytest.fixture(scope="module")
def shipped():
    return method_table(shipped_methods())


def profile(name):
    return dict(zip(QUESTIONS, PROFILES[name][0], strict=True))


@pytest.mark.parametrize("name", PROFILES)
def test_what_is_meant_to_fit_comes_first_or_tied(shipped, name):
    first = {one.method for one in weigh(shipped, profile(name)).first}

    assert first == set(PROFILES[name][1])


def test_what_is_meant_stays_among_the_first_two_when_one_answer_moves_one_step(shipped, record_property):
    stays = []
    for name, (_answers, meant) in PROFILES.items():
        for moved in sorted(neighbours(profile(name))):
            places = {one.method: one.place for one in weigh(shipped, dict(moved)).ways}
            stays.append(all(places[one] <= 2 for one in meant))

    print(f"\nstays among the first two: {sum(stays)} of {len(stays)} single steps")
    record_property("stays", sum(stays))
    assert len(stays) == 130
    assert sum(stays) >= 125


@given(tables(), HALF)
def test_the_fit_is_what_its_definition_says(table, answers):
    for one in table.methods:
        assert fit_of(one, answers) == slow_fit(one, answers)


@given(tables(), WHOLE)
def test_the_first_are_those_that_nothing_fits_better_than(table, answers):
    weighing = weigh(table, answers)

    assert {one.method for one in weighing.first} == slow_first(table, answers)


@given(tables(), HALF, st.randoms())
def test_the_order_of_questions_and_answers_changes_nothing(table, answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    methods = list(table.methods)
    random.shuffle(methods)
    other = MethodTable(tuple(reversed(table.criteria)), tuple(methods), table.fixed)

    fits = {one.method: (one.fit, one.place) for one in weigh(table, answers).ways}

    assert fits == {one.method: (one.fit, one.place) for one in weigh(other, dict(shuffled)).ways}


@given(tables(), WHOLE)
def test_ties_are_ties_and_none_that_ties_with_a_shown_one_is_left_out(table, answers):
    weighing = weigh(table, answers)
    shown = {one.fit for one in weighing.shown}

    assert not shown & {one.fit for one in weighing.rest if one.fit is not None}
    for one in weighing.ways:
        same = {other.place for other in weighing.ways if other.fit == one.fit}
        assert same == {one.place}


@given(tables(), WHOLE)
def test_there_is_never_one_verdict(table, answers):
    weighing = weigh(table, answers)
    placed = [one for one in weighing.ways if one.fit is not None]

    assert len(weighing.shown) >= min(2, len(placed))


@given(tables(), HALF)
def test_what_pinches_adds_up_to_what_is_missing(table, answers):
    for one in weigh(table, answers).ways:
        if one.fit is not None:
            assert 1 - one.fit == sum((pinch.costs for pinch in one.pinches), Fraction(0))


@given(tables(), WHOLE)
def test_a_missed_condition_is_always_shown_and_stands_in_front(table, answers):
    for one in weigh(table, answers).ways:
        demanded = table.method(one.method).requires
        missed = {name for name, least in demanded.items() if answers[name] < least}
        assert set(one.missed) == missed
        assert {pinch.criterion for pinch in one.pinches[: len(missed)]} == missed


@given(tables(), HALF)
def test_a_condition_on_a_question_nobody_answered_is_open_and_costs_nothing(table, answers):
    for one in weigh(table, answers).ways:
        demanded = table.method(one.method).requires
        assert set(one.open) == set(demanded) - set(answers)


@given(tables(), WHOLE)
def test_the_answers_that_decide_are_those_that_matter_when_taken_away(table, answers):
    for one in table.methods:
        if fit_of(one, answers) is None:
            continue
        found = {frozenset(each.criteria) for each in deciding(table, answers, one.id)}
        assert found == slow_deciding(table, answers, one.id, min(MOST_TOGETHER, len(answers) - 1))


@given(tables(), WHOLE)
def test_the_fewest_changes_are_as_few_as_walking_outward_finds(table, answers):
    for one in table.methods:
        if fit_of(one, answers) is None:
            continue
        found = fewest_changes(table, answers, one.id)
        slow = slow_fewest(table, answers, one.id, MOST_STEPS)
        assert (found.steps if isinstance(found, Changes) else None) == slow


@given(tables(), WHOLE)
def test_the_changes_that_are_told_do_what_they_say(table, answers):
    for one in table.methods:
        found = fewest_changes(table, answers, one.id)
        if isinstance(found, TooFar):
            continue
        for way in found.ways:
            then = {**answers, **{step.criterion: step.then for step in way}}
            assert sum(step.count for step in way) == found.steps
            assert not {step.criterion for step in way} & table.fixed
            assert one.id in slow_first(table, then)


def test_a_village_does_not_grow_to_fit_a_way_of_working(shipped):
    far = fewest_changes(shipped, profile("dorp_in_de_polder"), "alliantie")

    assert far == TooFar(MOST_STEPS)


def test_without_any_answer_nothing_fits_and_nothing_is_shown(shipped):
    weighing = weigh(shipped, {})

    assert weighing.first == weighing.shown == ()
    assert len(weighing.rest) == 9
    assert deciding(shipped, {}, "wijkregie") == ()
    assert fewest_changes(shipped, {}, "wijkregie") == TooFar(MOST_STEPS)


@pytest.mark.parametrize(
    ("answers", "words"), [({"maan": 1}, "not in the table"), ({"a": 5}, "0 to 4"), ({"a": -1}, "0 to 4")]
)
def test_answers_that_cannot_be_are_refused_with_what_and_why(answers, words):
    table = MethodTable(("a",), (Method("m", {"a": Band(0, 4, 1)}, {}),))

    with pytest.raises(InvalidFit, match=words):
        weigh(table, answers)


def test_a_table_tells_all_its_faults_at_once():
    with pytest.raises(InvalidFit) as told:
        MethodTable(
            ("a", "a", "b"),
            (Method("m", {"a": Band(3, 1, 1), "z": Band(0, 1, -1)}, {"y": 1}), Method("m", {}, {})),
        )

    for part in ("a question stands", "a way of working stands", "no band for ['b']", "['y', 'z']", "low"):
        assert part in str(told.value)


def test_a_way_of_working_that_is_not_there_is_named(shipped):
    with pytest.raises(InvalidFit, match="zomaar"):
        fewest_changes(shipped, {}, "zomaar")
