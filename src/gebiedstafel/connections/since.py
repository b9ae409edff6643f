"""What changed in the table since a plan was made: which rows, in words."""

from __future__ import annotations

from collections.abc import Iterable

from gebiedstafel.exchange.table_problem import names_of
from gebiedstafel.tables.models import Seat

from .difference_words import Names, told_since
from .input_differences import input_differences
from .models import Plan
from .reading import Row, read_document
from .solving import freeze


def changes_since(plan: Plan, seat: Seat) -> tuple[str, ...]:
    """Return a sentence for each entry that is different now, what counts for the sum first."""
    before = read_document(plan.input, seat)
    now = read_document(freeze(plan.table, plan.variant).document, seat)
    say = told_since(naming(before, now))
    found = sorted(input_differences(before, now), key=lambda one: not one.counts)
    return tuple(dict.fromkeys(map(say, found)))


def naming(*documents: Row) -> Names:
    """Return what gives every id its name, the last document that knows it first."""
    names: dict[str, str] = {}
    for document in documents:
        names |= names_of(document)
    return lambda id_: names.get(id_, id_)


def listed_first(sentences: Iterable[str], most: int = 6) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences that stand open and those that are folded."""
    every = tuple(sentences)
    return every[:most], every[most:]
