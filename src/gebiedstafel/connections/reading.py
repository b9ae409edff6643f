"""One plan beside the table it was made for, indexed so that all parts of the page read the same facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.utils.translation import get_language

from gebiedstafel.engines.connect import Infeasible
from gebiedstafel.engines.connect.plan import Issue, Plan, Reason, ToCheck
from gebiedstafel.exchange.counted import counted
from gebiedstafel.exchange.effects import effect_points, effects_of
from gebiedstafel.exchange.plan_file import plan_from_json
from gebiedstafel.exchange.plan_sentences import Say, plan_sentences
from gebiedstafel.tables.models import Seat

from .permissions import check_can_see

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JoinedWorks:
    """Works of one bundle that start in the same year, so that they are done once."""

    bundle: str
    title: str
    year: int
    measures: tuple[str, ...]
    saving: int
    weeks: int


@dataclass(frozen=True)
class Reading:
    """The exchange document a plan was made from (`table`), and that plan as JSON (`plan`)."""

    table: Row
    plan: Row

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years the table plans for, in order."""
        return tuple(sorted(int(year) for year in self.table["table"]["years"]))

    @cached_property
    def parties(self) -> dict[str, Row]:
        """Parties of the table by id."""
        return _by_id(self.table.get("parties", ()))

    @cached_property
    def challenges(self) -> dict[str, Row]:
        """Challenges by id."""
        return _by_id(self.table.get("challenges", ()))

    @cached_property
    def measures(self) -> dict[str, Row]:
        """All measures the table considered, by id."""
        return _by_id(self.table.get("measures", ()))

    @cached_property
    def flows(self) -> dict[str, Row]:
        """Money flows by id."""
        return _by_id(self.table.get("money_flows", ())) | _by_id(counted(self.table).get("money_flows", ()))

    @cached_property
    def bundles(self) -> dict[str, Row]:
        """Bundles of works by id."""
        return _by_id(self.table.get("bundles", ()))

    @cached_property
    def chosen(self) -> dict[str, Row]:
        """The measures in the plan by id."""
        return _by_id(self.plan.get("measures", ()))

    @cached_property
    def paid(self) -> dict[tuple[str, str], int]:
        """Cents per (flow, measure) over all years and cost types."""
        cents: dict[tuple[str, str], int] = defaultdict(int)
        for measure in self.chosen.values():
            for payment in measure["payments"]:
                cents[payment["flow"], measure["id"]] += payment["cents"]
        return {pair: amount for pair, amount in sorted(cents.items()) if amount > 0}

    @cached_property
    def paid_by_flow(self) -> dict[str, int]:
        """Cents each flow pays in this plan; flows that pay nothing are absent."""
        return _summed((flow, cents) for (flow, _), cents in self.paid.items())

    @cached_property
    def paid_for_measure(self) -> dict[str, int]:
        """Cents each measure is paid in this plan."""
        return _summed((measure, cents) for (_, measure), cents in self.paid.items())

    @cached_property
    def total(self) -> int:
        """All money this plan spends, in cents."""
        return sum(self.paid.values())

    @cached_property
    def joined(self) -> tuple[JoinedWorks, ...]:
        """Works that meet: members of one bundle that start in the same year (and street, if asked)."""
        found = []
        for bundle in self.bundles.values():
            meeting: dict[tuple[int, str], list[str]] = defaultdict(list)
            for measure in bundle.get("measures", ()):
                if measure in self.chosen:
                    street = self.street(measure) if bundle.get("same_street") else ""
                    meeting[self.start(measure), street].append(measure)
            for (year, _), members in sorted(meeting.items()):
                if len(members) > 1:
                    found.append(self._joined(bundle, year, members))
        return tuple(found)

    @cached_property
    def joined_measures(self) -> frozenset[str]:
        """Measures that are part of some joined work."""
        return frozenset(measure for works in self.joined for measure in works.measures)

    @cached_property
    def answer(self) -> Plan | Infeasible:
        """The plan as the engine gave it, for its sentences."""
        return plan_from_json(self.plan)

    @cached_property
    def reasons(self) -> dict[str, tuple[Reason, ...]]:
        """Why each measure left out is not chosen, what is missing first in front."""
        if isinstance(self.answer, Infeasible):
            return {}
        return {left.id: left.reasons for left in self.answer.not_chosen}

    @cached_property
    def checks(self) -> tuple[ToCheck, ...]:
        """What people still have to check."""
        return () if isinstance(self.answer, Infeasible) else self.answer.to_check

    def said(self, thing: Issue | Reason | ToCheck, *, about: str = "") -> str:
        """Return a finding of the engine as a sentence in the language of the page.

        Under the name of a measure, `about` it, that measure is not named again.
        """
        return self._sayings[page_language()](thing, about=about)

    @cached_property
    def _sayings(self) -> dict[str, Say]:
        return {language: plan_sentences(self.table, language) for language in ("nl", "en")}

    def _joined(self, bundle: Row, year: int, members: list[str]) -> JoinedWorks:
        saved = sum(
            saving["cents"]
            for measure in members
            for saving in self.chosen[measure].get("savings", ())
            if saving["bundle"] == bundle["id"]
        )
        weeks = bundle.get("nuisance_weeks", 0) * (len(members) - 1)
        return JoinedWorks(bundle["id"], bundle["title"], year, tuple(members), saved, weeks)

    def start(self, measure: str) -> int:
        """Return the year a chosen measure starts."""
        return int(self.chosen[measure]["start"])

    def running_years(self, measure: str, start: int | None = None) -> tuple[int, ...]:
        """Return the calendar years a measure costs money or hours, from its start in the plan."""
        first = self.start(measure) if start is None else start
        row = self.measures[measure]
        lists = [*row.get("costs", {}).values(), *row.get("revenue", {}).values()]
        lists += [need["per_year"] for need in row.get("hours", ())]
        length = max((len(values) for values in lists), default=1)
        return tuple(range(first, first + length))

    def street(self, measure: str) -> str:
        """Return the street of a measure's work, or nothing."""
        return str(self.measures[measure].get("street", ""))

    def work_place(self, measure: str) -> str:
        """Return where a measure is seen at work: its street, or the area it builds in; else nothing."""
        row = self.measures[measure]
        level = self.levels.get(row.get("area", ""), "")
        if level == "straat" or (level == "buurt" and "investering" in row.get("costs", {})):
            return str(row.get("street") or row["area"])
        return self.street(measure)

    @cached_property
    def levels(self) -> dict[str, str]:
        """The level of each area on the scale ladder."""
        return {row["id"]: row["level"] for row in self.table.get("areas", ())}

    def effects(self, measure: str) -> dict[str, float]:
        """Return the counted effects of a measure in points per challenge (unknown is not counted)."""
        points = {
            challenge: float(effect_points(effect) or 0)
            for challenge, effect in effects_of(self.measures[measure]).items()
        }
        return {challenge: value for challenge, value in sorted(points.items()) if value > 0}

    def title(self, measure: str) -> str:
        """Return a measure's full name."""
        row = self.measures.get(measure) or self.bundles.get(measure, {})
        return str(row.get("title", measure))

    def short(self, measure: str) -> str:
        """Return a measure's short name for drawings and lists."""
        return str(self.measures.get(measure, {}).get("short") or self.title(measure))

    def party(self, party: str) -> str:
        """Return a party's name."""
        return str(self.parties.get(party, {}).get("name", party))

    def flow(self, flow: str) -> str:
        """Return a money flow's short name, its full one where it has none."""
        row = self.flows.get(flow, {})
        return str(row.get("short") or row.get("name", flow))

    def challenge(self, challenge: str) -> str:
        """Return a challenge's title."""
        return str(self.challenges.get(challenge, {}).get("title", challenge))


class Kept(Protocol):
    """A stored plan, as far as it is read."""

    input: Any
    result: Any
    is_public: bool


def read_plan(plan: Kept, seat: Seat | None = None) -> Reading:
    """Read a stored plan for a seat; every page that shows a plan comes through here.

    Its input is what the whole table saw. Raises `NotAllowed` where this seat may not read it.
    """
    if seat is not None:
        check_can_see(seat, plan)
    return Reading(plan.input, plan.result)


def read_document(document: Mapping[str, Any], seat: Seat) -> dict[str, Any]:
    """Return what a seat may see of the input of a plan; for all that tells its entries.

    Such an input is what the whole table saw already, and a visitor gets no plan that is not public.
    """
    return dict(document)


def page_language() -> str:
    """Return the language in which the engine speaks now."""
    return "en" if (get_language() or "").startswith("en") else "nl"


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for key, cents in pairs:
        sums[key] += cents
    return dict(sums)
