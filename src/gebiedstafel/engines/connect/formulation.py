"""The whole table as one mixed-integer model."""

from __future__ import annotations

from .budget_rows import add_budgets
from .bundle_rows import add_bundles
from .hour_rows import add_hours
from .model import Model
from .order import largest_deficit
from .payment_rows import Ledger, add_payments
from .possible import Possible
from .rule_rows import add_flow_rules
from .start_rows import add_choices, add_leads, add_prerequisites, add_starts
from .value_rows import add_coverage, add_resident_floor, add_statements


def formulate(able: Possible, shared: frozenset[str] = frozenset()) -> Model:
    """Every constraint family of the engine's README, in its order.

    What lapses of `shared` flows is not counted here: other tables spend of them too.
    """
    model = rules_alone(able, shared)
    add_coverage(model, able)
    add_statements(model, able)
    add_resident_floor(model, able)
    return model


def rules_alone(able: Possible, shared: frozenset[str] = frozenset()) -> Model:
    """The model of a table with its rules but without what a plan is worth."""
    model = Model(largest_deficit(able.problem))
    add_starts(model, able)
    add_prerequisites(model, able)
    add_choices(model, able)
    add_leads(model, able)
    add_bundles(model, able)
    add_payments(model, able)
    ledger = Ledger(model)
    add_budgets(model, able, ledger, shared)
    add_flow_rules(model, able, ledger)
    add_hours(model, able)
    return model
