"""Shares and ratios exactly as they were written: 0.7 is seven tenths, "2/3" is two thirds."""

from __future__ import annotations

from fractions import Fraction


def exact(written: float | str) -> Fraction:
    """The fraction a number or text stands for."""
    return Fraction(str(written))


def written(share: Fraction) -> int | float | str:
    """A fraction as people write it: a whole or decimal number, else as text "2/3"."""
    if share.denominator == 1:
        return int(share)
    decimal = float(share)
    return decimal if exact(decimal) == share else f"{share.numerator}/{share.denominator}"
