"""The worker's clock: what happens by itself, and what goes wrong in it."""

import time
from datetime import UTC, datetime

import pytest

from gebiedstafel.trail import clock

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def all_layers_have_said_what_they_do():
    """Layers say it once: said into a list that a test put in place, it is lost for all tests that follow."""
    clock.find_ticks()


def test_what_goes_wrong_in_one_holds_up_none_of_the_others(monkeypatch, caplog):
    struck = []

    def breaks(at):
        raise ValueError("stuk")

    monkeypatch.setattr(clock, "_TICKS", {"a": breaks, "b": struck.append})

    clock.strike(NOON)

    assert struck == [NOON]
    assert "a went wrong" in caplog.text


def test_the_clock_strikes_until_it_is_stopped(monkeypatch):
    struck = []
    monkeypatch.setattr(clock, "_TICKS", {"a": struck.append})
    running = clock.Clock(seconds=0.01)

    running.start()
    while len(struck) < 3:
        time.sleep(0.01)
    running.stop()
    count = len(struck)
    time.sleep(0.05)

    assert len(struck) == count


def test_what_runs_each_quarter_waits_out_the_quarter_even_while_the_clock_strikes_on(monkeypatch):
    monkeypatch.setattr(clock, "_TICKS", {})
    monkeypatch.setattr(clock, "_RAN", {})
    ran = []
    clock.each_quarter(lambda at: ran.append(at.minute))

    for minute in (0, 1, 14, 15, 16, 45):
        clock.strike(datetime(2027, 1, 4, 9, minute, tzinfo=UTC))

    assert ran == [0, 15, 45]
