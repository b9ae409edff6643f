"""A plan in plain words for the command line: what is done, by whom, with whose money, and what not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..engines.connect.plan import Infeasible, Plan, PlannedMeasure, Reason, Status, ToCheck
from ..engines.connect.words import euros

Say = Callable[[Reason | ToCheck], str]
Table = Mapping[str, Any]

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "{name}: {count} van de {all} maatregelen passen bij elkaar.",
        "optimal": "Dit is een voorstel. Een beter plan bestaat niet bij deze gegevens.",
        "within_gap": "Dit is een voorstel. Een ander plan kan hoogstens {gap} beter zijn.",
        "stopped": "Dit is een voorstel. Het rekenen is gestopt: een ander plan kan tot {gap} beter zijn.",
        "no_bound": "Dit is een snel voorstel. Het rekenen is gestopt voordat duidelijk was hoe goed het is.",
        "coverage": "Hoe ver de opgaven gedekt zijn, van wat wij hier kunnen doen",
        "statements": "Wat bewoners het meest delen",
        "met": "in het plan",
        "partly": "deels",
        "unmet": "niet in het plan",
        "measures": "Wat wij doen",
        "lead": "Trekker: {lead}",
        "hours": "Uren: {hours}",
        "paid": "Geld: {paid}",
        "free": "Er hoeft niets betaald te worden.",
        "saved": "Samen goedkoper: {saved} minder",
        "not_chosen": "Wat er niet in past, en waarom",
        "to_check": "Nog te toetsen",
        "unused": "Geld dat vervalt",
        "kept": "Geld dat overblijft voor later: {cents}",
        "infeasible": "Met deze keuzes is er geen plan.",
        "clash": "Deze keuzes botsen: {conflict}.",
        "never": "{conflict} kan niet meedoen, wat u verder ook kiest.",
        "loosen_each": "Laat van elke botsing een keuze los.",
        "loosen_it": "Laat deze keuze los.",
        "loosen": "Laat een van deze keuzes los.",
        "unknown": "Wat de tafel nog niet weet",
    },
    "en": {
        "title": "{name}: {count} of the {all} measures fit together.",
        "optimal": "This is a proposal. No better plan exists with these means.",
        "within_gap": "This is a proposal. Another plan can be at most {gap} better.",
        "stopped": "This is a proposal. The search was stopped: another plan can be up to {gap} better.",
        "no_bound": "This is a quick proposal. The search was stopped before it was clear how good it is.",
        "coverage": "How far the challenges are covered, of what we can do here",
        "statements": "What residents share most",
        "met": "in the plan",
        "partly": "partly",
        "unmet": "not in the plan",
        "measures": "What we do",
        "lead": "Lead: {lead}",
        "hours": "Hours: {hours}",
        "paid": "Money: {paid}",
        "free": "Nothing has to be paid.",
        "saved": "Cheaper together: {saved} less",
        "not_chosen": "What does not fit, and why",
        "to_check": "Still to be checked",
        "unused": "Money that lapses",
        "kept": "Money left for later: {cents}",
        "infeasible": "There is no plan with these choices.",
        "clash": "These choices clash: {conflict}.",
        "never": "{conflict} cannot be part of it, whatever else you choose.",
        "loosen_each": "Let go of one choice of each clash.",
        "loosen_it": "Let go of this choice.",
        "loosen": "Let go of one of these choices.",
        "unknown": "What the table does not know yet",
    },
}


def plan_in_words(
    plan: Plan | Infeasible, table: Table, names: Mapping[str, str], say: Say, language: str = "nl"
) -> Iterator[str]:
    """The lines of a plan, or of why there is none."""
    words = WORDS[language]
    if isinstance(plan, Infeasible) and plan.status is Status.STOPPED:
        yield from (say(reason) for reason in plan.reasons)
        return
    if isinstance(plan, Infeasible):
        yield words["infeasible"]
        for clash in (plan, *plan.more):
            told = words["never"] if clash.never else words["clash"]
            yield told.format(conflict=", ".join(_named(names, c) for c in clash.conflict))
            yield from (say(r) for r in clash.reasons if not (clash.never and r.code == "forced_in"))
        yield words["loosen_each" if plan.more else "loosen_it" if plan.never else "loosen"]
        return
    count, every = len(plan.measures), len(table.get("measures", []))
    yield words["title"].format(name=table["table"]["name"], count=count, all=every)
    yield _proof(plan, words, language)
    yield from _section(words["coverage"], _coverage(plan, names, language))
    yield from _section(words["statements"], _statements(plan, names, words))
    yield from _section(words["measures"], _measures(plan, names, words, language))
    yield from _section(words["not_chosen"], _not_chosen(plan, names, say))
    yield from _section(words["to_check"], _to_check(plan, names, say))
    yield from _section(words["unused"], _lapsing(plan, names, language))
    kept = sum(money.cents for money in plan.unused if not money.lapses)
    if kept:
        yield ""
        yield words["kept"].format(cents=euros(kept, language))


def percent(share: float, language: str = "nl", digits: int = 0) -> str:
    """A share as a percentage."""
    text = f"{share * 100:.{digits}f}"
    return (text.replace(".", ",") if language == "nl" else text) + "%"


def _proof(plan: Plan, words: Mapping[str, str], language: str) -> str:
    if plan.status is Status.STOPPED and not 0 <= plan.gap <= 10:
        return words["no_bound"]
    return words[plan.status.value].format(gap=percent(plan.gap, language, 1))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    first = next(lines, None)
    if first is None:
        return
    yield ""
    yield title
    yield first
    yield from lines


def _named(names: Mapping[str, str], name: str) -> str:
    return names.get(name, name)


def _coverage(plan: Plan, names: Mapping[str, str], language: str) -> Iterator[str]:
    for challenge, share in sorted(plan.coverage.items(), key=lambda pair: (pair[1], pair[0])):
        yield f"  {percent(share, language):>5}  {_named(names, challenge)}"


def _statements(plan: Plan, names: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    for statement, part in sorted(plan.statements.items(), key=lambda pair: (-pair[1], pair[0])):
        word = "met" if part >= 1 else "partly" if part > 0 else "unmet"
        yield f"  {_named(names, statement)} ({words[word]})"


def _measures(plan: Plan, names: Mapping[str, str], words: Mapping[str, str], language: str) -> Iterator[str]:
    for measure in sorted(plan.measures, key=lambda each: (each.start, each.id)):
        yield f"  {measure.start}  {_named(names, measure.id)} ({measure.id})"
        yield "        " + words["lead"].format(lead=_named(names, measure.lead))
        if measure.hours:
            hours = _summed((share.party, share.hours) for share in measure.hours)
            text = ", ".join(f"{_named(names, party)} {total}" for party, total in hours.items())
            yield "        " + words["hours"].format(hours=text)
        yield "        " + _money(measure, names, words, language)
        saved = sum(saving.cents for saving in measure.savings)
        if saved:
            yield "        " + words["saved"].format(saved=euros(saved, language))


def _money(measure: PlannedMeasure, names: Mapping[str, str], words: Mapping[str, str], language: str) -> str:
    paid = _summed((payment.flow, payment.cents) for payment in measure.payments)
    if not paid:
        return words["free"]
    text = ", ".join(f"{_named(names, flow)} {euros(cents, language)}" for flow, cents in paid.items())
    return words["paid"].format(paid=text)


def _summed(pairs: Iterator[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for name, amount in pairs:
        sums[name] = sums.get(name, 0) + amount
    return sums


def _not_chosen(plan: Plan, names: Mapping[str, str], say: Say) -> Iterator[str]:
    for left in plan.not_chosen:
        yield f"  {_named(names, left.id)} ({left.id})"
        yield from (f"        {say(reason)}" for reason in left.reasons[:2])


def _to_check(plan: Plan, names: Mapping[str, str], say: Say) -> Iterator[str]:
    """Per flow, once, what must still be checked before it pays."""
    told: tuple[str, ...] = ()
    for each in plan.to_check:
        about = (each.flow,) if each.flow else each.measures
        if about != told:
            yield "  " + ", ".join(_named(names, name) for name in about)
        told = about
        yield f"        {say(each)}"


def _lapsing(plan: Plan, names: Mapping[str, str], language: str) -> Iterator[str]:
    for money in plan.unused:
        if money.lapses and money.cents:
            yield f"  {money.year}  {_named(names, money.flow)}: {euros(money.cents, language)}"
