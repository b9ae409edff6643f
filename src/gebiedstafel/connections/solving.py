"""Rows to document to problem to plan, and the plan kept with what it was made from."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel import __version__
from gebiedstafel.engines.connect import Infeasible, InvalidProblem, Progress, Status, solve
from gebiedstafel.engines.connect import Plan as Answer
from gebiedstafel.engines.connect.plan import Issue
from gebiedstafel.exchange.circles import THE_PUBLIC, THE_TABLE, visible_document
from gebiedstafel.exchange.plan_file import plan_to_json
from gebiedstafel.exchange.plan_sentences import plan_sentences
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.schemes.catalogue import edition_of
from gebiedstafel.means.table_document import table_document
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import Message, close_run, run_progress, start_run
from gebiedstafel.ui.templatetags.numbers import percent

from .conflict import conflict
from .models import Plan, Variant
from .reading import page_language, read_plan
from .tried_out import assumptions_of, tried_out

Clock = Callable[[], datetime]

#: A plan is good enough once no plan can be better by more than this share.
GAP = 0.005
#: Parts of a table's file that the engine does not read.
UNREAD = ("figures",)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a plan is made from, as the table stood at one moment."""

    document: dict[str, Any]
    hash: str
    assumptions: dict[str, Any] = field(default_factory=dict)
    is_public: bool = False


@transaction.atomic
def freeze(table: AreaTable, variant: Variant | None = None) -> Frozen:
    """Return what the whole table sees at this moment, as the variant asks it, with its fingerprint.

    What a party keeps to itself is not in it: a plan that counted it would give it away.
    """
    whole = table_document(table)
    document, assumed = visible_document(whole, THE_TABLE), {}
    is_public = told(document) == told(visible_document(whole, THE_PUBLIC))
    if variant is not None:
        assumed = assumptions_of(document, variant.assumptions)
        document = tried_out(document, variant.choices, assumed)
    return Frozen(document, input_hash(document), assumed, is_public)


def told(document: dict[str, Any]) -> dict[str, Any]:
    """Return what parties tell in a document, without what the table chose."""
    return {name: part for name, part in document.items() if name != "choices"}


def current_hash(table: AreaTable, variant: Variant | None = None) -> str:
    """Return the fingerprint of the table as it is now."""
    return freeze(table, variant).hash


def remembered_hash(table: AreaTable) -> str:
    """Return the fingerprint of this edition of the table, worked out once; for pages that only tell."""
    return remembered(table, "hash", lambda: current_hash(table))


def rests_on_public(table: AreaTable) -> bool:
    """Return whether all that a plan of this edition of the table would count is public."""
    return remembered(table, "is_public", lambda: freeze(table).is_public)


def input_hash(document: dict[str, Any]) -> str:
    """Return a fingerprint that is the same for the same input in any order."""
    read = {name: part for name, part in document.items() if name not in UNREAD}
    read["choices"] = _asked(document.get("choices", {}))
    return hashlib.sha256(_canonical(read).encode()).hexdigest()


def _asked(choices: dict[str, Any]) -> dict[str, Any]:
    """Return the choices without their order, and without the kinds of choice nobody made."""
    sides = {side: sorted(choices.get(side, ())) for side in ("in", "out")}
    return {name: part for name, part in (sides | {"start": choices.get("start", {})}).items() if part}


