"""Hours: what the plan asks from and gives back to the neighbourhood team, and who is tight."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.numbers import number, width

from .amounts import per_year
from .reading import Reading

TIGHT_FROM = 0.75
TEAM_THEME = "ZOR-WIJK"


@dataclass(frozen=True, slots=True)
class YearOfHours:
    """Hours in one year; `negative` when more is asked than freed."""

    year: int
    asked: str
    freed: str
    balance: str
    negative: bool


@dataclass(frozen=True, slots=True)
class HoursBalance:
    """What the plan does to one team's time, year by year."""

    party: str
    conclusion: str
    negative: bool
    freed_known: bool
    years: tuple[YearOfHours, ...]


@dataclass(frozen=True, slots=True)
class TightParty:
    """A party that gives nearly all the hours it has, in its fullest year."""

    party: str
    used: str
    offered: str
    year: int
    width: str
    full: bool


def hours_balances(reading: Reading) -> tuple[HoursBalance, ...]:
    """Return the balance of the neighbourhood teams; where none is named, of all who get hours back."""
    freed = freed_hours(reading)
    counted = _teams(reading) or {party for row in reading.measures.values() for party in _freed_parties(row)}
    found = [_balance(reading, party, freed) for party in sorted(counted & set(reading.parties))]
    return tuple(sorted(found, key=lambda balance: (not balance.negative, balance.party)))


def freed_hours(reading: Reading) -> dict[tuple[str, int], int]:
    """Return the hours the chosen measures give back per (party, year) within the years of the table."""
    hours: dict[tuple[str, int], int] = defaultdict(int)
    for measure in reading.chosen:
        for row in reading.measures[measure].get("hours_freed", ()):
            for offset, count in enumerate(row["per_year"]):
                if "party" in row:
                    hours[row["party"], reading.start(measure) + offset] += count
    return dict(hours)


def asked_hours(reading: Reading) -> dict[tuple[str, int], int]:
    """Return the hours the plan asks per (party, year)."""
    hours: dict[tuple[str, int], int] = defaultdict(int)
    for measure in reading.chosen.values():
        for share in measure["hours"]:
            hours[share["party"], int(share["year"])] += share["hours"]
    return dict(hours)


def tight_parties(reading: Reading) -> tuple[TightParty, ...]:
    """Return the parties of which a year is nearly full, the fullest first."""
    asked = asked_hours(reading)
    found = []
    for party in sorted(reading.parties):
        years = [
            (asked.get((party, year), 0) / offered, year, offered)
            for year, offered in _offered(reading, party).items()
            if offered
        ]
        share, year, offered = max(years, default=(0.0, 0, 0), key=lambda item: (item[0], -item[1]))
        if share >= TIGHT_FROM:
            found.append((-share, _tight(reading, party, asked[party, year], offered, year)))
    return tuple(row for _share, row in sorted(found, key=lambda item: (item[0], item[1].party)))


def _tight(reading: Reading, party: str, used: int, offered: int, year: int) -> TightParty:
    share = used / offered
    return TightParty(
        party=reading.party(party),
        used=number(used),
        offered=number(offered),
        year=year,
        width=width(share),
        full=share >= 0.95,
    )


def _offered(reading: Reading, party: str) -> dict[int, int]:
    hours: dict[int, int] = defaultdict(int)
    for offer in reading.parties[party].get("hours", ()):
        for year, count in per_year(offer["per_year"]).items():
            hours[year] += count
    return dict(sorted(hours.items()))


def _freed_parties(measure: object) -> set[str]:
    rows = measure.get("hours_freed", ()) if isinstance(measure, dict) else ()
    return {row["party"] for row in rows if "party" in row}


def _teams(reading: Reading) -> set[str]:
    """Return the first owner of each challenge about the load of neighbourhood teams."""
    return {
        row["owners"][0]
        for row in reading.challenges.values()
        if row.get("owners") and TEAM_THEME in row.get("themes", ())
    }


def _balance(reading: Reading, party: str, freed: dict[tuple[str, int], int]) -> HoursBalance:
    asked = asked_hours(reading)
    years = []
    for year in reading.years:
        left = freed.get((party, year), 0) - asked.get((party, year), 0)
        years.append((left, year, asked.get((party, year), 0), freed.get((party, year), 0)))
    total = sum(left for left, *_rest in years)
    known = any(party in _freed_parties(row) for row in reading.measures.values())
    return HoursBalance(
        party=reading.party(party),
        conclusion=_conclusion(reading.party(party), total),
        negative=any(left < 0 for left, *_rest in years),
        freed_known=known,
        years=tuple(
            YearOfHours(
                year, number(ask), number(free) if known else _("weten we niet"), _signed(left), left < 0
            )
            for left, year, ask, free in years
        ),
    )


def _conclusion(party: str, total: int) -> str:
    facts = {"party": party, "hours": number(abs(total))}
    if total < 0:
        return _("%(party)s geeft %(hours)s uur meer dan er vrijkomt") % facts
    if total > 0:
        return _("%(party)s krijgt %(hours)s uur terug") % facts
    return _("%(party)s geeft en krijgt evenveel uren") % facts


def _signed(hours: int) -> str:
    sign = "−" if hours < 0 else "+" if hours > 0 else ""
    return f"{sign}{number(abs(hours))}"
