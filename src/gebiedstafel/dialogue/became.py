"""What became of the statements of a round, as the trail tells it to the page and to their writers."""

from __future__ import annotations

from collections.abc import Iterable

from gebiedstafel.trail.outcomes import outcomes_of

from .rounds import Round, subject_of


def became(round: Round, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Return what was done with each of these statements, in sentences."""
    subjects = {subject_of(round, number): number for number in numbers}
    found = outcomes_of(round.table.chain, subjects)
    return {subjects[subject]: [one.told for one in rows] for subject, rows in found.items()}
