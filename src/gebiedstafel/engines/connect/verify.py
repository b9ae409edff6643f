"""An independent check of a plan against its table, in plain whole numbers and fractions.

It reads no matrix and shares no code with the model: only the values of problem and plan. Budgets,
minima, maxima and sums hold to the cent; rules about shares may be passed by less than one cent for
each payment they weigh.
"""

from __future__ import annotations

from collections.abc import Callable

from .plan import Plan, Violation
from .problem import Problem
from .verify_hours import check_hours, check_leads
from .verify_money import check_budgets, check_flows, check_payments, check_programmes
from .verify_starts import check_savings, check_starts
from .verify_value import check_value

Check = Callable[[Problem, Plan], list[Violation]]

CHECKS: tuple[Check, ...] = (
    check_starts,
    check_savings,
    check_leads,
    check_hours,
    check_payments,
    check_flows,
    check_budgets,
    check_programmes,
    check_value,
)


def verify(problem: Problem, plan: Plan) -> list[Violation]:
    """Every rule the plan breaks; empty when it keeps them all."""
    strangers = _strangers(problem, plan)
    return strangers or [violation for rule in CHECKS for violation in rule(problem, plan)]


def keeps_rules(problem: Problem, plan: Plan) -> bool:
    """Whether the plan may be done at this table, whatever it says that it is worth."""
    rules = (rule for rule in CHECKS if rule is not check_value)
    return not _strangers(problem, plan) and not any(rule(problem, plan) for rule in rules)


def _strangers(problem: Problem, plan: Plan) -> list[Violation]:
    """What the plan names and the table does not have: measures, else flows."""
    known = {m.id for m in problem.measures}
    strange = [m.id for m in plan.measures if m.id not in known]
    if strange:
        return [Violation("unknown_measure", f"measures/{m}", {"measure": m}) for m in strange]
    flows = {f.id for f in problem.flows}
    lost = [(m.id, p.flow) for m in plan.measures for p in m.payments if p.flow not in flows]
    return [Violation("unknown_flow", f"measures/{m}", {"measure": m, "flow": f}) for m, f in lost]
