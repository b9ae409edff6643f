"""The band diagram's layout: always the same, nothing overlaps, swaps never add crossings."""

import random
from itertools import pairwise
from math import isclose, sqrt

from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.connections.bands import (
    BOX_INSET,
    THINNEST,
    Band,
    Node,
    crossings,
    first_order,
    lay_out,
    swap_neighbours,
    sweep,
    thickness,
)


@st.composite
def diagrams(draw):
    """Up to eight nodes a column with bands of any value between neighbouring columns."""
    sizes = [draw(st.integers(1, 8)) for _ in range(3)]
    nodes = [
        Node(f"{column}{i}", column, draw(st.floats(24, 120)), draw(st.integers(0, 10**8)))
        for column, size in enumerate(sizes)
        for i in range(size)
    ]
    pairs = [(f"{c}{i}", f"{c + 1}{j}") for c in (0, 1) for i in range(sizes[c]) for j in range(sizes[c + 1])]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30))
    bands = [Band(source, target, draw(st.integers(1, 10**8))) for source, target in chosen]
    return nodes, bands


def slow_crossings(order, bands):
    """Compare every pair of bands: the plain meaning of crossing."""
    rank = {id_: (column, i) for column, ids in enumerate(order) for i, id_ in enumerate(ids)}
    total = 0.0
    for gap in (0, 1):
        inside = [band for band in bands if rank[band.source][0] == gap]
        whole = sum(band.value for band in inside)
        for i, one in enumerate(inside):
            for other in inside[i + 1 :]:
                left = rank[one.source][1] - rank[other.source][1]
                right = rank[one.target][1] - rank[other.target][1]
                if left * right < 0:
                    total += sqrt(one.value * other.value) / whole
    return total


@given(diagrams())
def test_counting_crossings_quickly_equals_comparing_every_pair(diagram):
    nodes, bands = diagram
    order = first_order(nodes)

    assert isclose(crossings(order, bands), slow_crossings(order, bands), rel_tol=1e-9, abs_tol=1e-9)


@given(diagrams())
def test_sweeps_and_swaps_never_add_crossings(diagram):
    nodes, bands = diagram
    start = first_order(nodes)

    swept = sweep(start, bands, nodes)
    swapped = swap_neighbours(swept, bands, nodes)

    assert crossings(swept, bands) <= crossings(start, bands) + 1e-9
    assert crossings(swapped, bands) <= crossings(swept, bands) + 1e-9


@given(diagrams(), st.randoms(use_true_random=False))
def test_the_same_plan_always_draws_the_same(diagram, shuffler: random.Random):
    nodes, bands = diagram
    other_nodes, other_bands = list(nodes), list(bands)
    shuffler.shuffle(other_nodes)
    shuffler.shuffle(other_bands)

    assert lay_out(nodes, bands) == lay_out(other_nodes, other_bands)


@given(diagrams())
def test_nodes_of_a_column_never_overlap(diagram):
    nodes, bands = diagram

    layout = lay_out(nodes, bands)

    for column in range(3):
        placed = layout.column(column)
        assert len(placed) == sum(node.column == column for node in nodes)
        for upper, lower in pairwise(placed):
            assert upper.y + upper.height + 5.99 <= lower.y
        assert all(node.y >= 0 and node.y + node.height <= layout.height + 1e-6 for node in placed)


@given(diagrams())
def test_bands_fill_their_node_exactly(diagram):
    nodes, bands = diagram

    layout = lay_out(nodes, bands)

    for node in layout.nodes:
        inset = 2 * BOX_INSET if node.column == 1 else 0
        leaving = [b.leaves[1] - b.leaves[0] for b in layout.bands if b.source == node.id]
        arriving = [b.arrives[1] - b.arrives[0] for b in layout.bands if b.target == node.id]
        for widths in (leaving, arriving):
            if widths:
                assert isclose(sum(widths), node.height - inset, rel_tol=1e-6)


def test_a_small_band_stays_visible_and_the_others_give_way():
    widths = thickness([1, 1_000_000, 1_000_000], 50)

    assert widths[0] == THINNEST
    assert isclose(sum(widths), 50)
    assert widths[1] == widths[2]


def test_too_many_bands_share_the_height_evenly():
    assert thickness([5, 1, 9], 1.5) == [0.5, 0.5, 0.5]


def test_two_bands_that_need_not_cross_do_not_cross():
    nodes = [Node("a", 0, 30, 9), Node("b", 0, 30, 1), Node("x", 1, 40, 1), Node("y", 1, 40, 9)]
    bands = [Band("a", "x", 5), Band("b", "y", 5)]

    layout = lay_out(nodes, bands)

    order = tuple(tuple(node.id for node in layout.column(column)) for column in range(3))
    assert crossings(order, bands) == 0


def test_the_stub_of_waiting_flows_stays_at_the_foot():
    nodes = [Node("waiting", 0, 46, 0, last=True), Node("a", 0, 30, 1), Node("x", 1, 40, 1)]

    layout = lay_out(nodes, [Band("a", "x", 1)])

    assert [node.id for node in layout.column(0)] == ["a", "waiting"]
