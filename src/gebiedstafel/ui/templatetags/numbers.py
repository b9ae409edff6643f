"""Numbers and shares in the words of the page."""

from collections.abc import Sequence
from fractions import Fraction

from django import template
from django.utils.translation import gettext

from gebiedstafel.ui.templatetags.money import grouped, is_dutch

register = template.Library()


@register.filter
def number(value: float | int | None, decimals: int = 0) -> str:
    """Return a number the Dutch way: 7.400 or 2,5; what is missing is said, never zero."""
    if value is None:
        return gettext("onbekend")
    text = f"{abs(value):.{decimals}f}"
    whole, _, rest = text.partition(".")
    mark = "," if is_dutch() else "."
    sign = "\u2212" if value < 0 and float(text) else ""
    return sign + grouped(int(whole)) + (mark + rest if rest else "")


def whole_percent(share: float | Fraction) -> int:
    """Return the share in whole percents; only nothing is 0 and only everything is 100."""
    rounded = int(share * 100 + Fraction(1, 2))
    if 0 < share < 1:
        return min(max(rounded, 1), 99)
    return rounded


@register.filter
def percent(share: float | Fraction | None) -> str:
    """Return a share between 0 and 1 as 46%."""
    return gettext("onbekend") if share is None else f"{whole_percent(share)}%"


@register.filter
def width(share: float | Fraction | None) -> str:
    """Return a share between 0 and 1 as a length in a drawing: 46.25%."""
    return f"{min(max(float(share or 0), 0.0), 1.0) * 100:.2f}%"


@register.filter
def years(values: Sequence[int]) -> str:
    """Return years as a person would say them: 2027, 2027 en 2028, 2027 tot en met 2030."""
    row = sorted(values)
    if len(row) < 2:
        return "".join(map(str, row))
    if len(row) > 2 and row == list(range(row[0], row[-1] + 1)):
        return gettext("%(first)s tot en met %(last)s") % {"first": row[0], "last": row[-1]}
    return gettext("%(list)s en %(last)s") % {"list": ", ".join(map(str, row[:-1])), "last": row[-1]}
