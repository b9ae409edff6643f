"""What a peer's plan counts for in the measurement: only what is left of it when every row really holds."""

from __future__ import annotations

import numpy as np
import pytest

from bench.connect import in_words, worth_held
from gebiedstafel.engines.connect.model import Model


def one_measure_paid_from(budget: float):
    """A measure worth 10 less a thousandth of what it is paid; it costs 1000, and so much money is there."""
    model = Model(4096)
    chosen = model.add(("start",), 0, 1, cost=10, whole=True)
    paid = model.add(("pay",), 0, budget, cost=-0.001)
    model.equal(("pay",), [(paid, 1.0), (chosen, -1000.0)], 0)
    return model.arrays()


def test_a_plan_whose_money_is_a_thousandth_short_does_not_count():
    arrays = one_measure_paid_from(999.999)

    held = worth_held(arrays, [1.0, 999.999])

    assert held is None
    assert in_words(9.0, held) == " (does not hold)"


def test_a_plan_that_pays_a_little_too_little_counts_for_what_it_is_worth_when_paid_wholly():
    arrays = one_measure_paid_from(1000.0)

    held = worth_held(arrays, [0.999999, 900.0])

    assert held == pytest.approx(9.0)
    assert in_words(9.1, held) == " (9.0 held)"
    assert in_words(9.0, held) == ""


def test_a_plan_without_any_measure_holds_and_is_worth_nothing():
    assert worth_held(one_measure_paid_from(0.0), np.zeros(2)) == 0
