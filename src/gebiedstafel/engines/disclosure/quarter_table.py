"""The table of one quarter that has a live view, with the attacker at its gate.

The table is what `spans` makes of the batches that were shown, so it tells nothing new. Before it is given
the attacker puts everything together that was told of the quarter: each round, the table, and for each
reporter the own records. It looks at the rows of this very place, so that a fault in how they were shown, or
in how the facts were written down, gives no table instead of a table that tells too much.
"""

from __future__ import annotations

from collections.abc import Callable

from .attacker import Finding, UntrueBounds, attack
from .history import History
from .linear import FactsContradict
from .quarterly import Span, spans
from .rounding import NotGiven
from .told_live import cell_targets, told_live


def quarter_table(
    history: History, *, tell: Callable[[float], object] = lambda share: None
) -> tuple[Span, ...] | NotGiven:
    """Return the table of a history of one quarter; `NotGiven` names what would be found out.

    `tell` hears which share of the attackers was asked. Rows that contradict one another vouch for nothing,
    and neither does a batch whose reports are gone: then nothing is named and nothing is given.
    """
    if not _has_its_reports(history):
        return NotGiven()
    try:
        found = _found_out(history, tell)
    except (FactsContradict, UntrueBounds):
        return NotGiven()
    if found:
        return NotGiven(found)
    return tuple(span for span in spans(history.batches, history.geography) if span.quarter)


def _has_its_reports(history: History) -> bool:
    """Whether each batch still has all that was shown in it: an attacker without them looks at nothing."""
    counts = {report.id: report.count for report in history.reports}
    return all(batch.total == sum(counts.get(name, 0) for name in batch.reports) for batch in history.batches)


def _found_out(history: History, tell: Callable[[float], object]) -> tuple[str, ...]:
    """Return what anyone finds out, and what a reporter finds out exactly of the others."""
    outside = _attacked(history, "")
    found = {*outside.exact, *outside.proven_small, *outside.narrow}
    insiders = sorted({report.reporter for report in history.reports})
    for at, insider in enumerate(insiders):
        tell((at + 1) / (len(insiders) + 1))
        found.update(_attacked(history, insider).exact)
    return tuple(sorted(found))


def _attacked(history: History, insider: str) -> Finding:
    told = told_live(history, insider=insider)
    return attack(told.facts, [*cell_targets(told, history), *told.targets])
