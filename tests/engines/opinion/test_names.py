"""Groups keep their names as votes come in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.opinion.names import named

PEOPLE = tuple(range(10))


def labels_of(text: str) -> np.ndarray:
    return np.array([int(one) if one.isdigit() else -1 for one in text], np.int32)


def names_of(text: str, previous=None) -> str:
    names, numbers = named(PEOPLE, labels_of(text), previous or {})
    return "".join(names[n] if n >= 0 else "." for n in numbers)


def test_without_a_past_the_largest_group_is_a():
    assert names_of("000111111.") == "BBBAAAAAA."


def test_a_group_that_shrank_keeps_its_name():
    before = dict(zip(PEOPLE, "AAAAAABBBB", strict=True))

    assert names_of("0001111111", before) == "AAABBBBBBB"


def test_a_new_group_takes_a_letter_that_was_not_in_use():
    before = dict(zip(PEOPLE, "AAAAABBBBB", strict=True))

    assert names_of("0002211111", before) == "AAACCBBBBB"


def test_a_letter_of_a_group_that_went_is_not_given_to_another_group():
    before = dict(zip(PEOPLE, "AAAABBBBCC", strict=True))

    assert names_of("00001111..", before) == "AAAABBBB.."


@given(st.lists(st.integers(-1, 3), min_size=10, max_size=10), st.text("ABCDE.", min_size=10, max_size=10))
def test_no_other_naming_lets_more_people_keep_theirs(labels, before):
    from itertools import permutations

    labels = np.array(labels, np.int32)
    previous = {who: name for who, name in zip(PEOPLE, before, strict=True) if name != "."}

    names, numbers = named(PEOPLE, labels, previous)

    def kept(name_of):
        return sum(g >= 0 and name_of[g] == previous.get(who) for who, g in zip(PEOPLE, labels, strict=True))

    given_names = {int(g): names[n] for g, n in zip(labels, numbers, strict=True) if g >= 0}
    assert len(set(given_names.values())) == len(given_names)
    tries = permutations("ABCDEZYXW", len(given_names))
    assert kept(given_names) == max(kept(dict(zip(given_names, one, strict=True))) for one in tries)
