"""A small table with a plan drawn by hand: two streets' worth of works, shared money, an empty chair."""

from __future__ import annotations

import copy
from typing import Any

from gebiedstafel.connections.reading import Reading


def _votes(agree: int, disagree: int) -> dict[str, Any]:
    return {"A": {"agree": agree, "disagree": disagree, "pass": 0}}


TABLE: dict[str, Any] = {
    "format": "gebiedstafel/table",
    "version": 1,
    "table": {
        "id": "kade",
        "name": "De Kade",
        "area": "W1",
        "as_of": "2026-11-01",
        "years": [2027, 2028, 2029],
    },
    "areas": [
        {"id": "W1", "name": "De Kade", "level": "wijk"},
        {"id": "S1", "name": "Touwbaan", "level": "straat", "parent": "W1"},
    ],
    "parties": [
        {"id": "stad", "name": "Gemeente", "owner_class": "gemeente"},
        {
            "id": "team",
            "name": "Het wijkteam",
            "owner_class": "zorg",
            "hours": [{"per_year": {"2027": 100, "2028": 100}}],
        },
        {"id": "verz", "name": "De verzekeraar", "owner_class": "zorg", "at_table": False},
    ],
    "challenges": [
        {"id": "O1", "title": "Natte kelders", "themes": ["OPE-WATE"], "key_higher": 0.25},
        {"id": "O2", "title": "Het wijkteam verdrinkt", "themes": ["ZOR-WIJK"], "owners": ["team"]},
        {"id": "O3", "title": "Kou in huis", "themes": ["ENE-ISOL"]},
    ],
    "money_flows": [
        {
            "id": "F1",
            "name": "Rioolgeld",
            "holder": "stad",
            "owner_class": "gemeente",
            "budget": {"2027": 40_000_000, "2028": 10_000_000},
            "cost_types": ["investering"],
            "area": "W1",
        },
        {
            "id": "F2",
            "name": "Rijksgeld water",
            "holder": "stad",
            "owner_class": "rijk",
            "budget": {"2028": 20_000_000},
            "cost_types": ["investering"],
            "area": "W1",
            "conditions": [{"text": "De aanvraag is toegekend", "checked_by": "stad", "by": "2027-10-01"}],
        },
        {
            "id": "F3",
            "name": "Preventiegeld",
            "holder": "verz",
            "owner_class": "zorg",
            "budget": {"2028": 8_000_000},
            "cost_types": ["personeel"],
            "area": "W1",
            "certainty": "mogelijk",
            "needs_at_table": "verz",
            "spend_by": "2028-06-30",
        },
        {
            "id": "F4",
            "name": "Focusgeld",
            "holder": "stad",
            "owner_class": "rijk",
            "budget": {"2027": 1_000_000},
            "cost_types": ["personeel"],
            "area": "W1",
            "certainty": "uitgesloten",
            "why_excluded": "De wijk is geen focusgebied.",
        },
    ],
    "measures": [
        {
            "id": "M1",
            "title": "Riool vervangen",
            "themes": ["OPE-WATE"],
            "area": "S1",
            "street": "S1",
            "opens_street": True,
            "start": {"earliest": 2027, "latest": 2029, "planned": 2027},
            "costs": {"investering": [30_000_000]},
            "hours": [{"party": "team", "per_year": [90]}],
            "effects": {"O1": "veel"},
        },
        {
            "id": "M2",
            "title": "Straat inrichten",
            "themes": ["OPE-GROE"],
            "area": "S1",
            "street": "S1",
            "opens_street": True,
            "start": {"earliest": 2027, "latest": 2029, "planned": 2029},
            "costs": {"investering": [12_000_000]},
            "effects": {"O1": 2, "O2": "weten we niet"},
        },
        {
            "id": "M3",
            "title": "Warmtenet",
            "themes": ["ENE-WARM"],
            "area": "S1",
            "street": "S1",
            "opens_street": True,
            "start": {"earliest": 2028, "latest": 2029, "planned": 2028},
            "costs": {"investering": [90_000_000]},
            "effects": {"O3": 7},
        },
        {
            "id": "M4",
            "title": "Spreekuur",
            "themes": ["ZOR-WIJK"],
            "area": "W1",
            "start": {"earliest": 2027, "latest": 2027},
            "costs": {"investering": [500_000]},
            "hours": [{"party": "team", "per_year": [5, 5]}],
            "hours_freed": [{"party": "team", "per_year": [0, 40]}],
            "effects": {"O2": 4},
        },
        {
            "id": "M5",
            "title": "Maatjes",
            "themes": ["ZOR-OUDE"],
            "area": "W1",
            "start": {"earliest": 2027, "latest": 2028},
            "costs": {"personeel": [4_000_000]},
            "effects": {"O2": 2},
        },
    ],
    "bundles": [
        {
            "id": "B1",
            "title": "Touwbaan één keer open",
            "measures": ["M1", "M2", "M3"],
            "saving_per_extra": 2_000_000,
            "nuisance_weeks": 6,
            "same_street": True,
        }
    ],
    "statements": [
        {"id": "S2", "text": "Droge kelders.", "votes": _votes(19, 1), "served_by": ["M1"]},
        {"id": "S3", "text": "Iemand aan de deur.", "votes": _votes(16, 4), "served_by": ["M5"]},
        {"id": "S1", "text": "De straat één keer open.", "votes": _votes(20, 0), "served_by": ["B1"]},
        {"id": "S4", "text": "Meer bankjes.", "votes": _votes(15, 5)},
        {"id": "S5", "text": "Alles parkeren.", "votes": _votes(2, 18)},
        {"id": "S6", "text": "Te weinig stemmen.", "votes": _votes(4, 0)},
    ],
}

