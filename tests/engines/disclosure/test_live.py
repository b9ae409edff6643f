"""What is shown live: the laws of the release, and worked cases."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.disclosure import (
    NOTHING_SHOWN,
    SIZE_CLASSES,
    Geography,
    InvalidDisclosure,
    Report,
    Rules,
    most_texts,
    release,
    waiting_shown,
)
from gebiedstafel.engines.disclosure.classes import class_of, highest_in, lowest_in

from .places import GEOGRAPHY, QUARTERS, RULES, report, reports


def shown(*waiting, closing=None, rules=RULES, geography=GEOGRAPHY):
    return release(waiting, (), geography, rules, closing=closing)


def test_less_than_k_waits_and_k_of_two_organisations_is_shown_in_its_buurt():
    few = shown(report("a", "wijkteam", 3), report("b", "school", 1))
    assert (few.batches, few.waiting, few.held) == ((), ("a", "b"), ())

    [batch] = shown(report("a", "wijkteam", 3), report("b", "school", 3)).batches
    assert (batch.place, batch.total, batch.size_class, batch.alone) == ("B10", 6, "5-9", "")
    assert batch.reports == ("a", "b")


def test_a_pattern_that_reaches_k_is_a_batch_by_itself_and_names_its_organisation():
    [first, second] = shown(
        report("a", "corporatie", 57, pattern=True), report("b", "wijkteam", 3), report("c", "school", 3)
    ).batches

    assert (first.reports, first.alone, first.size_class) == (("a",), "corporatie", "50+")
    assert (second.reports, second.alone) == (("b", "c"), "")


def test_loose_observations_of_one_organisation_on_safety_wait_for_another():
    alone = shown(report("a", "wijkteam", 12, theme="inbraak"))
    assert alone.waiting == ("a",)

    [batch] = shown(
        report("a", "wijkteam", 12, theme="inbraak"), report("b", "school", 3, theme="inbraak")
    ).batches
    assert batch.alone == ""


def test_what_the_police_bring_is_shown_at_the_wijk_or_wider():
    [batch] = shown(
        report("a", "politie", 46, theme="inbraak", pattern=True, only_wijk_or_wider=True)
    ).batches
    assert batch.place == "W1"


@pytest.mark.parametrize(
    ("own", "others", "batches"), [(3, 2, 0), (3, 3, 1), (4, 3, 1), (5, 4, 0), (6, 3, 0), (7, 3, 1)]
)
def test_who_knows_the_own_records_does_not_know_how_many_the_others_have(own, others, batches):
    """Six of nine in the class 5–9 would leave exactly three for the others."""
    rules = Rules(k={"vocht": 5}, two_reporters=frozenset({"vocht"}))
    assert (
        len(shown(report("a", "wijkteam", own), report("b", "school", others), rules=rules).batches)
        == batches
    )


def test_what_is_left_when_the_quarter_closes_goes_up_to_the_wijk():
    left = [
        report("a", "wijkteam", 3, "B10"),
        report("b", "school", 2, "B11"),
        report("c", "corporatie", 3, "B12"),
    ]
    assert shown(*left).batches == ()

    [batch] = shown(*left, closing="2026-Q1").batches
    assert (batch.place, batch.total) == ("W1", 8)


def test_what_would_prove_that_a_buurt_has_some_goes_on_to_the_gemeente():
    """Nine in three buurten of at most four each: each of them has at least one."""
    left = [
        report("a", "wijkteam", 3, "B10"),
        report("b", "school", 3, "B11"),
        report("c", "corporatie", 3, "B12"),
    ]

    [batch] = shown(*left, closing="2026-Q1").batches
    assert batch.place == "G"


def test_what_finds_no_place_when_the_quarter_closes_is_held_and_joins_what_comes_late():
    early = report("a", "wijkteam", 3)
    held = shown(early, closing="2026-Q1")
    assert (held.batches, held.waiting, held.held) == ((), (), ("a",))

    late = shown(early, report("b", "school", 3), closing="2026-Q1")
    assert [batch.place for batch in late.batches] == ["B10"]


def test_a_report_that_was_taken_back_before_release_is_in_nothing():
    a, b = report("a", "wijkteam", 3), report("b", "school", 3)
    assert shown(a, b).batches
    assert shown(a).batches == ()


@given(reports(), st.sampled_from((None, *QUARTERS)), st.randoms())
def test_the_same_reports_in_any_order_give_the_same_release(drawn, closing, random):
    mixed = list(drawn)
    random.shuffle(mixed)
    assert shown(*mixed, closing=closing) == shown(*drawn, closing=closing)


@given(reports(), st.sampled_from((None, *QUARTERS)))
def test_every_report_is_in_one_batch_or_waits_or_is_held(drawn, closing):
    found = shown(*drawn, closing=closing)
    places = Counter(name for batch in found.batches for name in batch.reports)
    places.update(found.waiting)
    places.update(found.held)

    assert places == Counter({one.id: 1 for one in drawn})


@given(reports(), st.sampled_from((None, *QUARTERS)))
def test_every_batch_obeys_the_rules(drawn, closing):
    by_id = {one.id: one for one in drawn}
    for batch in shown(*drawn, closing=closing).batches:
        within = [by_id[name] for name in batch.reports]
        total, own = sum(one.count for one in within), Counter()
        for one in within:
            own[one.reporter] += one.count
            assert (one.theme, one.quarter) == (batch.theme, batch.quarter)
            assert batch.place == one.area or batch.place in wider(one.area)
            assert not (one.only_wijk_or_wider and GEOGRAPHY.level[batch.place] == "buurt")
        assert batch.total == total >= RULES.k[batch.theme]
        assert batch.size_class == class_of(total)
        assert batch.alone == (next(iter(own)) if len(own) == 1 else "")
        if batch.alone and batch.theme in RULES.two_reporters:
            assert len(within) == 1
            assert within[0].pattern
        if not batch.alone:
            low, high = lowest_in(batch.size_class), highest_in(batch.size_class)
            for count in own.values():
                assert total - count >= 3
                assert high is None or high - count > max(3, low - count), "the insider would know exactly"


@given(reports(), reports(10), st.lists(st.sampled_from((None, "2026-Q1")), min_size=2, max_size=4))
def test_batches_once_shown_stay_as_they_were_and_differences_are_of_at_least_k(first, second, closings):
    """What comes later, or a quarter that closes, changes no batch; each snapshot adds whole batches."""
    later = [Report(f"t{one.id}", *[getattr(one, name) for name in FIELDS]) for one in second]
    rounds = [first[at :: len(closings)] for at in range(len(closings))]
    waiting, before = [], ()
    for arrived, closing in zip([*rounds, later], [*closings, "2026-Q2"], strict=True):
        waiting += arrived
        found = release(waiting, before, GEOGRAPHY, RULES, closing=closing)
        out = {name for batch in found.batches for name in batch.reports}
        assert not out & {name for batch in before for name in batch.reports}
        for place in GEOGRAPHY.level:
            added = sum(batch.total for batch in found.batches if batch.place == place)
            assert added == 0 or added >= 5
        before += found.batches
        waiting = [one for one in waiting if one.id not in out]


FIELDS = ("reporter", "area", "theme", "quarter", "count", "pattern", "only_wijk_or_wider")


def wider(place):
    while place in GEOGRAPHY.parent:
        place = GEOGRAPHY.parent[place]
        yield place


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (lambda: report("a", "x", 0), "whole number"),
        (lambda: report("a", "x", True), "whole number"),
        (lambda: report("a", "", 1), "reporter"),
        (lambda: report("a", "x", 1, quarter="2026-Q5"), "quarter"),
        (lambda: shown(report("a", "x", 1, area="nergens")), "no known place"),
        (lambda: shown(report("a", "x", 1, theme="onbekend")), "no k"),
        (lambda: shown(report("a", "x", 1), report("a", "y", 1)), "twice"),
        (lambda: shown(closing="zomer"), "2026-Q3"),
        (lambda: Rules(k={"vocht": 4}), "k is one of"),
        (lambda: Rules(k={}, two_reporters=frozenset({"x"})), "without k"),
        (lambda: Geography({"a": "b"}, {"a": "buurt", "b": "buurt"}), "not wider"),
        (lambda: Geography({"a": "b"}, {"a": "buurt"}), "without a level"),
        (lambda: Geography({}, {"a": "straat"}), "straat|what are"),
    ],
)
def test_a_mistake_of_the_caller_is_told(wrong, word):
    with pytest.raises(InvalidDisclosure, match=word):
        wrong()


def test_what_was_shown_cannot_wait_again():
    a, b = report("a", "wijkteam", 3), report("b", "school", 3)
    before = shown(a, b).batches
    with pytest.raises(InvalidDisclosure, match="shown already"):
        release([a], before, GEOGRAPHY, RULES)
    with pytest.raises(InvalidDisclosure, match="two batches"):
        release([], before * 2, GEOGRAPHY, RULES)


def test_with_a_batch_stand_no_more_texts_than_every_batch_of_its_class_may_have():
    assert [most_texts(one) for one in SIZE_CLASSES] == [5, 10, 25, 50]


def test_how_many_wait_is_told_in_classes_from_ten_up():
    assert [waiting_shown(count) for count in (0, 4, 9, 10, 60)] == [NOTHING_SHOWN] * 3 + ["10-24", "50+"]


def test_a_buurt_of_which_all_was_just_shown_does_not_count_as_one_that_may_have_some():
    """What is left of the wijk would be of the other two buurten, at most four each."""
    left = [
        report("a", "wijkteam", 3, "B10"),
        report("b", "school", 3, "B10"),
        report("c", "corporatie", 3, "B11"),
        report("d", "wijkteam", 3, "B12"),
    ]
    [first, second] = shown(*left, closing="2026-Q1").batches
    assert [first.place, second.place] == ["B10", "G"]


def test_what_was_brought_for_a_wijk_itself_is_not_given_away_by_what_went_up_to_it():
    """One buurt with at most four: of eight at the wijk, four at least would be of the wijk itself."""
    left = [report("a", "wijkteam", 4, "B30"), report("b", "school", 4, "W3")]
    assert shown(*left, closing="2026-Q1").batches[0].place == "G"


def test_what_would_prove_to_a_reporter_that_others_have_some_goes_on_up_too():
    """Six of ten or more are of the wijkteam; so four at least are of others, two in each of two wijken."""
    left = [
        *(report(f"a{wijk}", "wijkteam", 3, f"B{wijk}0") for wijk in (1, 2)),
        *(report(f"b{wijk}", "school", 1, f"B{wijk}0") for wijk in (1, 2)),
        *(report(f"c{wijk}", "corporatie", 1, f"B{wijk}1") for wijk in (1, 2)),
        report("d", "school", 3, "B30"),
        report("e", "corporatie", 3, "B30"),
    ]
    out = shown(*left, closing="2026-Q1")

    assert [batch.place for batch in out.batches] == ["B30"]
    assert set(out.held) == {"a1", "a2", "b1", "b2", "c1", "c2"}


def test_a_wijk_of_which_all_was_just_shown_does_not_count_as_one_that_may_have_some():
    """Five or more of two wijken with at most four each: both have one at least."""
    left = [
        *(report(f"a{wijk}", "school", 2, f"B{wijk}0") for wijk in (1, 2)),
        report("b", "wijkteam", 2, "B11"),
        report("c", "corporatie", 2, "B21"),
        report("d", "school", 3, "B30"),
        report("e", "corporatie", 3, "B30"),
    ]

    assert [batch.place for batch in shown(*left, closing="2026-Q1").batches] == ["B30"]
