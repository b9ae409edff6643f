"""A harness that did no work, or that found a fault, does not pass."""

import subprocess
import sys

import pytest

from prove.proof import Proof, scaled


def test_a_promise_holds_only_over_real_work():
    assert Proof("it holds", 3, "times").holds
    assert not Proof("it holds", 0, "times").holds
    assert not Proof("it holds", 3, "times", ["once it did not"]).holds


def test_what_went_wrong_is_told():
    assert "NO WORK DONE" in Proof("it holds", 0, "times").told()
    assert "fault: once it did not" in Proof("it holds", 3, "times", ["once it did not"]).told()


@pytest.mark.parametrize(("full", "scale", "expected"), [(1000, 0.1, 100), (5, 0.01, 1), (7, 1, 7)])
def test_a_tenth_is_never_nothing(full, scale, expected):
    assert scaled(full, scale) == expected


def test_a_harness_that_does_not_exist_is_refused(root):
    told = subprocess.run(
        [sys.executable, "-m", "prove", "nonsense"], cwd=root, capture_output=True, text=True, timeout=60
    )

    assert told.returncode == 2
    assert "no harness is called nonsense" in told.stderr
