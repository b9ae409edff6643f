"""Verifier, part two: who leads and whose hours are used."""

from __future__ import annotations

from .plan import HourShare, Plan, Violation
from .problem import HourNeed, Measure, Problem


def check_leads(problem: Problem, plan: Plan) -> list[Violation]:
    """Only a party at the table that offered leads, and none more than it can."""
    found: list[Violation] = []
    by_id = {m.id: m for m in problem.measures}
    parties = {p.id: p for p in problem.parties}
    counts: dict[str, int] = {}
    for m in plan.measures:
        facts = {"measure": m.id, "party": m.lead}
        party = parties.get(m.lead)
        if party is None or m.lead not in by_id[m.id].leads:
            found.append(Violation("lead_not_offered", f"measures/{m.id}", facts))
        elif not party.at_table:
            found.append(Violation("lead_absent", f"measures/{m.id}", facts))
        counts[m.lead] = counts.get(m.lead, 0) + 1
    for p in problem.parties:
        if p.max_leads is not None and counts.get(p.id, 0) > p.max_leads:
            many = {"party": p.id, "leads": counts[p.id], "most": p.max_leads}
            found.append(Violation("too_many_leads", f"parties/{p.id}", many))
    return found


def check_hours(problem: Problem, plan: Plan) -> list[Violation]:
    """Hours are given by willing parties at the table, within what they offered, and exactly as asked."""
    found: list[Violation] = []
    by_id = {m.id: m for m in problem.measures}
    parties = {p.id: p for p in problem.parties}
    used: dict[tuple[str, str, int], int] = {}
    for m in plan.measures:
        for share in m.hours:
            facts = {"measure": m.id, "party": share.party, "year": share.year, "hours": share.hours}
            path = f"measures/{m.id}/hours"
            party = parties.get(share.party)
            if party is None or not party.at_table:
                found.append(Violation("hours_absent", path, facts))
                continue
            if party.themes is not None and not set(party.themes) & set(by_id[m.id].themes):
                found.append(Violation("hours_unwilling", path, facts))
            if share.hours < 0:
                found.append(Violation("hours_negative", path, facts))
            key = (share.party, share.skill, share.year)
            used[key] = used.get(key, 0) + share.hours
        found += _check_needs(problem, by_id[m.id], m.start, m.hours)
    for (name, skill, year), hours in sorted(used.items()):
        offered = sum(o.hours.get(year, 0) for o in parties[name].offers if o.skill == skill)
        if hours > offered:
            facts = {"party": name, "skill": skill, "year": year, "hours": hours - offered}
            found.append(Violation("hours_over", f"parties/{name}", facts))
    return found


def _check_needs(
    problem: Problem, measure: Measure, start: int, shares: tuple[HourShare, ...]
) -> list[Violation]:
    found: list[Violation] = []
    years = sorted({share.year for share in shares} | set(problem.years))
    for year in years:
        k = year - start
        needs = [(n, n.hours[k]) for n in measure.hours if 0 <= k < len(n.hours) and n.hours[k]]
        given = [share for share in shares if share.year == year]
        asked = sum(hours for _, hours in needs)
        total = sum(share.hours for share in given)
        covered = _cover(needs, given)
        if covered < asked or total != asked:
            facts = {"measure": measure.id, "year": year, "hours": max(asked - covered, total - asked)}
            found.append(Violation("hours_not_as_asked", f"measures/{measure.id}/hours", facts))
    return found


def _cover(needs: list[tuple[HourNeed, int]], given: list[HourShare]) -> int:
    """How many asked hours the given shares can fill: unit by unit of improvement."""
    flow = [[0] * len(given) for _ in needs]
    left = [share.hours for share in given]
    covered = 0
    for n, (_, asked) in enumerate(needs):
        for _ in range(10_000):
            step = _improve(n, needs, given, flow, left, asked - sum(flow[n]), set())
            if not step:
                break
            covered += step
    return covered


def _improve(
    n: int,
    needs: list[tuple[HourNeed, int]],
    given: list[HourShare],
    flow: list[list[int]],
    left: list[int],
    want: int,
    seen: set[int],
) -> int:
    if want <= 0:
        return 0
    for s, share in enumerate(given):
        if s in seen or not _fills(needs[n][0], share):
            continue
        seen.add(s)
        if left[s] > 0:
            step = min(want, left[s])
            left[s] -= step
            flow[n][s] += step
            return step
        for other in range(len(needs)):
            if other != n and flow[other][s]:
                step = _improve(other, needs, given, flow, left, min(want, flow[other][s]), seen)
                if step:
                    flow[other][s] -= step
                    flow[n][s] += step
                    return step
    return 0


def _fills(need: HourNeed, share: HourShare) -> bool:
    right_party = need.party is None or need.party == share.party
    return right_party and (not need.skill or share.skill in ("", need.skill))
