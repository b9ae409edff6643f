"""What is done on a canvas of roles: begin one, add and change roles, say who decides, take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits
from gebiedstafel.ui.refusals import Refused

from .models import CanvasRole, RoleCanvas
from .permissions import check_can_remove_canvas, check_can_shape_roles

LONGEST_NAME, LONGEST_TEXT = 120, 600
#: More roles than this is a list of names, not a conversation.
MOST_ROLES, MOST_CANVASES = 30, 60
TABLE, NOBODY = "tafel", ""


@dataclass(frozen=True, slots=True)
class RoleSaid:
    """What is written down of one role."""

    name: str
    party: str = ""
    does: bool = False
    advises: bool = False
    must_know: bool = False
    needs: str = ""
    may_not: str = ""


@transaction.atomic
def begin_canvas(
    table: AreaTable, subject: str, *, challenge: str = "", by: Seat, at: datetime
) -> RoleCanvas:
    """Begin a canvas about a challenge or something of the table."""
    _check_may(table.pk, by)
    table = locked_table(table.pk)
    if RoleCanvas.objects.filter(table=table, gone_at=None).count() >= MOST_CANVASES:
        raise Refused(_("Er zijn al {n} rollenbladen. Haal er eerst een weg.").format(n=MOST_CANVASES))
    canvas = RoleCanvas.objects.create(
        table=table,
        subject_text=_filled(subject, 200, _("Schrijf op waar dit rollenblad over gaat.")),
        challenge=challenge,
        made_at=at,
        made_by=by,
    )
    _record("begin_canvas", canvas, by=by, at=at)
    return canvas


@transaction.atomic
def add_role(canvas: RoleCanvas, said: RoleSaid, *, by: Seat, at: datetime) -> CanvasRole:
    """Add a role to a canvas."""
    canvas = _changed(canvas, by)
    if canvas.roles.filter(gone_at=None).count() >= MOST_ROLES:
        raise Refused(_("Er staan al {n} rollen. Haal er eerst een weg.").format(n=MOST_ROLES))
    role = CanvasRole(canvas=canvas, version=1)
    _write(role, said)
    _record("add_role", canvas, by=by, at=at)
    return role


@transaction.atomic
def change_role(
    role: CanvasRole, said: RoleSaid, *, by: Seat, at: datetime, seen: int | None = None
) -> CanvasRole:
    """Change a role; who looked at an older one is refused with both texts."""
    canvas = _changed(role.canvas, by)
    role = CanvasRole.objects.select_for_update(no_key=True).get(pk=role.pk)
    if said == said_of(role):
        return role
    check_version(role.version, seen, theirs=in_words(said_of(role)), yours=in_words(said))
    role.version += 1
    _write(role, said)
    _record("change_role", canvas, by=by, at=at)
    return role


@transaction.atomic
def choose_decider(
    canvas: RoleCanvas, chosen: str, *, by: Seat, at: datetime, seen: int | None = None
) -> None:
    """Say who decides: the table, one role by its number, or nobody yet; never two."""
    canvas = _changed(canvas, by)
    decider = None
    if chosen not in (TABLE, NOBODY):
        decider = canvas.roles.filter(pk=int(chosen), gone_at=None).first() if _is_number(chosen) else None
        if decider is None:
            raise Refused(_("Deze rol staat niet op dit rollenblad. Kijk opnieuw."))
    yours = _("de tafel beslist") if chosen == TABLE else _decides(decider)
    check_version(canvas.version, seen, theirs=decider_words(canvas), yours=yours)
    RoleCanvas.objects.filter(pk=canvas.pk).update(
        table_decides=chosen == TABLE, decider=decider, version=F("version") + 1
    )
    _record("choose_decider", canvas, by=by, at=at)


@transaction.atomic
def take_role_away(role: CanvasRole, *, by: Seat, at: datetime) -> None:
    """Take a role off its canvas; it can be put back."""
    canvas = _changed(role.canvas, by)
    if canvas.decider_id == role.pk:
        raise Refused(_("Deze rol beslist. Zeg eerst wie er dan beslist."))
    CanvasRole.objects.filter(pk=role.pk).update(gone_at=at, version=F("version") + 1)
    _record("take_role_away", canvas, by=by, at=at)


@transaction.atomic
def put_role_back(role: CanvasRole, *, by: Seat, at: datetime) -> None:
    """Put a role back that was taken away."""
    canvas = _changed(role.canvas, by)
    CanvasRole.objects.filter(pk=role.pk).update(gone_at=None, version=F("version") + 1)
    _record("put_role_back", canvas, by=by, at=at)


@transaction.atomic
def take_canvas_away(canvas: RoleCanvas, *, by: Seat, at: datetime) -> None:
    """Take a canvas away; it can be put back with all its roles."""
    _check_may_remove(canvas, by)
    RoleCanvas.objects.filter(pk=canvas.pk).update(gone_at=at)
    _record("take_canvas_away", canvas, by=by, at=at)


@transaction.atomic
def put_canvas_back(canvas: RoleCanvas, *, by: Seat, at: datetime) -> None:
    """Put a canvas back with all its roles."""
    _check_may_remove(canvas, by)
    RoleCanvas.objects.filter(pk=canvas.pk).update(gone_at=None)
    _record("put_canvas_back", canvas, by=by, at=at)


def said_of(role: CanvasRole) -> RoleSaid:
    """Return what is written down of a role."""
    return RoleSaid(role.name, role.party, role.does, role.advises, role.must_know, role.needs, role.may_not)


def in_words(said: RoleSaid) -> str:
    """Return a role as one sentence, for who has to choose between two texts."""
    parts = [
        said.name,
        *([_("doet")] if said.does else []),
        *([_("adviseert")] if said.advises else []),
        *([_("moet weten")] if said.must_know else []),
        *([_("heeft nodig: {text}").format(text=said.needs)] if said.needs else []),
        *([_("mag niet: {text}").format(text=said.may_not)] if said.may_not else []),
    ]
    return "; ".join(parts)


def decider_words(canvas: RoleCanvas) -> str:
    """Return who decides, as a few words."""
    return _("de tafel beslist") if canvas.table_decides else _decides(canvas.decider)


def _decides(role: CanvasRole | None) -> str:
    return _("nog niemand beslist") if role is None else _("{role} beslist").format(role=role.name)


def _write(role: CanvasRole, said: RoleSaid) -> None:
    party = said.party
    if party and not role.canvas.table.parties.filter(key=party).exists():
        raise Refused(_("Deze partij zit niet aan deze tafel."))
    role.name = _filled(said.name, LONGEST_NAME, _("Geef de rol een naam."))
    role.party, role.does, role.advises, role.must_know = party, said.does, said.advises, said.must_know
    role.needs, role.may_not = _short(said.needs, LONGEST_TEXT), _short(said.may_not, LONGEST_TEXT)
    role.save()


def _filled(text: str, most: int, otherwise: str) -> str:
    words = _short(" ".join(text.split()), most)
    if not words:
        raise Refused(otherwise)
    return words


def _short(text: str, most: int) -> str:
    words = text.replace("\x00", "").replace("\r\n", "\n").strip()
    check_fits(words, most)
    return words


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


def _changed(canvas: RoleCanvas, by: Seat) -> RoleCanvas:
    """Return the canvas, locked, to change it."""
    _check_may(canvas.table_id, by)
    canvas = (
        RoleCanvas.objects.select_for_update(no_key=True, of=("self",))
        .select_related("table", "decider")
        .get(pk=canvas.pk)
    )
    if canvas.gone_at:
        raise Refused(_("Dit rollenblad is weggehaald. De voorzitter kan het terugzetten."))
    return canvas


def _check_may(table_id: str, by: Seat) -> None:
    stay_at_table(by, table_id)
    check_can_shape_roles(by)


def _check_may_remove(canvas: RoleCanvas, by: Seat) -> None:
    stay_at_table(by, canvas.table_id)
    check_can_remove_canvas(by)


def _record(action: str, canvas: RoleCanvas, *, by: Seat, at: datetime) -> None:
    """Write a deed down, and count it as a change of the canvas for whoever looks at it now."""
    RoleCanvas.objects.filter(pk=canvas.pk).update(edition=F("edition") + 1)
    record_deed(canvas.table.chain, action=action, subject=f"canvas/{canvas.pk}", actor=by.actor, at=at)
