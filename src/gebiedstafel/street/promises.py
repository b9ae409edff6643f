"""Public agreements as residents read them: promised, done, or it could not be, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.agreements.models import Agreement, Status
from gebiedstafel.agreements.visible import public_agreements
from gebiedstafel.tables.models import AreaTable

#: What could not be, or cannot go on now.
COULD_NOT = (Status.DROPPED, Status.BLOCKED)


@dataclass(frozen=True, slots=True)
class Promise:
    """One public agreement; `words` is what the table tells residents, else the agreement itself."""

    key: str
    words: str
    place: str
    who: str
    due: date | None
    state: str
    kind: str
    why: str
    proof: str


def promises_of(table: AreaTable) -> tuple[Promise, ...]:
    """Return what was promised to everyone, the earliest day first."""
    rows: Iterable[Agreement] = public_agreements(table).select_related("lead")
    return tuple(_promise(row) for row in rows)


def _promise(row: Agreement) -> Promise:
    return Promise(
        key=row.key,
        words=row.told or row.words,
        place=row.area,
        who=row.lead.name if row.lead else "",
        due=row.due,
        state=state_words(row.status),
        kind="done" if row.status == Status.DONE else "could_not" if row.status in COULD_NOT else "promised",
        why=row.status_why,
        proof=row.proof if row.status == Status.DONE else "",
    )


def state_words(status: str) -> str:
    """Return where a promise stands, in words for who was not there."""
    return {
        "nieuw": _("net afgesproken"),
        "op_schema": _("gaat volgens plan"),
        "loopt_achter": _("duurt langer dan beloofd"),
        "geblokkeerd": _("staat stil"),
        "betwist": _("de partijen zijn het nog niet eens"),
        "gereed": _("gedaan"),
        "vervallen": _("gaat niet door"),
    }.get(status, status)
