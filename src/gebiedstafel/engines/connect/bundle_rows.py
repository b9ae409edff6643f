"""Works that start together cost less: what each bundle saves and where it is booked."""

from __future__ import annotations

from .model import Model, Term
from .possible import Possible
from .problem import CostType


def add_bundles(model: Model, able: Possible) -> None:
    """save[b,g,t,m,k]: what bundle b takes off member m in its start year t.

    some[b,g,t] is 1 once any member of group g starts in t, so that members − some is n − 1.
    Σ save = saving × (Σ start − some), or less where the members' own cost is less.
    """
    shared = _times_shared(able)
    for number, bundle in enumerate(able.problem.bundles):
        for g, members in enumerate(able.members(number)):
            for t in able.problem.years:
                starters = [m for m in members if t in able.starts[m]]
                if len(starters) < 2:
                    continue
                extra = _count_extra(model, bundle.id, g, t, starters)
                room = {m: _room(able, m) for m in starters if m in (bundle.saving_on or members)}
                saved = _add_savings(
                    model, able, (bundle.id, g, t), room, bundle.saving * (len(starters) - 1)
                )
                if not saved or not bundle.saving:
                    continue
                terms = saved + [(c, -model.cash(bundle.saving) * n) for c, n in extra]
                tight = sorted(sum(room[m].values()) / shared[m] if m in room else 0 for m in starters)
                if any(sum(tight[:n]) < (n - 1) * bundle.saving for n in range(2, len(tight) + 1)):
                    most = bundle.saving * (len(starters) - 1)
                    terms += _add_shortage(model, (bundle.id, g, t), most)
                model.equal(("saving", bundle.id, g, t), terms, 0)
    _cap_savings(model, able)


def _times_shared(able: Possible) -> dict[str, int]:
    times = {m.id: 0 for m in able.problem.measures}
    for bundle in able.problem.bundles:
        for member in bundle.measures:
            if member in times and (not bundle.saving_on or member in bundle.saving_on):
                times[member] += 1
    return times


def _room(able: Possible, measure: str) -> dict[CostType, int]:
    return {kind: cents[0] for kind, cents in able.deficit[measure].items() if cents[0]}


def _count_extra(model: Model, bundle: str, g: int, t: int, starters: list[str]) -> list[Term]:
    """Terms for (members that start in t) − 1, or 0 when none starts."""
    some = model.add(("some", bundle, g, t), 0, 1)
    starts = [(model.column["start", m, t], 1.0) for m in starters]
    for (column, _), m in zip(starts, starters, strict=True):
        model.at_most(("some", bundle, g, t, m), [(column, 1.0), (some, -1.0)], 0)
    model.at_most(("some", bundle, g, t), [(some, 1.0), *((c, -1.0) for c, _ in starts)], 0)
    return [*starts, (some, -1.0)]


def _add_savings(
    model: Model, able: Possible, key: tuple[str, int, int], room: dict[str, dict[CostType, int]], most: int
) -> list[Term]:
    return [
        (model.add(("save", *key, m, kind), 0, model.cash(min(cents, most))), 1.0)
        for m, kinds in room.items()
        for kind, cents in kinds.items()
    ]


def _add_shortage(model: Model, key: tuple[str, int, int], most: int) -> list[Term]:
    """A saving may fall short only when its members' cost of that year is used up."""
    short = model.add(("short", *key), 0, model.cash(most))
    full = model.add(("full", *key), 0, 1, whole=True)
    model.at_most(("short", *key), [(short, 1.0), (full, -model.cash(most))], 0)
    return [(short, 1.0)]


def _cap_savings(model: Model, able: Possible) -> None:
    """Per member, year and cost type the bundles together take off no more than its cost."""
    taken: dict[tuple[str, CostType, int], list[Term]] = {}
    for name, column in model.column.items():
        if name[0] == "save":
            _, _, _, t, m, kind = name
            taken.setdefault((m, kind, t), []).append((column, 1.0))
    for (m, kind, t), terms in taken.items():
        start = model.column["start", m, t]
        cents = able.deficit[m][kind][0]
        model.at_most(("save", m, kind, t), [*terms, (start, -model.cash(cents))], 0)
    for name, full in list(model.column.items()):
        if name[0] != "full":
            continue
        _, bundle, g, t = name
        members = sorted({n[4] for n in model.names if n[0] == "save" and n[1:4] == (bundle, g, t)})
        for m in members:
            kinds = [(key, terms) for key, terms in taken.items() if key[0] == m and key[2] == t]
            all_saved = [term for _, terms in kinds for term in terms]
            cost = model.cash(sum(able.deficit[m][key[1]][0] for key, _ in kinds))
            start = model.column["start", m, t]
            terms = [*((c, -v) for c, v in all_saved), (start, cost), (full, cost)]
            model.at_most(("full", bundle, g, t, m), terms, cost)
