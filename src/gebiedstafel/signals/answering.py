"""Who answers what is shown of signals: the party chosen for a group of themes, else the chair."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Party

from .models import Answerer


def group_of(theme: str) -> str:
    """Return the group of a theme."""
    return theme.partition("-")[0]


def appointed_for(table: AreaTable) -> dict[str, Party]:
    """Return for each group of themes the party that answers, where one was chosen and still sits."""
    rows = Answerer.objects.filter(table=table).select_related("party")
    return {row.group: row.party for row in rows if row.party.left_on is None}


def role_for(appointed: dict[str, Party], theme: str) -> str:
    """Return how the one who answers is called."""
    party = appointed.get(group_of(theme))
    return party.name if party else _("de voorzitter")
