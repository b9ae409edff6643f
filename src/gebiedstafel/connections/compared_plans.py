"""Which two plans of a table stand side by side: those asked for, those of last time, or the newest two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable

from .amounts import moment
from .models import Plan
from .table_plans import is_number

OFFERED = 60


@dataclass(frozen=True, slots=True)
class Offered:
    """A plan one may choose: its number and what it is called."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The plans one may choose from: the newest of each variant, and those before them."""

    newest: tuple[Offered, ...]
    earlier: tuple[Offered, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Every plan on offer, the newest of each variant first."""
        return tuple(one.id for one in (*self.newest, *self.earlier))


def offered_plans(table: AreaTable) -> Choice:
    """Return the plans of a table that hold measures, the table's own first."""
    plans = Plan.objects.of(table).with_answer().defer("input", "result", "choices").select_related("variant")
    newest: dict[int | None, Plan] = {}
    earlier = []
    for plan in plans[:OFFERED]:
        gone = plan.variant is not None and plan.variant.removed_at is not None
        if plan.variant_id in newest or gone:
            earlier.append(plan)
        else:
            newest[plan.variant_id] = plan
    first = sorted(newest.values(), key=lambda plan: (plan.variant is not None, str(plan.variant or "")))
    return Choice(tuple(map(_offered, first)), tuple(map(_offered, earlier)))


def name_of(plan: Plan) -> str:
    """Return whose plan it is: of a variant by its name, or of the table's own choices."""
    return plan.variant.name if plan.variant else _("Basis")


def chosen_pair(
    choice: Choice, asked: Mapping[str, str], remembered: Iterable[int]
) -> tuple[int, int] | None:
    """Return the two plans to show; None where there are not two, nothing else where a number is wrong."""
    left, right = asked.get("links", ""), asked.get("rechts", "")
    if left or right:
        return _asked(left, choice), _asked(right, choice)
    last = tuple(remembered)
    if len(last) == 2 and set(last) <= set(choice.ids):
        return last[0], last[1]
    return (choice.ids[0], choice.ids[1]) if len(choice.ids) > 1 else None


def _asked(text: str, choice: Choice) -> int:
    if not text and choice.ids:
        return choice.ids[0]
    if not is_number(text):
        raise Http404
    return int(text)


def _offered(plan: Plan) -> Offered:
    stopped = _(", gestopt") if plan.status == Plan.STOPPED else ""
    adopted = _(", vastgesteld") if plan.is_adopted else ""
    return Offered(plan.pk, f"{name_of(plan)} – {moment(plan.created_at)}{stopped}{adopted}")
