"""Who may ask for a plan, force a measure in or out, and adopt what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.ui.rights import Whose, right

from .models import Plan

#: Residents and entrepreneurs have the same standing here as institutions.
AT_THE_TABLE = (Seat.Role.CHAIR, Seat.Role.MEMBER)


@right(gettext_lazy("een maatregel vastzetten, eruit laten of weer losmaken"))
def check_can_choose(seat: Seat) -> None:
    """Who sits at the table may say which measure must be in or out."""
    if seat.role not in AT_THE_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, zet een maatregel vast. U kunt meekijken."))


@right(gettext_lazy("een nieuw plan laten maken"))
def check_can_ask(seat: Seat) -> None:
    """Who sits at the table may have the plan worked out again."""
    if seat.role not in AT_THE_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, laat een nieuw plan maken. U kunt meekijken."))


@right(gettext_lazy("het rekenen stoppen"))
def check_can_stop(seat: Seat) -> None:
    """Who may ask may also stop."""
    if seat.role not in AT_THE_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, stopt het rekenen."))


def _a_plan(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat, Plan(input_hash="as it is"), "as it is"), {}


@right(gettext_lazy("vastleggen dat de tafel een plan aanneemt"), example=_a_plan)
def check_can_adopt(seat: Seat, plan: Plan, current_hash: str) -> None:
    """The chair records what the table agreed on: a plan that exists and still fits the table."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter legt vast dat de tafel dit plan aanneemt."))
    if plan.status == Plan.INFEASIBLE:
        raise Refused(_("Deze keuzes kunnen niet samen. Er is geen plan om aan te nemen."))
    if plan.is_adopted:
        raise Refused(_("De tafel heeft dit plan al aangenomen."))
    if plan.is_outdated(current_hash):
        raise Refused(
            _("Dit plan is verouderd: daarna is er iets veranderd. Laat eerst een nieuw plan maken.")
        )
