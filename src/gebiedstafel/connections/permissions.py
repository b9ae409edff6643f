"""Who may ask for a plan, force a measure in or out, and adopt what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.ui.rights import Whose, right

from .models import Plan, Variant

#: Residents and entrepreneurs have the same standing here as institutions.
AT_THE_TABLE = (Seat.Role.CHAIR, Seat.Role.MEMBER)


def _a_private_plan(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat, Plan(is_public=False)), {}


@right(gettext_lazy("een plan bekijken dat rust op wat alleen de tafel ziet"), example=_a_private_plan)
def check_can_see(seat: Seat, plan: Any) -> None:
    """Who does not sit at the table reads plans that rest on public figures alone."""
    if seat.role == Seat.Role.VISITOR and not plan.is_public:
        raise NotAllowed(
            _("Dit plan rust op gegevens die alleen de tafel ziet. U kunt het daarom niet lezen.")
        )


def _a_private_table(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat, False), {}


@right(gettext_lazy("zien wat een tafel uitprobeert met gegevens van haarzelf"), example=_a_private_table)
def check_can_see_variants(seat: Seat, is_public: bool) -> None:
    """What a table tries out is its own, unless all it rests on is public."""
    if seat.role == Seat.Role.VISITOR and not is_public:
        raise NotAllowed(_("Wat de tafel uitprobeert, ziet alleen wie aan tafel zit."))


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


@right(gettext_lazy("iets laten uitzoeken bij een plan"), example=_a_private_plan)
def check_can_ask_study(seat: Seat, plan: Any) -> None:
    """Who sits at the table may have a question about its plan worked out."""
    check_can_see(seat, plan)
    if seat.role not in AT_THE_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, laat iets uitzoeken. U kunt meekijken."))


@right(gettext_lazy("het rekenen stoppen"))
def check_can_stop(seat: Seat) -> None:
    """Who may ask may also stop."""
    if seat.role not in AT_THE_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, stopt het rekenen."))


@right(gettext_lazy("een variant maken of kopiëren"))
def check_can_try_out(seat: Seat) -> None:
    """Who sits at the table may try things out beside what the table chose."""
    if seat.role not in AT_THE_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, maakt een variant. U kunt meekijken en vergelijken."))


def _a_variant(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat, Variant(made_by_id=seat.pk if whose is Whose.OWN else None)), {}


@right(
    gettext_lazy("een variant veranderen, weghalen of terugzetten"),
    on=(Whose.OWN, Whose.OTHER),
    example=_a_variant,
)
def check_can_change_variant(seat: Seat, variant: Variant) -> None:
    """A variant is changed by the seat that made it, or by the chair; others copy it."""
    check_can_try_out(seat)
    if seat.role != Seat.Role.CHAIR and variant.made_by_id != seat.pk:
        raise NotAllowed(
            _(
                "Alleen wie deze variant maakte, of de voorzitter, verandert hem. "
                "Maak een kopie en ga daarmee verder."
            )
        )


@right(gettext_lazy("de keuzes van een variant tot keuze van de tafel maken"))
def check_can_take_over(seat: Seat) -> None:
    """The chair records that the table makes the choices of a variant its own."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(
            _("Alleen de voorzitter legt vast dat de tafel de keuzes van een variant overneemt.")
        )


def _a_plan(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat, Plan(input_hash="as it is"), "as it is"), {}


@right(gettext_lazy("vastleggen dat de tafel een plan aanneemt"), example=_a_plan)
def check_can_adopt(seat: Seat, plan: Plan, current_hash: str) -> None:
    """The chair records what the table agreed on: a plan that exists and still fits the table."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter legt vast dat de tafel dit plan aanneemt."))
    if plan.status == Plan.INFEASIBLE:
        raise Refused(_("Deze keuzes kunnen niet samen. Er is geen plan om aan te nemen."))
    if plan.assumptions:
        raise Refused(
            _("Dit plan rekent met aannames die nog niet waar zijn. Daarom kan de tafel het niet aannemen.")
        )
    if plan.is_adopted:
        raise Refused(_("De tafel heeft dit plan al aangenomen."))
    if plan.is_outdated(current_hash):
        raise Refused(
            _("Dit plan is verouderd: daarna is er iets veranderd. Laat eerst een nieuw plan maken.")
        )


@right(gettext_lazy("vastleggen dat een partij zonder stoel openbaarheid van haar cijfers goed vindt"))
def check_can_record_consent(seat: Seat) -> None:
    """The chair writes down what a party said that has no seat to say it from."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter legt vast wat een partij zonder stoel goed vindt."))


@right(gettext_lazy("antwoorden naast de cijfers van de eigen partij, en die openbaar laten worden"))
def check_can_speak_for(seat: Seat) -> None:
    """Only who sits for a party says something of its figures, or lets others see them."""
    if seat.role == Seat.Role.VISITOR or seat.party is None:
        raise NotAllowed(_("Dit zegt alleen wie aan tafel zit voor een partij."))
