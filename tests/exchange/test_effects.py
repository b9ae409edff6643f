"""How a table's effect follows from judgements, and how hours of volunteers count."""

import copy
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.effects import EFFECT_WORDS, effects_of, lower_median, they_differ
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.exchange.volunteers import hours_still_asked
from tests.small_table import small_table

WORDS = st.sampled_from(sorted(EFFECT_WORDS))
PARTIES = ("stad", "buren", "huis")


def judged(*sizes, **decided):
    judgements = [
        {"challenge": "O1", "party": party, "size": size} for party, size in zip(PARTIES, sizes, strict=False)
    ]
    return effects_of({"judgements": judgements, "effects": decided})


def test_what_the_table_decided_counts_whatever_parties_think():
    assert judged("veel", "veel", O1="weinig") == {"O1": "weinig"}
    assert judged("veel", O1=3) == {"O1": 3}


def test_where_the_table_decided_nothing_the_middle_counts_and_of_two_the_smaller():
    assert judged("veel", "weinig", "wat") == {"O1": "wat"}
    assert judged("veel", "weinig") == {"O1": "weinig"}
    assert judged("veel", "veel", O1="weten we niet") == {"O1": "veel"}


def test_who_does_not_know_is_not_counted():
    assert judged("veel", "weten we niet", "weten we niet") == {"O1": "veel"}
    assert judged("weten we niet") == {"O1": "weten we niet"}
    assert not they_differ(["veel", "weten we niet"])
    assert they_differ(["veel", "wat"])


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_the_middle_is_somebodys_word_and_not_of_who_spoke_first(sizes):
    assert {lower_median(order) for order in permutations(sizes)} == {lower_median(sizes)}
    assert lower_median(sizes) in sizes


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_who_judges_higher_never_lowers_the_effect(sizes, data):
    raised = list(sizes)
    place = data.draw(st.integers(0, len(sizes) - 1))
    if sizes[place] == "weten we niet":
        return
    raised[place] = "veel"

    assert EFFECT_WORDS[lower_median(raised)] >= EFFECT_WORDS[lower_median(sizes)]


def test_the_engine_reads_the_effect_from_the_judgements():
    document = small_table()
    document["measures"][1]["judgements"] = [{"challenge": "O1", "party": "buren", "size": "veel"}]

    (dinner,) = [m for m in problem_of(document).measures if m.id == "M2"]

    assert dinner.effects["O1"] == 7


HOURS = st.lists(st.integers(0, 60), min_size=1, max_size=4)


@given(st.lists(st.tuples(st.sampled_from([None, *PARTIES]), HOURS), max_size=4), HOURS)
def test_volunteers_fill_their_own_hours_then_anyones_and_never_anothers(needs, offered):
    asked = [
        {"per_year": hours} | ({"party": party} if party else {"skill": "sjouwen"}) for party, hours in needs
    ]
    measure = {"hours": asked, "offered_hours": [{"party": "buren", "per_year": offered}]}
    before = copy.deepcopy(measure)

    left = hours_still_asked(measure)

    assert measure == before
    for year in range(4):
        was = {n: need["per_year"][year] for n, need in enumerate(asked) if year < len(need["per_year"])}
        now = {n: left[n]["per_year"][year] for n in was}
        fillable = [n for n in was if asked[n].get("party", "buren") == "buren"]
        given_now = sum(was.values()) - sum(now.values())
        hours = offered[year] if year < len(offered) else 0
        assert given_now == min(hours, sum(was[n] for n in fillable))
        assert all(now[n] == was[n] for n in was if n not in fillable)


def test_volunteers_let_a_measure_in_that_lacked_hours():
    document = small_table()
    street = document["measures"][0]
    street["hours"] = [{"party": "stad", "per_year": [500]}, {"skill": "sjouwen", "per_year": [300]}]
    street["offered_hours"] = []
    document["parties"][0]["hours"] = [{"skill": "praten", "per_year": {"2027": 500, "2028": 500}}]
    document.pop("choices")
    without = solve(problem_of(document))

    document["parties"][0]["hours"].append({"per_year": {"2027": 500, "2028": 500}})
    street["offered_hours"] = [{"party": "buren", "per_year": [300]}]
    within = solve(problem_of(document))

    assert "M1" not in {m.id for m in without.measures}
    assert "M1" in {m.id for m in within.measures}
