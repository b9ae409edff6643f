"""What stands in the band diagram: which flows and measures stand alone and which are drawn together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.money import euros_short
from gebiedstafel.ui.templatetags.numbers import percent

from .band_text import first_lines, text_width, wrapped
from .bands import Band, Node
from .reading import Reading

SMALL_FLOW = 0.02
SMALL_MEASURE = 0.021
FLOW_TEXT, BOX_TEXT, CHALLENGE_TEXT = 218.0, 294.0, 196.0
BETWEEN = 12.0

ORIGIN = {
    "gemeente": "gem",
    "rijk": "rijk",
    "eu": "rijk",
    "provincie": "rijk",
    "waterschap": "rijk",
    "corporatie": "corp",
}
"""Owner class → the paint of its money; all others are money of and around the area (`wijk`)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One node of the diagram in words: `kind` is flow, waiting, measure or challenge.

    `members` are the ids it stands for; `lines` its name as it is wrapped, `names` the lines that
    tell who is in a group, `paint` whose money it is.
    """

    id: str
    kind: str
    title: str
    amount: str
    members: tuple[str, ...]
    value: float
    height: float
    lines: tuple[str, ...]
    names: tuple[str, ...] = ()
    paint: str = ""

    @property
    def node(self) -> Node:
        """This part as the layout takes it."""
        column = {"flow": 0, "waiting": 0, "measure": 1, "challenge": 2}[self.kind]
        return Node(self.id, column, self.height, self.value, last=self.kind == "waiting")


def parts(reading: Reading, waiting: int) -> tuple[Part, ...]:
    """Return all nodes: flows, the stub of `waiting` unused flows, measures and every challenge."""
    found = [*_flow_parts(reading), *_measure_parts(reading), *_challenge_parts(reading)]
    if waiting:
        found.append(_waiting_part(waiting))
    return tuple(found)


def bands(reading: Reading, nodes: Iterable[Part]) -> tuple[Band, ...]:
    """Return the streams between the nodes: cents from flow to measure, points from measure to challenge."""
    home = {(part.kind, member): part.id for part in nodes for member in part.members}
    values: dict[tuple[str, str], float] = defaultdict(float)
    for (flow, measure), cents in reading.paid.items():
        values[home["flow", flow], home["measure", measure]] += cents
    for measure in sorted(reading.chosen):
        for challenge, points in reading.effects(measure).items():
            if ("challenge", challenge) in home:
                values[home["measure", measure], home["challenge", challenge]] += points
    return tuple(Band(source, target, value) for (source, target), value in sorted(values.items()))


def paint(owner_class: str) -> str:
    """Return whose money this is, as the drawing tells it apart: gem, rijk, corp or wijk."""
    return ORIGIN.get(owner_class, "wijk")


def _flow_parts(reading: Reading) -> list[Part]:
    small: dict[str, list[str]] = defaultdict(list)
    found = []
    for flow, cents in sorted(reading.paid_by_flow.items()):
        colour = paint(reading.flows[flow]["owner_class"])
        if cents < SMALL_FLOW * reading.total:
            small[colour].append(flow)
        else:
            found.append(_flow_part(f"f-{flow}", reading.flow(flow), (flow,), cents, colour))
    for colour, flows in sorted(small.items()):
        cents = sum(reading.paid_by_flow[flow] for flow in flows)
        if len(flows) == 1:
            found.append(_flow_part(f"f-{flows[0]}", reading.flow(flows[0]), tuple(flows), cents, colour))
        else:
            title = _together(colour, [reading.flows[flow]["owner_class"] for flow in flows])
            found.append(
                _flow_part(f"k-{colour}", title % {"count": len(flows)}, tuple(flows), cents, colour)
            )
    return found


def _together(colour: str, classes: Iterable[str]) -> str:
    if colour == "gem":
        return _("%(count)s kleinere stromen van de gemeente")
    if colour == "corp":
        return _("%(count)s kleinere stromen van corporaties")
    if colour == "rijk":
        if set(classes) == {"rijk"}:
            return _("%(count)s kleinere stromen van het Rijk")
        return _("%(count)s kleinere stromen van andere overheden")
    if set(classes) <= {"bewoners", "markt", "fonds"}:
        return _("%(count)s kleinere stromen uit de wijk")
    return _("%(count)s kleinere stromen van anderen")


def _flow_part(id_: str, title: str, flows: tuple[str, ...], cents: int, colour: str) -> Part:
    lines = wrapped(title, 15, FLOW_TEXT)
    height = max(10 + 1.05 * sqrt(cents / 100_000), 24, 15 * (len(lines) + 1) - LEAST_AIR)
    return Part(id_, "flow", title, euros_short(cents), flows, cents, height, lines, paint=colour)


LEAST_AIR = 6


def _waiting_part(count: int) -> Part:
    title = (
        _("1 stroom wacht op een voorwaarde")
        if count == 1
        else _("%(count)s stromen wachten op een voorwaarde") % {"count": count}
    )
    lines = wrapped(title, 15, FLOW_TEXT)
    return Part("waiting", "waiting", title, _("waarop wachten ze?"), (), 0, 46, lines)


def _measure_parts(reading: Reading) -> list[Part]:
    small: dict[str, list[str]] = defaultdict(list)
    found = []
    for measure in sorted(reading.chosen):
        cents = reading.paid_for_measure.get(measure, 0)
        if cents < SMALL_MEASURE * reading.total and measure not in reading.joined_measures:
            small[_domain(reading, measure)].append(measure)
        else:
            found.append(_single(reading, measure))
    for domain, measures in sorted(small.items()):
        found.append(
            _single(reading, measures[0]) if len(measures) == 1 else _group(reading, domain, measures)
        )
    return found


def _single(reading: Reading, measure: str) -> Part:
    title, cents = reading.short(measure), reading.paid_for_measure.get(measure, 0)
    lines = _title_lines(title, cents)
    return Part(
        f"m-{measure}",
        "measure",
        title,
        euros_short(cents),
        (measure,),
        cents,
        _box(cents, len(lines)),
        lines,
    )


def _group(reading: Reading, domain: str, measures: list[str]) -> Part:
    measures = sorted(measures, key=lambda m: (-reading.paid_for_measure.get(m, 0), m))
    cents = sum(reading.paid_for_measure.get(measure, 0) for measure in measures)
    title = _("%(theme)s: %(count)s maatregelen") % {"theme": domain_name(domain), "count": len(measures)}
    lines = _title_lines(title, cents)
    names = first_lines([reading.short(measure) for measure in measures], 13.5, BOX_TEXT, 2)
    height = _box(cents, len(lines) + len(names))
    return Part(
        f"g-{domain}", "measure", title, euros_short(cents), tuple(measures), cents, height, lines, names
    )


def _title_lines(title: str, cents: int) -> tuple[str, ...]:
    """Wrap a title so that its amount still fits beside it."""
    amount = text_width(euros_short(cents), 14)
    return wrapped(title, 15, BOX_TEXT - BETWEEN - amount, bold=True)


def _box(cents: int, lines: int) -> float:
    return max(10 + 1.05 * sqrt(cents / 100_000), 32, 20 + 16 * lines)


def _challenge_parts(reading: Reading) -> list[Part]:
    points: dict[str, float] = defaultdict(float)
    for measure in reading.chosen:
        for challenge, value in reading.effects(measure).items():
            points[challenge] += value
    found = []
    for challenge in sorted(reading.challenges):
        title = reading.challenge(challenge)
        lines = wrapped(title, 15, CHALLENGE_TEXT)
        height = max(10 + 1.5 * points[challenge], 28, 17 * len(lines) - LEAST_AIR)
        share = percent(float(reading.plan.get("coverage", {}).get(challenge, 0)))
        found.append(
            Part(f"o-{challenge}", "challenge", title, share, (challenge,), points[challenge], height, lines)
        )
    return found


def _domain(reading: Reading, measure: str) -> str:
    return str(reading.measures[measure]["themes"][0]).split("-")[0]


def domain_name(domain: str) -> str:
    """Return a main theme in words; a code this version does not know stays a code."""
    names = {
        "WON": _("Wonen"),
        "OPE": _("Openbare ruimte"),
        "ENE": _("Energie"),
        "SAM": _("Samenleven"),
        "ZOR": _("Zorg"),
        "BES": _("Bestaanszekerheid"),
        "JON": _("Jeugd en school"),
        "VEI": _("Veiligheid"),
    }
    return names.get(domain, domain)
