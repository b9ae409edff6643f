"""Who may change the reference data, which is the same for every table."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import Whose, right


def _a_chair(seat: Any, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (), {"chairs_a_table": seat.role == "chair"}


@right(gettext_lazy("openbare cijfers en grenzen van gebieden inladen"), example=_a_chair)
def check_can_load(*, chairs_a_table: bool) -> None:
    """Only who chairs a table loads figures; who that is, the tables above know."""
    if not chairs_a_table:
        raise NotAllowed(_("Alleen wie een tafel voorzit laadt cijfers."))
