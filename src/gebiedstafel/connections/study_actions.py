"""What a seat does with a question about a plan: ask it, and stop it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.runs import ask_to_stop, end_unheard
from gebiedstafel.ui.refusals import Refused

from .actions import SILENCE
from .models import Plan, Study
from .permissions import check_can_ask_study, check_can_stop
from .studies import begin_study, study_of
from .tasks import work_out_study


@transaction.atomic
def ask_study(plan: Plan, kind: str, parameters: Mapping[str, Any], *, by: Seat, at: datetime) -> Study:
    """Ask a question about a plan. What was answered or is being worked out is not asked again.

    A study that was stopped or failed goes on where it ended.
    """
    stay_at_table(by, plan.table_id)
    check_can_ask_study(by, plan)
    if plan.status == Plan.INFEASIBLE:
        raise Refused(_("Er is geen plan om dit bij te vragen. Los eerst op wat niet samen kan."))
    table = locked_table(plan.table_id)
    study = study_of(plan, kind, parameters)
    if study is not None and (study.is_busy or study.is_done):
        return study
    study = begin_study(plan, kind, parameters, by=by, at=at)
    assert study.run is not None
    record_deed(table.chain, action="ask_study", subject=f"plan/{plan.pk} {kind}", actor=by.actor, at=at)
    transaction.on_commit(partial(work_out_study.enqueue, study.pk, study.run.pk))
    return study


@transaction.atomic
def stop_study(study: Study, *, by: Seat, at: datetime) -> Study:
    """Stop working on a question; what was answered stays. A worker that stays silent is not waited for."""
    stay_at_table(by, study.plan.table_id)
    check_can_stop(by)
    run = study.run
    if run is None or run.is_over:
        raise Refused(_("Er wordt nu niets uitgezocht."))
    if not ask_to_stop(run, at=at, message=lambda: _("We stoppen. Wat er al is, blijft staan.")):
        end_unheard(run, silence=SILENCE, at=at, message=lambda: _("Gestopt voordat het begon."))
    record_deed(
        study.plan.table.chain, action="stop_study", subject=f"study/{study.pk}", actor=by.actor, at=at
    )
    return study
