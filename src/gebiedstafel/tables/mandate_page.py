"""The page of mandates as one seat sees it: per party what it may decide, now and before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import why_not
from gebiedstafel.ui.templatetags.dates import day

from .core_and_ring import Circles, circles_of
from .empty_chairs import EmptyChair, empty_chairs
from .mandates import limit_words, sees_own_words, subject_words
from .models import Mandate, Party, Seat
from .permissions import check_can_set_mandate


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a mandate in words; `told` says from when to when it held."""

    pk: int
    decides: str
    limit: str
    about: str
    until: str
    told: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A party with its place, what it may decide, its own older words about that, and the history."""

    key: str
    name: str
    place: str
    lines: tuple[Line, ...]
    own_words: str
    before: tuple[Line, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class MandatePage:
    """Who may decide what, who sits close, and which chairs a decision asks for."""

    holders: tuple[Holder, ...]
    said: int
    circles: Circles
    asked: tuple[EmptyChair, ...]
    not_asked: tuple[str, ...]


def mandate_page(looker: Seat) -> MandatePage:
    """Return the page for this seat."""
    parties = list(looker.table.parties.all())
    editions = list(Mandate.objects.filter(party__table=looker.table).select_related("made_by"))
    holders = tuple(_holder(party, editions, looker) for party in parties if party.sits)
    empty = empty_chairs(looker)
    return MandatePage(
        holders=tuple(sorted(holders, key=lambda one: not one.is_mine)),
        said=sum(bool(one.lines) for one in holders),
        circles=circles_of(parties, empty),
        asked=tuple(one for one in empty if one.asked_by),
        not_asked=tuple(one.name for one in empty if not one.asked_by),
    )


def _holder(party: Party, editions: list[Mandate], looker: Seat) -> Holder:
    own = [one for one in editions if one.party_id == party.pk]
    today = looker.table.today_at(localdate())
    return Holder(
        key=party.key,
        name=party.name,
        place=str(party.get_seat_display()) if party.seat else "",
        lines=tuple(_line(one, today) for one in own if one.ended_at is None),
        own_words=str(party.mandate) if sees_own_words(looker, party) else "",
        before=tuple(_line(one, today) for one in own if one.ended_at is not None),
        is_mine=not why_not(check_can_set_mandate, looker, party),
    )


def _line(one: Mandate, today: date) -> Line:
    since = _("sinds {day}").format(day=day(one.made_at))
    told = since
    if one.ended_at is not None:
        told = _("van {first} tot {last}").format(first=day(one.made_at), last=day(one.ended_at))
    is_over = one.until is not None and one.until < today
    words = _("gold tot en met {day}") if is_over else _("geldt tot en met {day}")
    until = words.format(day=day(one.until)) if one.until else ""
    return Line(one.pk, one.decides, limit_words(one), subject_words(one), until, told)
