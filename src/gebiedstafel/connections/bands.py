"""Where the band diagram puts its nodes and bands: three columns, few crossings, always the same.

Pure layout. Columns are 0 (who pays), 1 (what we do) and 2 (where it helps); bands run from one
column to the next. Only ids, values and heights count, so the order rows come in changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

SWEEPS = 12
SWAP_PASSES = 4
THINNEST = 1.2
BOX_INSET = 4.0
MEASURE_GAP = 8.0
LEAST_GAP = 6.0
WIDEST_GAP = 34.0


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in one column; `last` keeps it at the foot of its column."""

    id: str
    column: int
    height: float
    value: float
    last: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A stream from a node to a node one column further."""

    source: str
    target: str
    value: float


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with its top edge."""

    id: str
    column: int
    y: float
    height: float

    @property
    def middle(self) -> float:
        """The height at which its label stands."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class PlacedBand:
    """A band with its two edges: (top, bottom) where it leaves and where it arrives."""

    source: str
    target: str
    leaves: tuple[float, float]
    arrives: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """All nodes from top to bottom per column, all bands, and the height they need."""

    nodes: tuple[PlacedNode, ...]
    bands: tuple[PlacedBand, ...]
    height: float

    def column(self, column: int) -> tuple[PlacedNode, ...]:
        """Return the nodes of one column from top to bottom."""
        return tuple(node for node in self.nodes if node.column == column)


Order = tuple[tuple[str, ...], ...]


def lay_out(nodes: Iterable[Node], bands: Iterable[Band]) -> Layout:
    """Order the columns with few crossings, place the nodes and give each band its edges."""
    all_nodes = sorted(nodes, key=lambda node: (node.column, node.last, -node.value, node.id))
    all_bands = sorted(bands, key=lambda band: (band.source, band.target))
    order = swap_neighbours(sweep(first_order(all_nodes), all_bands, all_nodes), all_bands, all_nodes)
    placed = _place({node.id: node for node in all_nodes}, order)
    height = max((node.y + node.height for node in placed), default=0.0)
    return Layout(placed, _edges(placed, all_bands), height)


def first_order(nodes: Sequence[Node]) -> Order:
    """Return the order to start from: the largest first, ties by id."""
    return tuple(tuple(node.id for node in nodes if node.column == column) for column in range(3))


def crossings(order: Order, bands: Iterable[Band]) -> float:
    """Return the weighted crossings: √(v₁·v₂) for each pair of bands that cross, values per gap as shares."""
    place = _places(order)
    gaps: tuple[list[Band], list[Band]] = ([], [])
    for band in bands:
        gaps[place[band.source][0]].append(band)
    return sum(_gap_crossings(gap, place) for gap in gaps)


def sweep(order: Order, bands: Sequence[Band], nodes: Sequence[Node]) -> Order:
    """Return the best order met in the sweeps that pull each node to the middle of its neighbours."""
    pulls = _pulls(bands, _places(order))
    pinned = frozenset(node.id for node in nodes if node.last)
    best, least = order, crossings(order, bands)
    for _ in range(SWEEPS):
        for column, beside in ((1, 0), (2, 1), (1, 2), (0, 1)):
            order = _pulled(order, column, beside, pulls, pinned)
        count = crossings(order, bands)
        if count < least - 1e-12:
            best, least = order, count
    return best


def swap_neighbours(order: Order, bands: Sequence[Band], nodes: Sequence[Node]) -> Order:
    """Return the order after passes that swap two neighbours wherever that lowers the crossings."""
    pinned = frozenset(node.id for node in nodes if node.last)
    pulls = _pulls(bands, _places(order))
    columns = [list(column) for column in order]
    rank = {id_: i for column in columns for i, id_ in enumerate(column)}
    for _ in range(SWAP_PASSES):
        swaps = [_swap_pass(column, pinned, pulls, rank) for column in columns]
        if not any(swaps):
            break
    return tuple(tuple(column) for column in columns)


def thickness(values: Sequence[float], height: float) -> list[float]:
    """Share a height over bands by value, none thinner than the thinnest that can be seen."""
    if not values:
        return []
    if height <= THINNEST * len(values):
        return [height / len(values)] * len(values)
    thin: set[int] = set()
    while True:
        left = height - THINNEST * len(thin)
        total = sum(value for i, value in enumerate(values) if i not in thin)
        widths = [
            THINNEST if i in thin or total <= 0 else left * value / total for i, value in enumerate(values)
        ]
        thinner = {i for i, width in enumerate(widths) if width < THINNEST - 1e-9}
        if not thinner:
            return widths
        thin |= thinner


Places = Mapping[str, tuple[int, int]]
Pulls = Mapping[tuple[str, int], Sequence[tuple[str, float]]]


def _places(order: Order) -> dict[str, tuple[int, int]]:
    return {id_: (column, i) for column, ids in enumerate(order) for i, id_ in enumerate(ids)}


def _pulls(bands: Sequence[Band], place: Places) -> Pulls:
    """Return per (node, side) its neighbours with √(share of that gap); side −1 is left, +1 is right."""
    total: dict[int, float] = defaultdict(float)
    for band in bands:
        total[place[band.source][0]] += band.value
    pulls: dict[tuple[str, int], list[tuple[str, float]]] = defaultdict(list)
    for band in bands:
        weight = sqrt(band.value / total[place[band.source][0]]) if band.value > 0 else 0.0
        pulls[band.source, 1].append((band.target, weight))
        pulls[band.target, -1].append((band.source, weight))
    return pulls


def _pulled(order: Order, column: int, beside: int, pulls: Pulls, pinned: frozenset[str]) -> Order:
    place = {id_: i for i, id_ in enumerate(order[beside])}
    stretch = max(len(order[beside]) - 1, 0) / max(len(order[column]) - 1, 1)

    def middle(item: tuple[int, str]) -> tuple[bool, float, str]:
        i, id_ = item
        neighbours = pulls.get((id_, beside - column), ())
        weight = sum(w for _, w in neighbours)
        at = sum(place[n] * w for n, w in neighbours) / weight if weight else i * stretch
        return id_ in pinned, round(at, 9), id_

    ordered = tuple(id_ for _, id_ in sorted(enumerate(order[column]), key=middle))
    return tuple(ordered if i == column else ids for i, ids in enumerate(order))


def _gap_crossings(gap: Sequence[Band], place: Places) -> float:
    total = sum(band.value for band in gap)
    if not total:
        return 0.0
    ends = sorted((place[band.source][1], place[band.target][1], sqrt(band.value)) for band in gap)
    seen = [0.0] * (1 + max(right for _, right, _ in ends))
    waiting: list[tuple[int, float]] = []
    crossing, current = 0.0, -1
    for left, right, root in ends:
        if left != current:
            for at, weight in waiting:
                seen[at] += weight
            waiting, current = [], left
        crossing += root * sum(seen[right + 1 :])
        waiting.append((right, root))
    return crossing / total


def _swap_pass(column: list[str], pinned: frozenset[str], pulls: Pulls, rank: dict[str, int]) -> bool:
    """Swap neighbours of one column from top to bottom where that lowers the crossings."""
    swapped = False
    for i in range(len(column) - 1):
        upper, lower = column[i], column[i + 1]
        gain = _pair(upper, lower, pulls, rank) - _pair(lower, upper, pulls, rank)
        if lower not in pinned and gain > 1e-12:
            column[i], column[i + 1] = lower, upper
            rank[lower], rank[upper] = i, i + 1
            swapped = True
    return swapped


def _pair(upper: str, lower: str, pulls: Pulls, rank: Mapping[str, int]) -> float:
    """Return the crossings between the bands of two nodes when `upper` stands above `lower`."""
    return sum(
        w_up * w_low
        for side in (-1, 1)
        for up, w_up in pulls.get((upper, side), ())
        for low, w_low in pulls.get((lower, side), ())
        if rank[up] > rank[low]
    )


def _place(nodes: Mapping[str, Node], order: Order) -> tuple[PlacedNode, ...]:
    heights = [[nodes[id_].height for id_ in ids] for ids in order]
    least = (LEAST_GAP, MEASURE_GAP, LEAST_GAP)
    full = max(
        (sum(column) + gap * max(len(column) - 1, 0) for column, gap in zip(heights, least, strict=True)),
        default=0.0,
    )
    placed: list[PlacedNode] = []
    for column, ids in enumerate(order):
        between = max(len(ids) - 1, 1)
        gap = MEASURE_GAP
        if column != 1:
            gap = min(WIDEST_GAP, max(LEAST_GAP, (full - sum(heights[column])) / between))
        used = sum(heights[column]) + gap * max(len(ids) - 1, 0)
        y = max(0.0, (full - used) / 2)
        for id_ in ids:
            placed.append(PlacedNode(id_, column, y, nodes[id_].height))
            y += nodes[id_].height + gap
    return tuple(placed)


def _edges(placed: Sequence[PlacedNode], bands: Sequence[Band]) -> tuple[PlacedBand, ...]:
    nodes = {node.id: node for node in placed}
    rank = {node.id: i for i, node in enumerate(placed)}
    leaving: dict[str, list[Band]] = defaultdict(list)
    arriving: dict[str, list[Band]] = defaultdict(list)
    for band in bands:
        leaving[band.source].append(band)
        arriving[band.target].append(band)
    leaves: dict[Band, tuple[float, float]] = {}
    arrives: dict[Band, tuple[float, float]] = {}
    for id_, ends in leaving.items():
        leaves |= _ends(nodes[id_], sorted(ends, key=lambda band: rank[band.target]))
    for id_, ends in arriving.items():
        arrives |= _ends(nodes[id_], sorted(ends, key=lambda band: rank[band.source]))
    return tuple(PlacedBand(band.source, band.target, leaves[band], arrives[band]) for band in bands)


def _ends(node: PlacedNode, bands: Sequence[Band]) -> dict[Band, tuple[float, float]]:
    inset = BOX_INSET if node.column == 1 else 0.0
    y = node.y + inset
    ends = {}
    for band, width in zip(bands, thickness([b.value for b in bands], node.height - 2 * inset), strict=True):
        ends[band] = (y, y + width)
        y += width
    return ends
