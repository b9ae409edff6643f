"""Money the plan cannot use yet: what each flow waits for, when it lapses, and what is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.exchange.exact import exact
from gebiedstafel.ui.templatetags.money import euros
from gebiedstafel.ui.templatetags.numbers import percent

from .amounts import day, listed, per_year
from .reading import Reading, Row


@dataclass(frozen=True, slots=True)
class WaitingFlow:
    """A flow that pays nothing in this plan: what it waits for and until when it can be used."""

    id: str
    name: str
    holder: str
    amount: str
    cents: int
    certainty: str
    waits_for: tuple[str, ...]
    fits: str
    lapses: str


@dataclass(frozen=True, slots=True)
class ImpossibleFlow:
    """A flow that does not come into question here, with the reason its holder gives."""

    name: str
    amount: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What a flow in use leaves, and when that lapses."""

    name: str
    amount: str
    lapses: str
    sorting: tuple[int, str] = (0, "")


def waiting_flows(reading: Reading) -> tuple[WaitingFlow, ...]:
    """Return the flows without any payment that still can come, those that lapse first in front."""
    rows = [
        (_last_day(reading, row), row["name"], _waiting(reading, row))
        for row in reading.flows.values()
        if _is_waiting(reading, row)
    ]
    return tuple(waiting for *_key, waiting in sorted(rows, key=lambda item: (item[0], item[1], item[2].id)))


def _is_waiting(reading: Reading, row: Row) -> bool:
    free = row["id"] not in reading.paid_by_flow and row.get("in_engine", True)
    return free and row.get("certainty", "vast") != "uitgesloten" and _budget(row) > 0


def impossible_flows(reading: Reading) -> tuple[ImpossibleFlow, ...]:
    """Return the flows that are ruled out, with why."""
    rows = [row for row in reading.flows.values() if row.get("certainty") == "uitgesloten"]
    return tuple(
        ImpossibleFlow(row["name"], euros(_budget(row)), row.get("why_excluded") or _("Kan hier niet."))
        for row in sorted(rows, key=lambda row: (row["name"], row["id"]))
    )


def left_over(reading: Reading) -> tuple[LeftOver, ...]:
    """Return the money that flows in use leave over, what lapses first in front."""
    cents: dict[str, int] = defaultdict(int)
    lapsing: dict[str, dict[int, int]] = defaultdict(dict)
    for row in reading.plan.get("unused", ()):
        if row["flow"] in reading.paid_by_flow and row["cents"] > 0:
            cents[row["flow"]] += row["cents"]
            if row["lapses"]:
                lapsing[row["flow"]][row["year"]] = row["cents"]
    found = [_left(reading, flow, amount, lapsing[flow]) for flow, amount in cents.items()]
    return tuple(sorted(found, key=lambda row: row.sorting))


def _left(reading: Reading, flow: str, cents: int, lapsing: dict[int, int]) -> LeftOver:
    name = reading.flows[flow]["name"]
    words = [
        _("%(money)s vervalt na %(day)s.")
        % {"money": euros(amount), "day": day(_end(reading.flows[flow], year))}
        for year, amount in sorted(lapsing.items())
    ]
    if not words:
        words = [_("Dit vervalt nog niet.")]
    return LeftOver(name, euros(cents), " ".join(words), (min(lapsing, default=9999), name))


def _waiting(reading: Reading, row: Row) -> WaitingFlow:
    return WaitingFlow(
        id=row["id"],
        name=row["name"],
        holder=reading.party(row["holder"]),
        amount=euros(_budget(row)),
        cents=_budget(row),
        certainty=_certainty(row.get("certainty", "vast")),
        waits_for=tuple(_conditions(reading, row))
        or (_("Nog geen maatregel in dit plan past bij dit geld."),),
        fits=listed(sorted(reading.short(m) for m in _could_pay(reading, row)), most=3),
        lapses=_lapses(reading, row),
    )


def _certainty(code: str) -> str:
    return {
        "vast": _("ligt vast"),
        "kansrijk": _("kansrijk"),
        "mogelijk": _("mogelijk, nog niet zeker"),
    }.get(code, code)


def _conditions(reading: Reading, row: Row) -> Iterable[str]:
    chair = row.get("needs_at_table")
    if chair and not reading.parties.get(chair, {}).get("at_table", True):
        yield _("%(party)s zit niet aan tafel.") % {"party": reading.party(chair)}
    if row.get("certainty") == "mogelijk":
        yield _toegezegd(reading, row)
    if "match" in row:
        yield _matching(row)
    if row.get("min_application"):
        yield _("De aanvraag is minstens %(money)s.") % {"money": euros(row["min_application"])}
    if row.get("programme_min"):
        yield _("Het programma is samen minstens %(money)s.") % {"money": euros(row["programme_min"])}
    for condition in row.get("conditions", ()):
        yield _("Voorwaarde: %(text)s") % {"text": condition["text"]}
    if row.get("apply_by"):
        yield _("De aanvraag moet uiterlijk %(day)s binnen zijn.") % {"day": day(row["apply_by"])}


def _toegezegd(reading: Reading, row: Row) -> str:
    return _("%(holder)s heeft dit geld nog niet toegezegd.") % {"holder": reading.party(row["holder"])}


def _matching(row: Row) -> str:
    match, facts = row["match"], {}
    if "ratio" in match:
        facts["money"] = euros(round(exact(match["ratio"]) * 100))
        text = _("Bij elke euro hoort %(money)s ander geld")
    else:
        facts["share"] = percent(1 - exact(row.get("max_share", 1)))
        text = _("Minstens %(share)s moet ander geld zijn")
    if match.get("certain_by"):
        facts["day"] = day(match["certain_by"])
        return _("%(rule)s. Dat moet uiterlijk %(day)s vastliggen.") % {
            "rule": text % facts,
            "day": facts["day"],
        }
    return text % facts + "."


def _could_pay(reading: Reading, row: Row) -> list[str]:
    """Return measures left out whose theme and kinds of cost this flow may pay."""
    themes, kinds = row.get("themes"), row.get("kinds")
    return [
        id_
        for id_ in reading.reasons
        if (themes is None or set(themes) & set(reading.measures[id_].get("themes", ())))
        and (kinds is None or set(kinds) & set(reading.measures[id_].get("kinds", ())))
        and set(row.get("cost_types", ())) & set(reading.measures[id_].get("costs", {}))
    ]


def _lapses(reading: Reading, row: Row) -> str:
    return _("Vervalt na %(day)s.") % {"day": day(_last_day(reading, row))}


def _last_day(reading: Reading, row: Row) -> date:
    """Return the last day this flow can be used at all: its own date, else its last year with money."""
    if row.get("spend_by"):
        return date.fromisoformat(row["spend_by"])
    years = [year for year, cents in per_year(row.get("budget", {})).items() if cents]
    if row.get("carry_forward"):
        years.append(reading.years[-1])
    return date(max(years, default=reading.years[-1]), 12, 31)


def _end(row: Row, year: int) -> date:
    end = date(year, 12, 31)
    return min(end, date.fromisoformat(row["spend_by"])) if row.get("spend_by") else end


def _budget(row: Row) -> int:
    return sum(per_year(row.get("budget", {})).values())
