"""Asking a question about a plan, stopping it, and working it out step by step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect import InvalidProblem
from gebiedstafel.engines.connect.plan import Infeasible
from gebiedstafel.exchange.plan_file import plan_from_json
from gebiedstafel.exchange.table_problem import names_of, problem_of
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import Message, close_run, open_run, run_progress, start_run
from gebiedstafel.ui.refusals import Refused

from .models import Plan, Study
from .study_kinds import Answer, Asked, StudyKind, kinds

Clock = Callable[[], datetime]
STUDY = "study"
#: How often a run that works looks whether it must stop, in seconds.
LOOKS = 0.5


def fingerprint(parameters: Mapping[str, Any]) -> str:
    """Return the same text for the same parameters in any order."""
    return hashlib.sha256(json.dumps(parameters, sort_keys=True).encode()).hexdigest()


def study_of(plan: Plan, kind: str, parameters: Mapping[str, Any]) -> Study | None:
    """Return what is kept of this question about this plan."""
    asked = Study.objects.select_related("run").filter(plan=plan, kind=kind)
    return asked.filter(fingerprint=fingerprint(parameters)).first()


def begin_study(
    plan: Plan, kind: str, parameters: Mapping[str, Any], *, by: Seat | None, at: datetime
) -> Study:
    """Keep a question with a new run; one that was stopped goes on where it ended."""
    study = study_of(plan, kind, parameters) or Study(
        plan=plan, kind=kind, parameters=dict(parameters), fingerprint=fingerprint(parameters)
    )
    study.asked_by, study.asked_at = by, at
    study.save()
    study.run = open_run(STUDY, f"{plan.table.chain}/study/{study.pk}", at=at)
    study.save(update_fields=["run"])
    return study


def work_out(study: Study, *, clock: Clock, run: Run) -> None:
    """Work out a study as far as it goes; each answer is kept the moment it is told."""
    kind = kinds().get(study.kind)
    if not start_run(run, at=clock()):
        return
    if kind is None:
        close_run(run, Run.State.FAILED, at=clock(), message=lambda: _("Deze vraag kennen we niet meer."))
        return
    answer = plan_from_json(study.plan.result)
    if isinstance(answer, Infeasible):
        close_run(
            run, Run.State.FAILED, at=clock(), message=lambda: _("Er is geen plan om dit bij te vragen.")
        )
        return
    telling = _Telling(study, run, clock)
    document = study.plan.input
    asked = Asked(problem_of(document), answer, study.parameters, telling.by_id(), names_of(document))
    _end(run, clock, *_worked(kind, asked, telling))


def _worked(kind: StudyKind, asked: Asked, telling: _Telling) -> tuple[str, Message]:
    """Return how the work ended, and what to say of it."""
    try:
        kind.run(asked, telling.tell, telling.stop)
    except InvalidProblem:
        return Run.State.FAILED, lambda: _("De gegevens van dit plan kloppen niet meer. Reken eerst opnieuw.")
    except Refused as refused:
        return Run.State.FAILED, str(refused)
    if telling.stopped:
        return Run.State.STOPPED, lambda: _("Gestopt. Wat er al was, blijft staan.")
    return Run.State.DONE, lambda: _("Klaar.")


def _end(run: Run, clock: Clock, state: str, words: Message) -> None:
    close_run(run, state, at=clock(), message=words)


class _Telling:
    """Keeps what is told, at once; looks now and then whether someone asked to stop."""

    def __init__(self, study: Study, run: Run, clock: Clock) -> None:
        self.study = study
        self.run = run
        self.clock = clock
        self.answers: list[Answer] = list(study.answers)
        self.share = 0.0
        self.words: Message = lambda: _("We zoeken het uit.")
        self.stopped = False
        self._looked: datetime | None = None

    def by_id(self) -> dict[str, Answer]:
        """What was told, by its id."""
        return {str(answer["id"]): answer for answer in self.answers}

    def tell(self, answer: Answer | None = None, *, share: float | None = None, words: Message = "") -> None:
        """Keep an answer in the place of one with the same id, and say how far the work is."""
        if answer is not None:
            known = [str(one["id"]) for one in self.answers]
            if str(answer["id"]) in known:
                self.answers[known.index(str(answer["id"]))] = answer
            else:
                self.answers.append(answer)
            if not Study.objects.filter(pk=self.study.pk).update(answers=self.answers):
                self.stopped = True  # the plan went, with its table
        self.share = self.share if share is None else share
        self.words = words or self.words
        self._go_on()

    def stop(self) -> bool:
        """Whether to end now."""
        now = self.clock()
        if not self.stopped and (self._looked is None or (now - self._looked).total_seconds() >= LOOKS):
            self._looked = now
            self._go_on()
        return self.stopped

    def _go_on(self) -> None:
        if not run_progress(self.run, self.share, self.words):
            self.stopped = True
