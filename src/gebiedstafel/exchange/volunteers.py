"""Hours that volunteers offer for one measure: they count as offered, so the measure asks less of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def hours_still_asked(measure: Row) -> list[dict[str, Any]]:
    """Return what the measure asks when volunteers did what they offered, year by year.

    What a party offers first fills what is asked of that party, then what is asked of anyone; never
    what is asked of another party.
    """
    needs = [{**need, "per_year": list(need["per_year"])} for need in measure.get("hours", ())]
    for offer in measure.get("offered_hours", ()):
        own = [need for need in needs if need.get("party") == offer["party"]]
        free = [need for need in needs if "party" not in need]
        for year, hours in enumerate(offer["per_year"]):
            _fill((*own, *free), year, hours)
    return needs


def _fill(needs: Iterable[dict[str, Any]], year: int, hours: int) -> None:
    for need in needs:
        if year < len(need["per_year"]):
            given = min(hours, need["per_year"][year])
            need["per_year"][year] -= given
            hours -= given
