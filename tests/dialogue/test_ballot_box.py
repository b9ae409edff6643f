"""Whoever waits is counted in one go, nobody is answered before the count, and one fault hurts one."""

import threading

import pytest

from gebiedstafel.dialogue.ballot_box import Box, NotCounted


def all_at_once(box, things):
    """Put every thing in from a thread of its own; return what each got back, or what went wrong."""
    got = {}

    def put(thing):
        try:
            got[thing] = box.put(thing)
        except BaseException as wrong:
            got[thing] = wrong

    threads = [threading.Thread(target=put, args=[thing]) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(got) == len(things)
    return got


def test_one_voter_is_counted_at_once():
    assert Box(lambda things: [thing * 2 for thing in things]).put(4) == 8


def test_everyone_gets_their_own_outcome():
    got = all_at_once(Box(lambda things: [thing * 2 for thing in things], most=7), range(50))

    assert got == {thing: thing * 2 for thing in range(50)}


def test_who_waits_while_others_are_counted_goes_together_in_the_next_count():
    batches, begun, go_on = [], threading.Event(), threading.Event()

    def count(things):
        batches.append(sorted(things))
        if len(batches) == 1:
            begun.set()
            go_on.wait(30)
        return list(things)

    box = Box(count)
    first = threading.Thread(target=box.put, args=[0])
    first.start()
    begun.wait(30)
    rest = [threading.Thread(target=box.put, args=[n]) for n in range(1, 20)]
    for thread in rest:
        thread.start()
    while len(box._waiting) < 19:
        pass
    go_on.set()
    for thread in [first, *rest]:
        thread.join(30)

    assert batches == [[0], list(range(1, 20))]


def test_one_that_cannot_be_counted_does_not_take_the_others_along():
    def count(things):
        if 13 in things:
            raise ValueError("thirteen")
        return list(things)

    got = all_at_once(Box(count), range(20))

    assert isinstance(got.pop(13), ValueError)
    assert got == {thing: thing for thing in range(20) if thing != 13}


def test_nobody_hears_that_they_were_counted_when_the_counter_was_stopped():
    stopped = iter([KeyboardInterrupt()])

    def count(things):
        for wrong in stopped:
            raise wrong
        return list(things)

    box = Box(count)
    with pytest.raises(KeyboardInterrupt):
        box.put(1)

    assert box.put(2) == 2


def test_who_waited_on_a_counter_that_was_stopped_is_told_so():
    begun, go_on, wrongs = threading.Event(), threading.Event(), []

    def count(things):
        if 0 not in things:
            raise SystemExit
        begun.set()
        go_on.wait(30)
        return list(things)

    box = Box(count)

    def put(thing):
        try:
            box.put(thing)
        except BaseException as wrong:
            wrongs.append(type(wrong))

    threads = [threading.Thread(target=put, args=[n]) for n in range(3)]
    threads[0].start()
    begun.wait(30)
    for thread in threads[1:]:
        thread.start()
    while len(box._waiting) < 2:
        pass
    go_on.set()
    for thread in threads:
        thread.join(30)

    assert sorted(wrongs, key=str) == sorted([SystemExit, NotCounted], key=str)
