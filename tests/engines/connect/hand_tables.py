"""The hand-checkable instances as problems: euros become cents, years become calendar years."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

from gebiedstafel.engines.connect.problem import (
    Bundle,
    Challenge,
    CostType,
    Match,
    Measure,
    MoneyFlow,
    OwnerClass,
    Party,
    Problem,
    Segment,
    Weights,
)

FIRST = 2027
NEED_ONLY = Weights(*[Fraction(1)] + [Fraction(0)] * 5)
CLASSES = {"gem": OwnerClass.MUNICIPALITY, "rijk": OwnerClass.STATE}


def read_hand_table(path: Path) -> tuple[Problem, dict]:
    doc = json.loads(path.read_text())
    years = tuple(range(FIRST, FIRST + doc["T"]))
    problem = Problem(
        id=doc["name"],
        as_of=date(2026, 11, 1),
        years=years,
        areas={"A": None},
        parties=tuple(Party(p["id"], CLASSES[p["kind"]], max_leads=p["max_lead"]) for p in doc["parties"]),
        challenges=tuple(Challenge(o["id"], Fraction(o["need"]), Fraction(1)) for o in doc["opgaven"]),
        measures=tuple(_measure(m) for m in doc["measures"]),
        flows=tuple(_flow(f, years) for f in doc["flows"]),
        bundles=tuple(
            Bundle(f"{s['m']}+{s['n']}", (s["m"], s["n"]), _cents(s["saving"]), (s["m"],))
            for s in doc["synergies"]
        ),
        weights=NEED_ONLY,
        segments=(Segment(Fraction(1), Fraction(1)),),
    )
    return problem, doc["_expected"]


def _cents(euros: float) -> int:
    return round(euros * 100)


def _measure(m: dict) -> Measure:
    return Measure(
        id=m["id"],
        themes=(m["theme"], *m["themes2"]),
        area=m["area"],
        start_years=tuple(FIRST + t for t in m["window"]),
        costs={CostType.INVESTMENT: tuple(_cents(c) for c in m["cost"])},
        leads=("gem",),
        effects={o: Fraction(e) for o, e in m["effects"].items()},
    )


def _flow(f: dict, years: tuple[int, ...]) -> MoneyFlow:
    ratio = Fraction(f["match_ratio"]).limit_denominator(1000)
    match = Match(ratio, frozenset(OwnerClass(c) for c in f["match_excl"])) if ratio else None
    return MoneyFlow(
        id=f["id"],
        holder=f["owner"],
        owner_class=OwnerClass(f["owner_class"]),
        budget={year: _cents(b) for year, b in zip(years, f["budget"], strict=True)},
        cost_types=frozenset({CostType.INVESTMENT}),
        area=f["area"],
        themes=frozenset(f["themes"]) or None,
        carry_forward=Fraction(int(f["carry"])),
        spend_by=date(years[f["deadline"]], 12, 31),
        max_share=Fraction(f["max_share"]).limit_denominator(1000),
        match=match,
    )
