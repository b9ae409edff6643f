"""How days, shares and lists are written on the plan page; money and numbers as everywhere on the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.words import between
from gebiedstafel.ui.templatetags.dates import day as written_day
from gebiedstafel.ui.templatetags.numbers import number


def day(value: date | str) -> str:
    """Return a day written out, also one from a file: 1 oktober 2027."""
    return written_day(date.fromisoformat(value) if isinstance(value, str) else value)


def moment(value: datetime) -> str:
    """Return a moment written out: 26 november 2026 om 14.05 uur."""
    here = localtime(value)
    return _("%(day)s om %(time)s uur") % {"day": written_day(here), "time": f"{here:%H.%M}"}


def decimal(value: float) -> str:
    """Return a number with one decimal, none when it is whole: 0,5 or 7."""
    return number(value, 0 if abs(value - round(value)) < 0.05 else 1)


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Join names as one would say them: riool, stroomnet en inrichting; past `most` only a count.

    Names that hold a comma are set apart by semicolons, as on the command line.
    """
    items = list(names)
    if most and len(items) > most + 1:
        items = [*items[:most], _("%(count)s andere") % {"count": len(items) - most}]
    if len(items) < 2:
        return "".join(items)
    return _("%(most)s en %(last)s") % {"most": between(items).join(items[:-1]), "last": items[-1]}


def per_year(row: Mapping[object, int]) -> dict[int, int]:
    """Return a map per year with whole years as keys, whatever the file wrote."""
    return {int(str(year)): value for year, value in row.items()}


def whole(cents: int) -> int:
    """Return an amount to the euro: nobody settles cents at a table."""
    return round(cents / 100) * 100
