"""The band diagram as it is drawn: shapes, words and what lights up together, ready for the template."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .amounts import listed
from .band_groups import Part, bands, parts
from .bands import Layout, PlacedBand, PlacedNode, lay_out
from .reading import Reading

TOP = 44.0
FOOT = 8.0
FLOW_BAR, BOX, CHALLENGE_BAR = (236.0, 8.0), (420.0, 324.0), (936.0, 8.0)
FLOW_LABEL, CHALLENGE_LABEL = 226.0, 954.0
WIDTH = 1200


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle with its style."""

    css: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text in the drawing; `end` sets it against its right edge."""

    css: str
    x: str
    y: str
    text: str
    end: bool = False


@dataclass(frozen=True, slots=True)
class DrawnBand:
    """A band as a path, with whose money it is or that it is an effect."""

    id: str
    path: str
    paint: str


@dataclass(frozen=True, slots=True)
class Lit:
    """A band that lights up with a node; `weak` for the second step."""

    id: str
    weak: bool


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node: where a click leads, how it is read out, its shapes, and what lights up with it."""

    anchor: str
    href: str
    kind: str
    label: str
    paint: str
    hit: Rectangle | None
    body: Rectangle
    words: tuple[Words, ...]
    lit: tuple[Lit, ...]
    rings: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole band diagram."""

    width: int
    height: int
    nodes: tuple[DrawnNode, ...]
    bands: tuple[DrawnBand, ...]
    paints: tuple[str, ...]
    flows: int
    measures: int
    challenges: int


def draw(reading: Reading, waiting: int) -> Drawing:
    """Return the band diagram of a plan, with a stub for the flows that wait."""
    named = {part.id: part for part in parts(reading, waiting)}
    streams = bands(reading, named.values())
    layout = lay_out((part.node for part in named.values()), streams)
    pen = _Pen(named, layout)
    count = [sum(part.kind == kind for part in named.values()) for kind in ("flow", "measure", "challenge")]
    return Drawing(
        width=WIDTH,
        height=round(TOP + layout.height + FOOT),
        nodes=tuple(pen.node(placed) for placed in layout.nodes),
        bands=tuple(pen.band(band) for band in layout.bands),
        paints=tuple(
            colour
            for colour in ("gem", "rijk", "corp", "wijk")
            if any(part.paint == colour for part in named.values())
        ),
        flows=count[0],
        measures=count[1],
        challenges=count[2],
    )


def anchor(kind: str, id_: str) -> str:
    """Return the address of a node on the page: the same for the same id, safe in an address."""
    return f"b-{kind}-{re.sub('[^A-Za-z0-9_-]', '_', id_)}"


class _Pen:
    """Turns places into shapes and words; knows who is joined to whom."""

    def __init__(self, parts: Mapping[str, Part], layout: Layout) -> None:
        self.parts = parts
        self.placed = {node.id: node for node in layout.nodes}
        self.anchors = _anchors(parts)
        self.right: dict[str, list[str]] = defaultdict(list)
        self.left: dict[str, list[str]] = defaultdict(list)
        for band in layout.bands:
            self.right[band.source].append(band.target)
            self.left[band.target].append(band.source)

    def band(self, band: PlacedBand) -> DrawnBand:
        source = self.parts[band.source]
        effect = source.kind == "measure"
        x0, x1 = (BOX[0] + BOX[1], CHALLENGE_BAR[0]) if effect else (sum(FLOW_BAR), BOX[0])
        middle = (x0 + x1) / 2
        (top0, foot0), (top1, foot1) = band.leaves, band.arrives
        path = (
            f"M{x0:g} {_y(top0)}C{middle:g} {_y(top0)} {middle:g} {_y(top1)} {x1:g} {_y(top1)}"
            f"V{_y(foot1)}C{middle:g} {_y(foot1)} {middle:g} {_y(foot0)} {x0:g} {_y(foot0)}Z"
        )
        return DrawnBand(self._band_id(band.source, band.target), path, "eff" if effect else source.paint)

    def node(self, placed: PlacedNode) -> DrawnNode:
        part = self.parts[placed.id]
        drawn = {
            "flow": self._flow,
            "waiting": self._flow,
            "measure": self._measure,
            "challenge": self._challenge,
        }
        hit, body, words = drawn[part.kind](part, placed)
        return DrawnNode(
            anchor=self.anchors[part.id],
            href="#wacht" if part.kind == "waiting" else f"#{self.anchors[part.id]}",
            kind=part.kind,
            label=self._label(part),
            paint=part.paint,
            hit=hit,
            body=body,
            words=words,
            lit=tuple(self._lit(part)),
            rings=tuple(self._rings(part)),
        )

    def _flow(self, part: Part, placed: PlacedNode) -> tuple[Rectangle, Rectangle, tuple[Words, ...]]:
        text = [("t", line) for line in part.lines] + [("amt", part.amount)]
        need = 15 * len(text)
        top = min(placed.y - 3, placed.middle - need / 2 - 1)
        foot = max(placed.y + placed.height + 3, placed.middle + need / 2 + 3)
        first = placed.middle - need / 2 + 12
        words = tuple(
            Words(css, f"{FLOW_LABEL:g}", _y(first + 15 * i), line, end=True)
            for i, (css, line) in enumerate(text)
        )
        css = "node--unused" if part.kind == "waiting" else f"node--{part.paint}"
        return (
            Rectangle("hit", "0", _y(top), f"{sum(FLOW_BAR):g}", f"{foot - top:.1f}"),
            self._bar(css, FLOW_BAR, placed),
            words,
        )

    def _measure(self, part: Part, placed: PlacedNode) -> tuple[None, Rectangle, tuple[Words, ...]]:
        need = 16 * (len(part.lines) + len(part.names))
        first = placed.middle - need / 2 + 13
        words = [
            Words("t t--m", f"{BOX[0] + 14:g}", _y(first + 16 * i), line) for i, line in enumerate(part.lines)
        ]
        words += [
            Words("sub", f"{BOX[0] + 14:g}", _y(first + 16 * (len(part.lines) + i)), line)
            for i, line in enumerate(part.names)
        ]
        words.append(Words("amt", f"{sum(BOX) - 14:g}", _y(first), part.amount, end=True))
        return None, self._bar("box", BOX, placed), tuple(words)

    def _challenge(self, part: Part, placed: PlacedNode) -> tuple[Rectangle, Rectangle, tuple[Words, ...]]:
        first = placed.middle - 17 * len(part.lines) / 2 + 13
        words = [Words("pc", f"{CHALLENGE_LABEL + 34:g}", _y(placed.middle + 5), part.amount, end=True)]
        words += [
            Words("t", f"{CHALLENGE_LABEL + 44:g}", _y(first + 17 * i), line)
            for i, line in enumerate(part.lines)
        ]
        x = CHALLENGE_BAR[0]
        top = min(placed.y - 3, placed.middle - 17 * len(part.lines) / 2 - 1)
        hit = Rectangle("hit", f"{x:g}", _y(top), f"{WIDTH - x:g}", f"{2 * (placed.middle - top):.1f}")
        return hit, self._bar("node--eff", CHALLENGE_BAR, placed), tuple(words)

    def _bar(self, css: str, span: tuple[float, float], placed: PlacedNode) -> Rectangle:
        return Rectangle(css, f"{span[0]:g}", _y(placed.y), f"{span[1]:g}", f"{placed.height:.1f}")

    def _neighbours(self, part: Part) -> tuple[list[str], list[str], list[tuple[str, str]]]:
        """Return direct neighbours, those one step further, and the bands of that second step."""
        if part.kind == "measure":
            return [*self.left[part.id], *self.right[part.id]], [], []
        out = self.right if part.kind == "flow" else self.left
        near = out[part.id]
        further = [(measure, other) for measure in near for other in out[measure]]
        return near, sorted({other for _, other in further}), further

    def _lit(self, part: Part) -> Iterable[Lit]:
        near, _far, further = self._neighbours(part)
        for other in near:
            left_first = (other, part.id) if other in self.left[part.id] else (part.id, other)
            yield Lit(self._band_id(*left_first), weak=False)
        for measure, other in further:
            pair = (measure, other) if part.kind == "flow" else (other, measure)
            yield Lit(self._band_id(*pair), weak=True)

    def _rings(self, part: Part) -> Iterable[Rectangle]:
        near, far, _further = self._neighbours(part)
        for ids, css in ((near, "ring2"), (far, "ring2 ring2--far")):
            for id_ in ids:
                placed = self.placed[id_]
                if placed.column == 1:
                    x, width = BOX[0] - 3, BOX[1] + 6
                    yield Rectangle(
                        "ring", f"{x:g}", _y(placed.y - 3), f"{width:g}", f"{placed.height + 6:.1f}"
                    )
                else:
                    x = FLOW_BAR[0] - 4 if placed.column == 0 else CHALLENGE_BAR[0]
                    yield Rectangle(css, f"{x:g}", _y(placed.y - 2), "12", f"{placed.height + 4:.1f}")

    def _label(self, part: Part) -> str:
        def names(ids: Iterable[str]) -> str:
            return listed(self.parts[id_].title for id_ in ids)

        text = [part.title, part.amount]
        if part.kind == "flow":
            text.append(_("betaalt %(measures)s") % {"measures": names(self.right[part.id])})
        if part.kind == "measure" and self.left[part.id]:
            text.append(_("betaald uit %(flows)s") % {"flows": names(self.left[part.id])})
        if part.kind == "measure" and self.right[part.id]:
            text.append(_("helpt bij %(challenges)s") % {"challenges": names(self.right[part.id])})
        if part.kind == "challenge":
            text[1] = _("%(share)s van wat wij hier kunnen doen") % {"share": part.amount}
            helped = names(self.left[part.id])
            text.append(
                _("door %(measures)s") % {"measures": helped} if helped else _("geen maatregel in dit plan")
            )
        return ", ".join(text)

    def _band_id(self, source: str, target: str) -> str:
        return f"{self.anchors[source]}.{self.anchors[target]}"


def _anchors(parts: Mapping[str, Part]) -> dict[str, str]:
    """Return an address per node; two ids that would look the same get a number."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in sorted(parts):
        kind, _sep, rest = id_.partition("-")
        wanted = anchor(kind, rest)
        while wanted in taken:
            wanted += "_"
        taken.add(wanted)
        anchors[id_] = wanted
    return anchors


def _y(value: float) -> str:
    return f"{value + TOP:.1f}"