PLAN: dict[str, Any] = {
    "status": "within_gap",
    "objective": 20.0,
    "terms": {"need": 19.5, "lapse": -0.5},
    "weights": {"need": 1},
    "bound": 20.04,
    "gap": 0.002,
    "coverage": {"O1": 0.9, "O2": 0.4, "O3": 0.0},
    "points": {"O1": 9, "O2": 4, "O3": 0},
    "statements": {"S1": 1.0, "S2": 1.0, "S3": 0.0},
    "measures": [
        {
            "id": "M1",
            "start": 2027,
            "lead": "stad",
            "hours": [{"party": "team", "skill": "", "year": 2027, "hours": 90}],
            "payments": [{"flow": "F1", "cost_type": "investering", "year": 2027, "cents": 30_000_000}],
            "savings": [],
        },
        {
            "id": "M2",
            "start": 2027,
            "lead": "stad",
            "hours": [],
            "payments": [
                {"flow": "F1", "cost_type": "investering", "year": 2027, "cents": 8_000_000},
                {"flow": "F2", "cost_type": "investering", "year": 2028, "cents": 2_000_000},
            ],
            "savings": [{"bundle": "B1", "cost_type": "investering", "year": 2027, "cents": 2_000_000}],
        },
        {
            "id": "M4",
            "start": 2027,
            "lead": "team",
            "hours": [
                {"party": "team", "skill": "", "year": 2027, "hours": 5},
                {"party": "team", "skill": "", "year": 2028, "hours": 5},
            ],
            "payments": [{"flow": "F1", "cost_type": "investering", "year": 2027, "cents": 500_000}],
            "savings": [],
        },
    ],
    "unused": [
        {"flow": "F1", "year": 2027, "cents": 1_500_000, "lapses": True},
        {"flow": "F1", "year": 2028, "cents": 10_000_000, "lapses": False},
    ],
    "not_chosen": [
        {
            "id": "M3",
            "reason": "",
            "reasons": [
                {"code": "money_short", "facts": {"measure": "M3", "cents": 90_000_000, "waits_on": []}},
                {"code": "nobody_leads", "facts": {"measure": "M3", "offered": []}},
            ],
        },
        {
            "id": "M5",
            "reason": "",
            "reasons": [
                {
                    "code": "no_flow",
                    "facts": {
                        "measure": "M5",
                        "cost_type": "personeel",
                        "themes": ["ZOR-OUDE"],
                        "cents": 4_000_000,
                        "waits_on": ["F3"],
                        "nearest": [],
                    },
                }
            ],
        },
    ],
    "to_check": [
        {
            "flow": "F2",
            "measures": ["M2"],
            "code": "condition",
            "facts": {"text": "De aanvraag is toegekend", "checked_by": "stad", "by": {"date": "2027-10-01"}},
            "text": "",
        }
    ],
    "resident_shortfall": 0,
    "nodes": 1,
}


def small_reading(**plan: Any) -> Reading:
    """Return the small table with its plan, with other parts of the plan where the test needs them."""
    return Reading(copy.deepcopy(TABLE), copy.deepcopy(PLAN) | plan)


def start_in(reading: Reading, measure: str, year: int) -> Reading:
    """Return the same plan in which one measure starts in another year."""
    plan = copy.deepcopy(dict(reading.plan))
    for row in plan["measures"]:
        if row["id"] == measure:
            row["start"] = year
    return Reading(reading.table, plan)
