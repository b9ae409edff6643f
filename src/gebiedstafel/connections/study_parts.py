"""One question about a plan as a page shows it: not asked yet, being worked out, or answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Run
from gebiedstafel.ui.refusals import why_not

from .models import Plan, Study
from .permissions import check_can_ask_study, check_can_stop, check_can_try_out
from .plan_runs import RunStand, stand
from .reading import Reading
from .studies import fingerprint
from .study_kinds import StudyKind, kinds


@dataclass(frozen=True, slots=True)
class StudyPart:
    """A question of one kind and what is known of it; `shown` is None without answers."""

    kind: StudyKind
    plan: Plan
    parameters: Mapping[str, Any]
    study: Study | None
    shown: Any
    stand: RunStand | None
    outdated: bool
    why_not_ask: str
    why_not_stop: str
    why_not_try: str

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return f"vraag-{self.kind.name}-{fingerprint(self.parameters)[:10]}"

    @property
    def is_busy(self) -> bool:
        """Whether it is being worked out, or waits for the worker."""
        return self.study is not None and self.study.is_busy

    @property
    def may_go_on(self) -> bool:
        """Whether it ended before everything was answered."""
        return self.study is not None and not self.study.is_busy and not self.study.is_done

    @property
    def seen(self) -> str:
        """A mark of what this shows; the same mark says that nothing new came in."""
        run = self.study.run if self.study else None
        what = [self.study.answers if self.study else [], run and [run.state, run.told, run.progress]]
        told = json.dumps(what, sort_keys=True) + (self.stand.told if self.stand else "")
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def study_part(study: Study, seat: Seat, reading: Reading, *, outdated: bool) -> StudyPart:
    """Return a question that was asked, for this seat."""
    return _part(kinds()[study.kind], study.plan, study.parameters, study, seat, reading, outdated)


class PlanStudies:
    """All that was asked about one plan, read once for its page."""

    def __init__(self, plan: Plan, seat: Seat, reading: Reading, *, outdated: bool) -> None:
        self.plan, self.seat, self.reading, self.outdated = plan, seat, reading, outdated
        asked = Study.objects.filter(plan=plan).select_related("run")
        self.asked = {(study.kind, study.fingerprint): study for study in asked}

    def part(self, kind: str, parameters: Mapping[str, Any] | None = None) -> StudyPart:
        """Return a question of this kind, whether or not it was asked."""
        about = parameters or {}
        study = self.asked.get((kind, fingerprint(about)))
        return _part(kinds()[kind], self.plan, about, study, self.seat, self.reading, self.outdated)


def _part(
    kind: StudyKind,
    plan: Plan,
    parameters: Mapping[str, Any],
    study: Study | None,
    seat: Seat,
    reading: Reading,
    outdated: bool,
) -> StudyPart:
    shown = kind.shown(reading, study.answers, parameters) if study and study.answers else None
    run: Run | None = study.run if study else None
    return StudyPart(
        kind=kind,
        plan=plan,
        parameters=parameters,
        study=study,
        shown=shown,
        stand=stand(run) if run else None,
        outdated=outdated,
        why_not_ask=why_not(check_can_ask_study, seat, plan),
        why_not_stop=why_not(check_can_stop, seat),
        why_not_try=why_not(check_can_try_out, seat),
    )
