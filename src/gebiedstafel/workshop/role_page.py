"""A canvas of roles in words: who does, decides, advises and must know; what is missing, what is double."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Party
from gebiedstafel.tables.seats import taken_seats

from .fitting import together
from .models import CanvasRole, RoleCanvas
from .role_actions import decider_words


@dataclass(frozen=True, slots=True)
class ShownRole:
    """One role, its party, and whether somebody sits there."""

    role: CanvasRole
    party: Party | None
    decides: bool
    is_seated: bool

    @property
    def is_empty_chair(self) -> bool:
        """Whether nobody at the table fills this role."""
        return self.party is None or not self.party.sits or not self.is_seated

    @property
    def has_part(self) -> bool:
        """Whether the role does anything here at all."""
        return self.decides or self.role.does or self.role.advises or self.role.must_know


@dataclass(frozen=True, slots=True)
class ShownCanvas:
    """A canvas with its roles, its gaps and its doubles."""

    canvas: RoleCanvas
    roles: tuple[ShownRole, ...]
    gone: tuple[CanvasRole, ...]
    gaps: tuple[str, ...]
    doubles: tuple[str, ...]

    @property
    def decides(self) -> str:
        """Who decides, in words."""
        return decider_words(self.canvas)

    @property
    def to_invite(self) -> list[ShownRole]:
        """Roles of a party at the table for which nobody sits."""
        return [one for one in self.roles if one.party and one.party.sits and not one.is_seated]


def shown_canvas(canvas: RoleCanvas, parties: dict[str, Party], seated: set[int]) -> ShownCanvas:
    """Return a canvas in words; `seated` are the parties for which somebody sits."""
    rows = list(canvas.roles.all())
    roles = tuple(_shown(role, canvas, parties, seated) for role in rows if not role.gone_at)
    return ShownCanvas(
        canvas=canvas,
        roles=roles,
        gone=tuple(role for role in rows if role.gone_at),
        gaps=tuple(_gaps(canvas, roles)),
        doubles=tuple(_doubles(roles)),
    )


def _shown(role: CanvasRole, canvas: RoleCanvas, parties: dict[str, Party], seated: set[int]) -> ShownRole:
    party = parties.get(role.party)
    return ShownRole(role, party, canvas.decider_id == role.pk, party is not None and party.pk in seated)


def seated_parties(table: AreaTable) -> set[int]:
    """Return the parties for which somebody sits at the table."""
    return set(taken_seats(table).filter(party__isnull=False).values_list("party_id", flat=True))


def _gaps(canvas: RoleCanvas, roles: tuple[ShownRole, ...]) -> Iterator[str]:
    if not canvas.table_decides and canvas.decider_id is None:
        yield _("Nog niemand beslist. Kies één rol, of de tafel.")
    if roles and not any(one.role.does for one in roles):
        yield _("Niemand doet het. Wie pakt dit op?")
    for one in roles:
        if not one.has_part:
            yield _("{role} heeft hier nog geen taak. Waarom staat deze rol hier?").format(role=one.role.name)
        elif one.party is None:
            yield _("{role} is van niemand: er staat geen partij bij.").format(role=one.role.name)
        elif not one.party.sits:
            yield _("{party} zit niet meer aan tafel; {role} is een lege stoel.").format(
                party=one.party, role=one.role.name
            )
        elif not one.is_seated:
            yield _("Voor {party} zit nog niemand; {role} is een lege stoel.").format(
                party=one.party, role=one.role.name
            )


def _doubles(roles: tuple[ShownRole, ...]) -> Iterator[str]:
    doers = [one.role.name for one in roles if one.role.does]
    if len(doers) > 1:
        yield _("{n} rollen doen dit: {names}. Spreek af wie trekt.").format(
            n=len(doers), names=together(doers)
        )
    names = Counter(one.role.name.casefold() for one in roles)
    for name in sorted({one.role.name for one in roles if names[one.role.name.casefold()] > 1}):
        yield _("{role} staat er meer dan één keer.").format(role=name)
    for one in roles:
        if one.decides and one.role.advises:
            yield _("{role} beslist en adviseert. Van wie komt het advies?").format(role=one.role.name)


def headline(shown: ShownCanvas) -> str:
    """Return the answer of the page."""
    decides = shown.decides
    said = decides[:1].upper() + decides[1:]
    if shown.gaps:
        return _("{decides}. Er ontbreekt nog iets.").format(decides=said)
    return _("{decides}. Iedere rol heeft een plek.").format(decides=said)
