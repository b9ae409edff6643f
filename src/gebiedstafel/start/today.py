"""What asks something of a seat today: the few things with a date, and what each of them opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.challenges.cards import listed
from gebiedstafel.exchange.applicants import asked_for_days_of
from gebiedstafel.means.money import CostType
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros_in_words, grouped

from .beginning import beginning
from .facts import Facts, Row, day_of
from .lapsing import left_to_lapse
from .one_task import Task
from .round_table import sits

#: So many things are asked at once; the rest waits folded.
FIRST = 3
NAMED = 3
#: What a finance officer follows, whoever holds the money.
OF_MONEY = frozenset({"deadline", "lapse"})
ARTICLES = frozenset({"De", "Het", "Een", "Er", "Wie", "Alle", "Alleen", "Dit"})


def tasks(facts: Facts) -> tuple[Task, ...]:
    """Return everything that asks something, the heaviest first."""
    found = [
        *beginning(facts),
        *_plan_tasks(facts),
        *_own_parts(facts),
        *_missing_money(facts),
        *_empty_chairs(facts),
        *_deadlines(facts),
        *_lapses(facts),
    ]
    return tuple(sorted(found, key=lambda one: (-one.cents, one.date or date.max, one.rank, one.title)))


def asked_of(seat: Seat, found: Iterable[Task]) -> tuple[Task, ...]:
    """Return what is asked of this seat or its party, and for the chair that of the table."""
    own = seat.party.key if seat.party else ""
    if seat.role == Seat.Role.VISITOR:
        return ()
    leads = seat.role == Seat.Role.CHAIR
    return tuple(
        one for one in found if own in one.parties or seat.pk in one.seats or (leads and one.by_chair)
    )


def first_things(found: Iterable[Task]) -> tuple[tuple[Task, ...], tuple[Task, ...]]:
    """Return the first three, of as many kinds as there are, by date; and the rest."""
    heaviest = list(found)
    kinds: dict[str, Task] = {}
    for one in heaviest:
        kinds.setdefault(one.kind, one)
    first = list(kinds.values())[:FIRST]
    first += [one for one in heaviest if one not in first][: FIRST - len(first)]
    return _by_date(first), _by_date(one for one in heaviest if one not in first)


def _by_date(found: Iterable[Task]) -> tuple[Task, ...]:
    return tuple(sorted(found, key=lambda one: (one.date or date.max, -one.cents, one.rank, one.title)))


def _plan_tasks(facts: Facts) -> Iterator[Task]:
    url = _plan_url(facts)
    until = _("bij de volgende tafel")
    if facts.plan is None and not facts.measures:
        return
    if facts.plan is None:
        title, text = _("Laat een eerste plan maken"), _("Dan ziet de tafel wat er past en wat er ontbreekt.")
    elif facts.outdated:
        title, text = (
            _("Laat een nieuw plan maken"),
            _("De tafel is veranderd na het laatste plan; dat is verouderd."),
        )
    elif not facts.plan.is_adopted:
        title = _("Leg het voorstel voor aan de tafel")
        text = _(
            "De som klopt; de inschattingen zijn van de tafel. Tot de tafel besluit, blijft het een voorstel."
        )
    else:
        return
    spent = sum(sum(facts.paid_by(flow).values()) for flow in facts.flows)
    opens = (
        ngettext(
            "{count} maatregel, samen {amount}.", "{count} maatregelen, samen {amount}.", len(facts.chosen)
        ).format(count=len(facts.chosen), amount=euros_in_words(spent))
        if facts.plan
        else ""
    )
    yield Task(
        "plan", None, until, _("een voorstel"), "let", "dot", title, text, _("Bekijk het plan"), url, opens
    )


def _own_parts(facts: Facts) -> Iterator[Task]:
    """Yield, while the plan is a proposal, what it asks of each party: does that fit?"""
    if facts.plan is None or facts.plan.is_adopted or facts.outdated:
        return
    leads: dict[str, list[str]] = {}
    hours: dict[str, int] = {}
    for measure in facts.result.get("measures", ()):
        if measure["id"] in facts.measures:
            leads.setdefault(measure["lead"], []).append(measure["id"])
        for share in measure["hours"]:
            hours[share["party"]] = hours.get(share["party"], 0) + share["hours"]
    for key in sorted({*leads, *hours} & facts.parties.keys()):
        led = leads.get(key, [])
        text = ngettext(
            "In het voorstel trekt u {n} maatregel en geeft u {hours} uur.",
            "In het voorstel trekt u {n} maatregelen en geeft u {hours} uur.",
            len(led),
        ).format(n=len(led), hours=grouped(hours.get(key, 0)))
        yield Task(
            kind="part",
            date=None,
            until=_("voordat de tafel besluit"),
            chip=_("een voorstel"),
            chip_kind="let",
            sign="dot",
            title=_("Kijk of uw deel klopt"),
            text=text,
            label=_("Bekijk het plan"),
            url=_plan_url(facts),
            opens=_opens(facts, led),
            cents=sum(facts.cost(one) for one in led),
            parties=frozenset({key}),
            by_chair=False,
        )


def _missing_money(facts: Facts) -> Iterator[Task]:
    """Yield the measures that no money fits, or too little."""
    for left in facts.result.get("not_chosen", ()):
        key = left["id"]
        lacking = [
            one for one in left["reasons"] if one["code"] in ("no_flow", "cofunding_short", "money_short")
        ]
        if key not in facts.measures or not lacking or lacking[0] is not left["reasons"][0]:
            continue
        start = facts.measures[key].get("start")
        if start is None:
            continue  # somebody took the year back since; the page of the plan asks for it
        if lacking[0]["facts"].get("waits_on"):
            continue  # there is money; a chair or a decision keeps it, and that is asked elsewhere
        measure = facts.measures[key]
        cents = sum(int(one["facts"].get("cents", 0)) for one in lacking if one["code"] == lacking[0]["code"])
        after = _waiting_on(facts, key)
        no_flow = lacking[0]["code"] == "no_flow"
        yield Task(
            kind="money",
            date=date(start["latest"], 12, 31),
            until=until(facts.today, date(start["latest"], 12, 31)),
            chip=_("geen geldstroom past") if no_flow else _("te weinig geld"),
            chip_kind="vast",
            sign="cross",
            title=_("Zoek {amount} voor: {measure}").format(
                amount=euros_in_words(cents), measure=_short(facts, key)
            ),
            text=_missing_words(facts, key, lacking[0]["facts"].get("cost_type"), no_flow),
            label=_("Bekijk wat dit opent"),
            url=_plan_url(facts),
            opens=_opens(facts, [key, *after]),
            cents=facts.cost(key) + sum(facts.cost(one) for one in after),
            parties=frozenset(measure.get("leads", ())),
        )


def _missing_words(facts: Facts, key: str, cost_type: str | None, no_flow: bool) -> str:
    if not no_flow:
        return _("Er is geld, maar niet genoeg dat op tijd vastligt. Een andere bron maakt het rond.")
    kind = str(CostType(cost_type).label) if cost_type else ""
    return _("De kosten voor {kind} passen bij geen enkele geldstroom op tafel.").format(kind=kind)


def _waiting_on(facts: Facts, key: str) -> list[str]:
    """Return the measures outside the plan that can only follow this one."""
    found: list[str] = []
    queue = [key]
    while queue:
        before = queue.pop(0)
        for other in facts.measures.values():
            needs = {one["measure"] for one in other.get("requires", ())}
            if before in needs and other["id"] not in {*facts.chosen, *found, key}:
                found.append(other["id"])
                queue.append(other["id"])
    return found


def _empty_chairs(facts: Facts) -> Iterator[Task]:
    """Yield the parties whose money waits until they sit down."""
    waiting: dict[str, list[Row]] = {}
    for flow in facts.flows.values():
        needed = flow.get("needs_at_table", "")
        if needed in facts.parties and not sits(facts.parties[needed]):
            waiting.setdefault(needed, []).append(flow)
    for key, flows in waiting.items():
        name = facts.parties[key]["name"]
        amount = sum(cents for flow in flows for cents in flow.get("budget", {}).values())
        helped = _waiting_for(facts, {key, *(flow["id"] for flow in flows)})
        by = min(map(_first_use, flows))
        yield Task(
            kind="chair",
            date=by,
            until=until(facts.today, by),
            chip=_("een lege stoel"),
            chip_kind="let",
            sign="empty",
            title=_("Nodig uit aan tafel: {party}").format(party=name),
            text=_(
                "{party} heeft {amount} voor: {flows}. Dat geld telt pas mee als deze stoel bezet is."
            ).format(
                party=name,
                amount=euros_in_words(amount),
                flows=listed([flow["name"] for flow in flows]),
            ),
            label=_("Bekijk wat dit opent"),
            url=_plan_url(facts),
            opens=_opens(facts, helped),
            cents=sum(facts.cost(one) for one in helped),
            parties=frozenset(lead for one in helped for lead in facts.measures[one].get("leads", ())),
        )


def _waiting_for(facts: Facts, wanted: set[str]) -> list[str]:
    """Return the measures left out that wait for a flow or a party, as the engine says."""
    return [
        left["id"]
        for left in facts.result.get("not_chosen", ())
        if left["id"] in facts.measures
        and any(
            wanted & {*one["facts"].get("waits_on", ()), one["facts"].get("party")} for one in left["reasons"]
        )
    ]


def _first_use(flow: Row) -> date:
    years = [int(year) for year, cents in flow.get("budget", {}).items() if cents]
    return day_of(flow, "apply_by") or date(min(years, default=9999), 12, 31)


def _deadlines(facts: Facts) -> Iterator[Task]:
    """Yield what must be asked for or settled before a day."""
    for flow in facts.flows.values():
        paid = facts.paid_by(flow["id"])
        if not paid:
            continue
        base = _deadline(facts, flow, paid)
        for field, title, text in (
            ("apply_by", _("Vraag aan: {flow}"), _("De aanvraag moet uiterlijk {day} binnen zijn.")),
            ("commit_by", _("Leg vast: {flow}"), _("Het geld moet uiterlijk {day} vastliggen.")),
        ):
            by = day_of(flow, field)
            if field == "apply_by" and flow.get("certainty") == "vast":
                continue  # nobody asks for what is certain any more
            if field == "apply_by" and not base.parties:
                text += " " + _("Spreek af wie de aanvraag doet.")
            if by and by >= facts.today:
                yield _dated(facts, base, by, title.format(flow=flow["name"]), text.format(day=day(by)))
        yield from _conditions(facts, flow, base)


def _conditions(facts: Facts, flow: Row, base: Task) -> Iterator[Task]:
    """Yield what people must settle before a day."""
    for one in flow.get("conditions", ()):
        by = day_of(one, "by")
        if by and by >= facts.today:
            title = _("Maak dit rond: {condition}").format(condition=_within(one["text"]))
            text = _("{flow}: dit moet uiterlijk {day} rond zijn.").format(flow=flow["name"], day=day(by))
            checker = {one.get("checked_by", "")} & facts.parties.keys()
            yield _dated(facts, replace(base, parties=base.parties | checker), by, title, text)


def _deadline(facts: Facts, flow: Row, paid: dict[str, int]) -> Task:
    """Return what all days of one flow share: who is asked, and what it pays in the plan."""
    return Task(
        kind="deadline",
        date=None,
        until="",
        chip=_("een datum"),
        chip_kind="let",
        sign="clock",
        title="",
        text="",
        label=_("Bekijk dit geld"),
        url=_url("means:overview", facts),
        opens=_pays(facts, paid),
        cents=sum(paid.values()),
        parties=frozenset(asked_for_days_of(flow)),
    )


def _dated(facts: Facts, base: Task, by: date, title: str, text: str) -> Task:
    return replace(base, date=by, until=until(facts.today, by), title=title, text=text)


def _lapses(facts: Facts) -> Iterator[Task]:
    """Yield the money that lapses unless a purpose is found for it."""
    for by, key, cents in left_to_lapse(facts):
        yield Task(
            kind="lapse",
            date=by,
            until=until(facts.today, by),
            chip=_("dit geld vervalt"),
            chip_kind="vast",
            sign="clock",
            title=_("Zoek een doel voor: {flow}").format(flow=facts.flows[key]["name"]),
            text=_("Er blijft {amount} over. Dat vervalt op {day}.").format(
                amount=euros_in_words(cents), day=day(by)
            ),
            label=_("Bekijk dit geld"),
            url=_url("means:overview", facts),
            cents=cents,
            parties=frozenset({facts.flows[key]["holder"], *asked_for_days_of(facts.flows[key])}),
            by_chair=False,
        )


def _within(sentence: str) -> str:
    """Return a sentence as it stands after a colon; names keep their capital."""
    first = sentence.split(" ", 1)[0]
    start = first.lower() if first in ARTICLES else first
    return start + sentence[len(first) :].rstrip(".")


def _pays(facts: Facts, paid: dict[str, int]) -> str:
    largest = sorted(paid, key=lambda one: (-paid[one], one))
    return _("{measures}: samen {amount} uit dit geld.").format(
        measures=_named(facts, largest), amount=euros_in_words(sum(paid.values()))
    )


def _opens(facts: Facts, keys: list[str]) -> str:
    if not keys:
        return ""
    return _("{measures}: samen {amount} aan werk.").format(
        measures=_named(facts, keys), amount=euros_in_words(sum(facts.cost(one) for one in keys))
    )


def _named(facts: Facts, keys: list[str]) -> str:
    names = [_short(facts, one) for one in keys[:NAMED]]
    if len(keys) > NAMED:
        rest = len(keys) - NAMED
        names.append(ngettext("nog {n} maatregel", "nog {n} maatregelen", rest).format(n=rest))
    return listed(names)


def _short(facts: Facts, key: str) -> str:
    return str(facts.measures[key]["title"])


def until(today: date, by: date) -> str:
    """Return how long there is left, in words."""
    days = (by - today).days
    if days < 0:
        return _("die dag is voorbij")
    return ngettext("nog {n} dag", "nog {n} dagen", days).format(n=days)


def _plan_url(facts: Facts) -> str:
    return _url("connections:plan", facts)


def _url(name: str, facts: Facts) -> str:
    try:
        return reverse(name, args=[facts.table.pk])
    except NoReverseMatch:
        return ""
