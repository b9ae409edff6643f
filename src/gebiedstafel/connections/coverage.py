"""How far the plan covers each challenge, of what, and which part others hold the key to."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.exchange.effects import UNKNOWN, effects_of
from gebiedstafel.exchange.exact import exact
from gebiedstafel.ui.templatetags.numbers import percent, width

from .amounts import decimal
from .band_drawing import anchor
from .reading import Reading

LOW = 0.5


@dataclass(frozen=True, slots=True)
class Contribution:
    """A measure of the plan that helps a challenge, with the effect as the table judged it."""

    title: str
    effect: str


@dataclass(frozen=True, slots=True)
class Covered:
    """One challenge: its share of *what we can do here*, and the bar in percents of the whole."""

    id: str
    title: str
    anchor: str
    percent: str
    low: bool
    covered_width: str
    higher_from: str
    higher_width: str
    higher: str
    helped_by: tuple[Contribution, ...]
    unknown: tuple[str, ...]


def coverage(reading: Reading) -> tuple[Covered, ...]:
    """Return all challenges, the least covered first."""
    rows = [(float(reading.plan["coverage"].get(id_, 0)), id_) for id_ in reading.challenges]
    return tuple(_covered(reading, id_, share) for share, id_ in sorted(rows))


def _covered(reading: Reading, id_: str, share: float) -> Covered:
    row = reading.challenges[id_]
    higher = float(exact(row.get("key_higher", 0)))
    helping = [m for m in reading.chosen if reading.effects(m).get(id_)]
    helping.sort(key=lambda m: (-reading.effects(m)[id_], m))
    return Covered(
        id=id_,
        title=row["title"],
        anchor=anchor("o", id_),
        percent=percent(share),
        low=share < LOW,
        covered_width=width(share * (1 - higher)),
        higher_from=width(1 - higher),
        higher_width=width(higher) if higher else "",
        higher=_higher(higher, "key_higher" in row),
        helped_by=tuple(Contribution(reading.title(m), _effect(reading, m, id_)) for m in helping),
        unknown=tuple(
            reading.title(m) for m in reading.chosen if effects_of(reading.measures[m]).get(id_) == UNKNOWN
        ),
    )


def _higher(share: float, known: bool) -> str:
    if not known:
        return _("Welk deel anderen moeten oplossen, is nog niet ingeschat.")
    if share <= 0:
        return ""
    return _("Van de hele opgave ligt de sleutel voor %(share)s op een hoger niveau.") % {
        "share": percent(share)
    }


def _effect(reading: Reading, measure: str, challenge: str) -> str:
    effect = effects_of(reading.measures[measure])[challenge]
    if isinstance(effect, str):
        return {"veel": _("veel"), "wat": _("wat"), "weinig": _("weinig")}.get(effect, effect)
    points = decimal(float(effect))
    return _("1 punt") if points == "1" else _("%(points)s punten") % {"points": points}
