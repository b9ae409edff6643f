"""A plan in lines for the command line, also where there is none."""

from __future__ import annotations

import pytest

from gebiedstafel.engines.connect.plan import Infeasible, Reason, Status
from gebiedstafel.exchange.plan_sentences import plan_sentences
from gebiedstafel.exchange.plan_words import plan_in_words

TABLE = {"table": {"id": "t", "name": "De Zeven Gaarden"}, "measures": []}


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Er was nog geen plan"), ("en", "There was no plan yet")]
)
def test_a_search_that_was_too_short_is_not_told_as_a_clash(language: str, said: str):
    none_yet = Infeasible((), (Reason("search_too_short", {"nodes": 3, "forced": 2}),), Status.STOPPED)

    lines = list(plan_in_words(none_yet, TABLE, {}, plan_sentences(TABLE, language), language))

    assert len(lines) == 1
    assert lines[0].startswith(said)
