"""What the chair does with a round: make it, change it, open and close it, and let people in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .locking import locked_round
from .permissions import check_can_change, check_can_close, check_can_lead, check_can_open, check_not_closed
from .rounds import FEWEST_VOTERS, Entrance, Round, Route, Side, only_dutch
from .tasks import plan_forgetting

MOST_PLACES = 2000


@dataclass(frozen=True, slots=True)
class Rules:
    """What a round asks and who may take part."""

    question: str
    intro: str = ""
    access: str = Round.Access.OPEN
    languages: list[str] = field(default_factory=only_dutch)
    takes_statements: bool = True
    minimum_voters: int = FEWEST_VOTERS
    per_address: int = 20
    closes_at: datetime | None = None


@transaction.atomic
def make_round(table: AreaTable, rules: Rules, *, by: Seat, at: datetime) -> Round:
    """Make a round that nobody sees yet, with a link and a poster for everyone."""
    check_can_lead(by, table.pk)
    round = Round.objects.create(table=table, made_at=at, **asdict(rules))
    for route in (Route.LINK, Route.QR):
        Entrance.objects.create(round=round, route=route)
    _record(round, "make_round", by=by, at=at)
    return round


@transaction.atomic
def change_round(round: Round, rules: Rules, *, by: Seat, at: datetime, seen: int | None = None) -> Round:
    """Ask something else or set other rules, as long as nobody could come in."""
    round = locked_round(round.pk)
    check_can_change(by, round, at)
    check_version(round.version, seen, theirs=round.question, yours=rules.question)
    for name, value in asdict(rules).items():
        setattr(round, name, value)
    round.version += 1
    round.save(update_fields=[*asdict(rules), "version"])
    _record(round, "change_round", by=by, at=at)
    return round


@transaction.atomic
def open_round(round: Round, *, closes_at: datetime, by: Seat, at: datetime) -> Round:
    """Let people in from now on, until a day that everyone can read."""
    round = locked_round(round.pk)
    check_can_open(by, round, at)
    if closes_at <= at:
        raise Refused(_("De sluitdatum is al voorbij. Kies een dag die nog komt."))
    round.opens_at, round.closes_at = at, closes_at
    round.version += 1
    round.save(update_fields=["opens_at", "closes_at", "version"])
    _record(round, "open_round", by=by, at=at)
    plan_forgetting(round)
    return round


@transaction.atomic
def close_round(round: Round, *, by: Seat, at: datetime) -> Round:
    """Let nobody vote any more; withdrawing goes on for 30 days."""
    round = locked_round(round.pk)
    check_can_close(by, round, at)
    round.closes_at = at
    round.version += 1
    round.save(update_fields=["closes_at", "version"])
    _record(round, "close_round", f"{round.ballots} ballots", by=by, at=at)
    plan_forgetting(round)
    return round


@transaction.atomic
def add_entrance(
    round: Round,
    *,
    route: Route,
    area: str = "",
    side: Side = Side.RESIDENT,
    until: datetime | None = None,
    places: int | None = None,
    by: Seat,
    at: datetime,
) -> Entrance:
    """Open another way in: a poster for one neighbourhood, a link for institutions, or a hall."""
    round = locked_round(round.pk)
    check_not_closed(by, round, at)
    if round.access != Round.Access.OPEN:
        raise Refused(_("In deze ronde komt iedereen met een code. Maak brieven of stembiljetten."))
    if area and not round.table.areas.filter(key=area).exists():
        raise Refused(_("Dit gebied kent de tafel niet."))
    if route == Route.HALL and (until is None or not places or until <= at):
        raise Refused(_("Zeg hoe lang de zaal open is en hoeveel mensen er passen."))
    if places is not None and places > MOST_PLACES:
        raise Refused(_("Een zaal telt hier hooguit {most} plaatsen.").format(most=MOST_PLACES))
    entrance = Entrance.objects.create(
        round=round, route=route, area=area, side=side, until=until, places=places
    )
    _record(round, "add_entrance", f"{route.value} {side.value} {area}".strip(), by=by, at=at)
    return entrance


def _record(round: Round, action: str, about: str = "", *, by: Seat, at: datetime) -> None:
    subject = f"round/{round.pk} {about}".strip()
    record_deed(round.table.chain, action=action, subject=subject, actor=by.actor, at=at)
