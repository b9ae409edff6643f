"""What residents share most, and whether the plan does something with it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from gebiedstafel.exchange.shared_statements import shared_strength
from gebiedstafel.ui.templatetags.numbers import percent

from .amounts import listed
from .reading import Reading, Row
from .reasons import told

SHOWN_FIRST = 4


@dataclass(frozen=True, slots=True)
class Missing:
    """A measure that would serve a statement but is not in the plan, and what it needs."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class SharedStatement:
    """A shared statement: `state` is met, partly, not, or open when no measure serves it yet."""

    id: str
    text: str
    support: str
    state: str
    state_words: str
    because: str
    missing: tuple[Missing, ...]


def shared_statements(reading: Reading) -> tuple[SharedStatement, ...]:
    """Return what all opinion groups agree on, most shared first."""
    rows = [(shared_strength(row.get("votes", {})), row) for row in reading.table.get("statements", ())]
    shared = [(strength, row) for strength, row in rows if strength is not None]
    shared.sort(key=lambda pair: (-pair[0], pair[1]["id"]))
    return tuple(_statement(reading, row, strength) for strength, row in shared)


def _statement(reading: Reading, row: Row, strength: Fraction) -> SharedStatement:
    serving = list(row.get("served_by", ()))
    met = float(reading.plan.get("statements", {}).get(row["id"], 0))
    whole = met >= 1 - 1e-9 and not any(_split(reading, id_) for id_ in serving)
    state = "open" if not serving else "met" if whole else "partly" if met > 0 else "not"
    present = [id_ for id_ in serving if _in_plan(reading, id_)]
    return SharedStatement(
        id=row["id"],
        text=row["text"],
        support=_support(strength),
        state=state,
        state_words=_words(state),
        because=_because(reading, present),
        missing=tuple(_missing(reading, id_) for id_ in serving if id_ not in present),
    )


def _in_plan(reading: Reading, id_: str) -> bool:
    return id_ in reading.chosen or any(works.bundle == id_ for works in reading.joined)


def _split(reading: Reading, bundle: str) -> bool:
    """Say whether works of a bundle are in the plan at different moments, though some meet."""
    members = reading.bundles.get(bundle, {}).get("measures", ())
    return len({reading.start(measure) for measure in members if measure in reading.chosen}) > 1


def _named(reading: Reading, id_: str) -> str:
    """Return what serves a statement; of a bundle also how many works meet."""
    works = next((works for works in reading.joined if works.bundle == id_), None)
    if works is None:
        return reading.title(id_)
    members = [m for m in reading.bundles[id_].get("measures", ()) if m in reading.chosen]
    return _("%(bundle)s (%(count)s van de %(all)s werken vallen samen in %(year)s)") % {
        "bundle": works.title,
        "count": len(works.measures),
        "all": len(members),
        "year": works.year,
    }


def _support(strength: Fraction) -> str:
    if strength > Fraction(9, 10):
        return _("In elke groep is bijna iedereen het eens.")
    return _("In elke groep is minstens %(share)s het eens.") % {"share": percent(strength)}


def _words(state: str) -> str:
    return {
        "met": _("zit in het plan"),
        "partly": _("zit deels in het plan"),
        "not": _("zit niet in het plan"),
        "open": _("nog geen maatregel"),
    }[state]


def _because(reading: Reading, present: list[str]) -> str:
    if not present:
        return ""
    return _("Door: %(measures)s.") % {"measures": listed(_named(reading, id_) for id_ in present)}


def _missing(reading: Reading, id_: str) -> Missing:
    if id_ in reading.bundles:
        return Missing(reading.title(id_), _("De werken moeten in hetzelfde jaar beginnen."))
    return Missing(reading.title(id_), told(reading, id_)[0])
