"""What connecting brings on a table's own figures: connected, each for itself, and with a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.engines.connect import Comparison, Progress, Way, compare
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.money import euros
from gebiedstafel.ui.templatetags.numbers import percent, width

from .reading import Reading
from .solving import GAP
from .study_kinds import Answer, Asked, Parameters, Stop, StudyKind, Tell

WAYS = ("connected", "silo", "greedy")
#: The fill of each way's bars, as the key shows it.
FILLS = {"connected": "cov-now", "silo": "side-A", "greedy": "side-B"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One way in a picture: its name, its figure and how long its bar is."""

    name: str
    fill: str
    said: str
    width: str


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One way of arranging the table with what it assumes."""

    name: str
    assumed: str


@dataclass(frozen=True, slots=True)
class ShownWays:
    """The answer first, then the picture, the same as a table, and what each way assumes."""

    sentence: str
    covered: tuple[Bar, ...]
    used: tuple[Bar, ...]
    ways: tuple[ShownWay, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    only_together: tuple[str, ...]
    better: bool

    @property
    def table(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Each row of the table: its name, then every figure with the way it is of."""
        return tuple((row[0], tuple(zip(self.heads, row[1:], strict=True))) for row in self.rows)


def run(asked: Asked, tell: Tell, stop: Stop) -> None:
    """Arrange the table in the other two ways, and tell them beside the plan."""
    heard = False

    def ends(progress: Progress) -> bool:
        nonlocal heard
        heard = heard or stop()
        return heard

    tell(share=0.1, words=lambda: _("We rekenen uit wat ieder voor zich zou doen."))
    found = compare(asked.problem, gap=GAP, stop=ends, connected=asked.plan)
    if heard:
        return
    if not isinstance(found, Comparison):
        raise Refused(_("Er is geen plan om dit bij te vragen. Los eerst op wat niet samen kan."))
    tell(answer_of(found, better=found.connected.plan is not asked.plan))


def answer_of(found: Comparison, *, better: bool) -> dict[str, Any]:
    """Return the three ways as they are stored."""
    ways = {name: _stored(getattr(found, name)) for name in WAYS}
    return {"id": "ways", "money": found.money, "better": better, "ways": ways}


def _stored(way: Way | None) -> dict[str, Any] | None:
    if way is None:
        return None
    return {
        "covered": way.need_covered,
        "used": way.money_used,
        "measures": [m.id for m in way.plan.measures],
        "coverage": dict(way.plan.coverage),
    }


def shown(reading: Reading, answers: Sequence[Answer], parameters: Parameters) -> ShownWays:
    """Return the three ways in words and bars."""
    answer = answers[0]
    ways, names = answer["ways"], _names()
    there = [name for name in WAYS if ways[name]]
    money = max(int(answer["money"]), 1)
    return ShownWays(
        sentence=_sentence(ways),
        covered=tuple(
            Bar(names[w], FILLS[w], percent(ways[w]["covered"]), width(ways[w]["covered"])) for w in there
        ),
        used=tuple(
            Bar(names[w], FILLS[w], euros(ways[w]["used"]), width(ways[w]["used"] / money)) for w in there
        ),
        ways=tuple(ShownWay(names[w], _assumed(w, bool(ways[w]))) for w in WAYS),
        heads=tuple(names[w] for w in there),
        rows=tuple(_rows(reading, answer, there)),
        only_together=_only_together(reading, ways),
        better=bool(answer["better"]),
    )


def _names() -> dict[str, str]:
    return {"connected": _("Verbonden"), "silo": _("Ieder voor zich"), "greedy": _("Met een lijst")}


def _sentence(ways: Mapping[str, Any]) -> str:
    """Return the three figures as one would say them."""
    said = [_("Samen dekt dit plan %(share)s van de opgaven.") % {"share": _covered(ways["connected"])}]
    if ways["silo"]:
        said.append(_("Ieder voor zich zou dat %(share)s zijn.") % {"share": _covered(ways["silo"])})
    if ways["greedy"]:
        said.append(
            _("Met een lijst van boven naar beneden %(share)s.") % {"share": _covered(ways["greedy"])}
        )
    return " ".join(said)


def _covered(way: Mapping[str, Any]) -> str:
    return percent(way["covered"])


def _assumed(way: str, there: bool) -> str:
    if not there:
        return _("Zo past niet wat de tafel heeft vastgezet.")
    return {
        "connected": _("Geld, uren en mensen van iedereen samen, met alle regels van elke geldstroom."),
        "silo": _(
            "Geld van wie hier iets trekt, gaat alleen naar wat die partij zelf trekt. Ander geld is er voor "
            "wie het aanvraagt. Uren en trekkers blijven zoals ze zijn aangeboden."
        ),
        "greedy": _(
            "Eerst wat het meest dekt per euro, dan het volgende. Alles begint zo vroeg als het kan, en "
            "wordt betaald uit het eerste geld dat mag. Wat dan niet past, valt af."
        ),
    }[way]


def _rows(reading: Reading, answer: Answer, there: list[str]) -> Iterable[tuple[str, ...]]:
    """Yield the rows of the table: all opgaven, measures, money, then each challenge by itself."""
    ways = answer["ways"]
    yield (_("Alle opgaven samen"), *(_covered(ways[w]) for w in there))
    yield (_("Maatregelen"), *(str(len(ways[w]["measures"])) for w in there))
    label = _("Geld gebruikt, van %(money)s") % {"money": euros(answer["money"])}
    yield (label, *(euros(ways[w]["used"]) for w in there))
    for challenge in reading.challenges:
        shares = [float(ways[w]["coverage"].get(challenge, 0)) for w in there]
        yield (reading.challenge(challenge), *(percent(share) for share in shares))


def _only_together(reading: Reading, ways: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the measures that neither of the other ways has."""
    others = {m for name in ("silo", "greedy") if ways[name] for m in ways[name]["measures"]}
    return tuple(reading.title(m) for m in ways["connected"]["measures"] if m not in others)


KINDS = (
    StudyKind(
        name="compare",
        title=gettext_lazy("Wat verbinden oplevert"),
        about=gettext_lazy(
            "Dezelfde tafel, op drie manieren doorgerekend. Wat er echt zou gebeuren, weet niemand."
        ),
        button=gettext_lazy("Reken uit wat verbinden oplevert"),
        template="connections/ways.html",
        run=run,
        shown=shown,
    ),
)