def _canonical(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{_canonical(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, list):
        parts = [_canonical(one) for one in value]
        keyed = all(isinstance(one, dict) and "id" in one for one in value)
        return "[" + ",".join(sorted(parts) if keyed else parts) + "]"
    return json.dumps(value, ensure_ascii=False)


def make_plan(
    table: AreaTable,
    *,
    by: Seat | None,
    clock: Clock,
    run: Run | None = None,
    variant: Variant | None = None,
) -> Plan | None:
    """Work out a plan and keep it; None when there is none to keep. The run tells how far it is.

    A search that is stopped keeps the best plan it found, marked as stopped.
    """
    if run is not None and not start_run(run, at=clock()):
        return None
    frozen = freeze(table, variant)
    problem = problem_of(frozen.document)
    if not problem.measures:
        _end(run, Run.State.FAILED, clock, message=_nothing_counts)
        return None
    try:
        answer = solve(problem, gap=GAP, stop=_follow(run, clock))
    except InvalidProblem as invalid:
        found = invalid.issues
        _end(run, Run.State.FAILED, clock, message=lambda: " ".join(_faults(found, frozen.document)))
        return None
    if answer.status == Status.STOPPED and isinstance(answer, Infeasible):
        _end(run, Run.State.STOPPED, clock, message=lambda: _("Gestopt voordat er een plan was."))
        return None
    if not AreaTable.objects.filter(pk=table.pk, loaded_at=table.loaded_at).exists():
        return None  # the table was put back while the engine worked; this answer is of another one
    plan = keep_plan(table, frozen, answer, by=by, at=clock(), variant=variant)
    state = Run.State.STOPPED if answer.status == Status.STOPPED else Run.State.DONE
    _end(run, state, clock, message=lambda: _closing_words(plan), result=f"plan/{plan.pk}")
    return plan


def _nothing_counts() -> str:
    return _(
        "Er is nog geen maatregel om mee te rekenen. Een maatregel telt mee als het jaar, het gebied en het "
        "thema bekend zijn, en als de hele tafel ze mag zien."
    )


def keep_plan(
    table: AreaTable,
    frozen: Frozen,
    answer: Answer | Infeasible,
    *,
    by: Seat | None,
    at: datetime,
    variant: Variant | None = None,
) -> Plan:
    """Store an answer of the engine with everything it was made from."""
    result = plan_to_json(answer, plan_sentences(frozen.document, "nl"))
    plan = answer if isinstance(answer, Answer) else None
    return Plan.objects.create(
        table=table,
        variant=variant,
        assumptions=frozen.assumptions,
        input=frozen.document,
        input_hash=frozen.hash,
        is_public=frozen.is_public,
        engine_version=__version__,
        catalogue_version=edition_of(table),
        choices=frozen.document.get("choices", {}),
        status=answer.status.value,
        objective=plan.objective if plan else None,
        bound=result.get("bound"),
        gap=result.get("gap"),
        result=result,
        created_at=at,
        created_by=by,
    )


def _follow(run: Run | None, clock: Clock) -> Callable[[Progress], bool] | None:
    """Return what the engine calls while it searches: it tells how far, and hears when to stop."""
    if run is None:
        return None
    told: list[datetime] = []

    def stop(progress: Progress) -> bool:
        now = clock()
        if told and (now - told[-1]).total_seconds() < 1:
            return False
        told.append(now)
        return not run_progress(run, _share(progress.gap), lambda: _words(progress))

    return stop


def _share(gap: float) -> float:
    """Return how far the search is, on the scale on which its gap shrinks."""
    if not 0 < gap < 1:
        return 0.05
    return min(0.95, 0.05 + 0.9 * math.log(gap) / math.log(GAP))


def _words(progress: Progress) -> str:
    if progress.objective is None:
        return _("We zoeken een eerste plan.")
    return _("Er is een plan. {how_good}").format(how_good=_how_good(progress.gap))


def _closing_words(plan: Plan) -> str:
    if plan.status == Plan.INFEASIBLE:
        found = conflict(read_plan(plan))
        return " ".join([*([] if found.apart else [_("Deze keuzes kunnen niet samen.")]), *found.sentences])
    if plan.status == Plan.STOPPED:
        return _("Het rekenen is gestopt. Het beste plan tot nu toe is bewaard. {how_good}").format(
            how_good=_how_good(plan.gap)
        )
    return _("Het plan is klaar.")


def _how_good(gap: float | None) -> str:
    """Return how far a stopped plan may be from the best, where the engine could say so."""
    if gap is None or not math.isfinite(gap) or gap > 1:
        return _("Hoe goed het is, weten we nog niet.")
    return _("Het beste kan nog hoogstens {share} beter zijn.").format(share=percent(gap))


def _faults(issues: Iterable[Issue], document: dict[str, Any]) -> Iterator[str]:
    return map(plan_sentences(document, page_language()), issues)


def _end(run: Run | None, state: str, clock: Clock, *, message: Message, result: str = "") -> None:
    if run is not None:
        close_run(run, state, at=clock(), message=message, result=result)
