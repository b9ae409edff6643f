"""Everything the page Verbinden shows of one plan, as values: no query, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .band_drawing import Drawing, draw
from .coverage import Covered, coverage
from .headline import Headline, Standing, headline
from .hours import HoursBalance, TightParty, hours_balances, tight_parties
from .next_step import Looker, NextStep, next_step
from .open_questions import OpenQuestion, open_questions
from .plan_changes import PlanChanges, plan_changes
from .planned_measures import Planned, planned_measures
from .reading import Reading
from .reasons import LeftOutGroup, left_out
from .shared_statements import SHOWN_FIRST, SharedStatement, shared_statements
from .to_check import FlowChecks, checks_by_flow, checks_by_measure
from .waiting_money import ImpossibleFlow, LeftOver, WaitingFlow, impossible_flows, left_over, waiting_flows
from .works_calendar import WorksCalendar, works_calendar


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The parts of the page from top to bottom."""

    headline: Headline
    statements: tuple[SharedStatement, ...]
    more_statements: tuple[SharedStatement, ...]
    coverage: tuple[Covered, ...]
    balances: tuple[HoursBalance, ...]
    tight: tuple[TightParty, ...]
    changes: PlanChanges | None
    open_questions: tuple[OpenQuestion, ...]
    drawing: Drawing
    measures: tuple[Planned, ...]
    calendar: WorksCalendar | None
    left_out: tuple[LeftOutGroup, ...]
    left_out_count: int
    waiting: tuple[WaitingFlow, ...]
    impossible: tuple[ImpossibleFlow, ...]
    left_over: tuple[LeftOver, ...]
    checks: tuple[FlowChecks, ...]
    check_count: int
    next_step: NextStep

    @property
    def statement_count(self) -> int:
        """How many statements residents share, folded or not."""
        return len(self.statements) + len(self.more_statements)


def plan_page(
    reading: Reading,
    standing: Standing,
    looker: Looker,
    *,
    must_solve: bool,
    before: tuple[Reading, date] | None = None,
) -> PlanPage:
    """Return the page of a plan for the seat that looks, beside the plan `before` where there is one."""
    waiting = waiting_flows(reading)
    statements, checks = shared_statements(reading), checks_by_flow(reading)
    return PlanPage(
        headline=headline(reading, standing, len(waiting)),
        statements=statements[:SHOWN_FIRST],
        more_statements=statements[SHOWN_FIRST:],
        coverage=coverage(reading),
        balances=hours_balances(reading),
        tight=tight_parties(reading),
        changes=plan_changes(before[0], reading, before[1]) if before else None,
        open_questions=open_questions(reading),
        drawing=draw(reading, len(waiting)),
        measures=planned_measures(reading, checks_by_measure(reading)),
        calendar=works_calendar(reading),
        left_out=left_out(reading),
        left_out_count=len(reading.reasons),
        waiting=waiting,
        impossible=impossible_flows(reading),
        left_over=left_over(reading),
        checks=checks,
        check_count=sum(len(one.checks) for one in checks),
        next_step=next_step(
            reading,
            looker,
            adopted=standing.adopted_on is not None,
            must_solve=must_solve,
            waiting=len(waiting),
        ),
    )
