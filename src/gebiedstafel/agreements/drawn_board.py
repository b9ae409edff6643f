"""The part of the board that is the same for everyone of one circle: drawn once after each deed at the table.

Every change of an agreement ends with a deed in the trail of its table, in the same transaction. So the seal
of the newest deed names the edition: it is read before the rows are, and a page is never older than its seal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db.models import Value
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gebiedstafel.challenges.visible import seen_challenges
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.remembered import made_once, remembered
from gebiedstafel.tables.viewers import viewer_name, viewer_of
from gebiedstafel.trail.deeds import newest_seal

from .board import Asked, Board, Group, Line, Own, board, party_names
from .models import Raised, Status
from .visible import visible_drafts

#: So many drawn lines stay at hand in a process: a few megabytes.
LINES_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is remembered of the board: its counts, what each party finds of itself, and its lists drawn."""

    count: int
    going: int
    late: int
    blocked: int
    disputed: int
    waiting: int
    drafts: int
    raised: int
    groups: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    own: Mapping[int, Own]
    lists: SafeString


def drawn_board(seat: Seat, asked: Asked, group: str, today: date) -> Drawn:
    """Return the board as this seat may read it, drawn now or since the newest deed at its table."""
    circle = "outside" if seat.role == Seat.Role.VISITOR else "table"
    seal = newest_seal(seat.table.chain)
    about = repr(("agreements/board", circle, seal, today.isoformat(), asked, group))
    return made_once(seat.table, about, lambda: _draw(seat, asked, group, today))


def challenge_titles(seat: Seat) -> dict[str, str]:
    """Return the challenges that this seat may see, by their ids; the same for all who see the same."""
    viewer = viewer_of(seat)
    return remembered(
        seat.table,
        f"agreements/challenges/{viewer_name(viewer)}",
        lambda: {one.key: one.title for one in seen_challenges(seat.table, viewer)},
    )


def _draw(seat: Seat, asked: Asked, group: str, today: date) -> Drawn:
    names = party_names(seat)
    shown = board(seat, names, asked, today)
    sections = [
        (one, [_drawn(line, seat.table_id, get_language()) for line in one.lines])
        for one in (_opened(one, shown) if one.name == group else one for one in shown.groups)
    ]
    lists = render_to_string("agreements/board_lists.html", {"board": shown, "sections": sections})
    elsewhere = _waiting_elsewhere(seat)
    return Drawn(
        count=shown.count,
        going=shown.going,
        late=shown.late,
        blocked=shown.blocked,
        disputed=shown.disputed,
        waiting=shown.waiting,
        drafts=elsewhere["drafts"],
        raised=elsewhere["raised"],
        groups=tuple((one.name, one.title) for one in shown.groups),
        parties=tuple(sorted(set(names.values()), key=lambda pair: pair[1].casefold())),
        own=shown.own,
        lists=lists,
    )


def _opened(group: Group, shown: Board) -> Group:
    return replace(group, lines=tuple(line for line in shown.lines if line.group == group.name))


@lru_cache(maxsize=LINES_KEPT)
def _drawn(one: Line, table_id: str, language: str | None) -> SafeString:
    """Draw a line; the same line is drawn once, so a deed costs the drawing of what it changed."""
    return render_to_string("agreements/line.html", {"one": one, "table_id": table_id})


def _waiting_elsewhere(seat: Seat) -> Counter[str]:
    """Count, in one query, the drafts that wait for a decision and what went up and waits for an answer."""
    if seat.role == Seat.Role.VISITOR:
        return Counter()
    drafts = visible_drafts(seat).exclude(status=Status.DROPPED).order_by().values_list(Value("drafts"))
    up = Raised.objects.filter(table=seat.table_id, answered_at=None, withdrawn_at=None)
    return Counter(kind for (kind,) in drafts.union(up.order_by().values_list(Value("raised")), all=True))
