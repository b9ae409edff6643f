"""How wide a text is in the band diagram, and where its lines break."""

from __future__ import annotations

from collections.abc import Iterable

NARROW, WIDE = frozenset("iljtfrI.,:;’'|!()[] "), frozenset("mwMWGOQDHNU%€—")
MOST_LINES = 2


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Estimate the width of a text in the diagram's letter; a little generous, so that it fits."""
    units = sum(0.27 if sign in NARROW else 0.76 if sign in WIDE else 0.505 for sign in text)
    return units * size * (1.04 if bold else 1.0)


def wrapped(text: str, size: float, width: float, bold: bool = False) -> tuple[str, ...]:
    """Break a name over at most two lines; what still does not fit ends in an ellipsis."""
    return _limited(_filled(text.split(), size, width, bold), size, width, bold, MOST_LINES)


def first_lines(names: Iterable[str], size: float, width: float, most: int) -> tuple[str, ...]:
    """Set names one after the other, with a dot between, in the first `most` lines."""
    return _limited(_filled(" · ".join(names).split(), size, width, False), size, width, False, most)


def _filled(words: list[str], size: float, width: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and text_width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _limited(lines: list[str], size: float, width: float, bold: bool, most: int) -> tuple[str, ...]:
    shown = [_shortened(line, size, width, bold) for line in lines[:most]]
    if len(lines) > most:
        shown[-1] = _shortened(shown[-1] + " …", size, width, bold)
    return tuple(shown)


def _shortened(line: str, size: float, width: float, bold: bool) -> str:
    while text_width(line, size, bold) > width and len(line) > 2:
        line = line.rstrip("… ")[:-1].rstrip(" ·") + "…"
    return line
