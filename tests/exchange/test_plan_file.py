"""A plan goes out as JSON and comes back as it was, whatever it holds."""

import json
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.connect.plan import (
    HourShare,
    Infeasible,
    NotChosen,
    Payment,
    Plan,
    PlannedMeasure,
    Reason,
    Saving,
    Status,
    ToCheck,
    UnusedMoney,
)
from gebiedstafel.engines.connect.problem import CostType, Weights
from gebiedstafel.exchange.plan_file import plan_from_json, plan_to_json

names = st.text(min_size=1, max_size=6)
cents = st.integers(-(10**15), 10**15)
years = st.integers(2020, 2060)
kinds = st.sampled_from(list(CostType))
shares = st.fractions(0, 5)
floats = st.floats(allow_nan=False, allow_infinity=False)
simple = st.none() | st.booleans() | cents | floats | names | shares | st.dates(date(1990, 1, 1)) | kinds
facts = st.recursive(
    simple,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.frozensets(names | years, max_size=3)
        | st.dictionaries(names | years, inner, max_size=3)
    ),
    max_leaves=5,
)
fact_maps = st.dictionaries(names, facts, max_size=3)
reasons = st.builds(Reason, names, fact_maps)
numbers = st.dictionaries(names, floats, max_size=3)


def several(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


measures = st.builds(
    PlannedMeasure,
    names,
    years,
    names,
    several(st.builds(HourShare, names, names, years, cents)),
    several(st.builds(Payment, names, kinds, years, cents)),
    several(st.builds(Saving, names, kinds, years, cents)),
)
plans = st.builds(
    Plan,
    status=st.sampled_from([Status.OPTIMAL, Status.WITHIN_GAP, Status.STOPPED]),
    objective=floats,
    terms=numbers,
    weights=st.builds(Weights, shares, shares, shares, shares, shares, shares),
    bound=floats,
    gap=floats,
    coverage=numbers,
    points=numbers,
    statements=numbers,
    measures=several(measures),
    unused=several(st.builds(UnusedMoney, names, years, cents, st.booleans())),
    not_chosen=several(st.builds(NotChosen, names, several(reasons))),
    to_check=several(st.builds(ToCheck, names, several(names), names, fact_maps)),
    resident_shortfall=st.integers(0, 9),
    nodes=st.integers(0, 10**9),
)
conflicts = st.builds(Infeasible, several(names), several(reasons))


@given(plans | conflicts)
def test_nothing_of_a_plan_is_lost(plan):
    text = json.dumps(plan_to_json(plan))

    again = plan_from_json(json.loads(text))

    assert again == plan
    assert json.dumps(plan_to_json(again)) == text


def test_fractions_and_dates_keep_their_kind():
    reason = Reason("x", {"share": Fraction(1, 3), "by": date(2027, 10, 1), "years": {2027: 5}})

    again = plan_from_json(json.loads(json.dumps(plan_to_json(Infeasible(("M1",), (reason,))))))

    assert again.reasons[0].facts == reason.facts
