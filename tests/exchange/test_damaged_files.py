"""A file that was damaged on its way is read, or refused in words; it never breaks the reader."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.boundaries import read_boundaries
from gebiedstafel.exchange.figures_csv import read_figures
from gebiedstafel.exchange.indicators import MOST

FIGURES = (
    "BU_CODE;BU_NAAM;GM_NAAM;STED;AANT_INW;P_15_24_JR;P_25_44_JR;P_45_64_JR;WWB_UITTOT;g_gas\r\n"
    "BU03440101;Aan de Vecht;Utrecht;2;1.000;10;30;20;30;1200,5\r\n"
    "BU03440102;Súd;Utrecht;5;-99999999;.;-;?;;-99997\r\n"
).encode()
RING = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.0]]
SHAPES = json.dumps(
    {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        "features": [
            {
                "type": "Feature",
                "properties": {"BU_CODE": f"BU0344010{n}"},
                "geometry": {"type": "Polygon", "coordinates": [RING]},
            }
            for n in range(3)
        ],
    }
).encode()
PIECES = [
    b'"',
    b";",
    b"\n",
    b"\0",
    b"{",
    b"]",
    b"null",
    b"1e999",
    b"NaN",
    b"-1",
    b"9" * 40,
    b"\xff",
    b"\xef\xbb\xbf",
]
WOUNDS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from([*PIECES, b""])), min_size=1, max_size=6
)


def damaged(content, wounds):
    """Cut a little out at each place, and put something else there."""
    for where, length, piece in wounds:
        at = int(where * len(content))
        content = content[:at] + piece + content[at + length :]
    return content


def read_or_refused(read, content, name):
    """Return what was read and what was said; anything but a refusal in words is a failure."""
    try:
        return read(content, name), []
    except BadAreaFile as bad:
        return None, [*bad.sentences(), *bad.sentences("en")]


@given(WOUNDS)
def test_damaged_figures_are_read_or_refused_in_words(wounds):
    file, said = read_or_refused(read_figures, damaged(FIGURES, wounds), "kwb2020.csv")

    assert bool(file) != bool(said)
    assert all(sentence.startswith(("kwb2020.csv", "en nog", "and ")) for sentence in said)
    rows = file.rows if file else []
    values = [cell.value for row in rows for cell in row.figures.values() if cell.value is not None]
    assert all(0 <= value < MOST for value in values)


@given(WOUNDS)
def test_damaged_boundaries_are_read_or_refused_in_words(wounds):
    file, said = read_or_refused(read_boundaries, damaged(SHAPES, wounds), "grenzen.geojson")

    assert bool(file) != bool(said)
    shapes = file.shapes.values() if file else []
    assert all(len(ring) >= 4 for shape in shapes for ring in shape.rings)
