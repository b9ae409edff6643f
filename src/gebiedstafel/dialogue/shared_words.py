"""One statement of a round with what may be told of it, for layers that make work of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.exchange.shared_statements import SHARED_FROM, shared_strength
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.numbers import percent

from .models import GroupVotes, Statement
from .newest_result import told_result
from .published import ALMOST_ALL
from .result_page import statement_texts
from .result_words import Bar, bars
from .rounds import Round, subject_of
from .told import AGREE, Cell, Told

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class SharedWords:
    """A statement in the reader's language, how the groups voted, and how the trail names it."""

    address: str
    number: int
    text: str
    subject: str
    key: str
    groups: tuple[Bar, ...]
    counts: Counts

    @property
    def is_shared(self) -> bool:
        """Whether every group shares it so far that it weighs in a plan."""
        return shared_strength(self.counts) is not None


def shared_words(table: AreaTable, address: str, number: int, *, at: datetime) -> SharedWords | None:
    """Return a statement of a round of this table; None when there is no such statement."""
    round = Round.objects.filter(table=table, address=address).first()
    text = statement_texts(round).get(number) if round else None
    if round is None or text is None:
        return None
    found = told_result(round, at=at)
    cells = _cells(found[0], number) if found else {}
    return SharedWords(
        address=address,
        number=number,
        text=text,
        subject=subject_of(round, number),
        key=f"R-{address}-{number}",
        groups=bars(cells),
        counts={group or "alle": _counts(cell) for group, cell in cells.items()},
    )


def _cells(told: Told, number: int) -> Mapping[str, Cell]:
    return told.found.cells.get(number, {})


def _counts(cell: Cell) -> Mapping[str, int]:
    """Return counts as they may stand in a file: where almost everyone agrees, the least that means."""
    if not cell.almost_all:
        return {"agree": cell.agree or 0, "disagree": cell.disagree or 0, "pass": cell.passed or 0}
    least = int(ALMOST_ALL * cell.cast) + 1
    said = {"agree": 0, "disagree": 0, "pass": 0, cell.almost_all: least}
    spare = "pass" if cell.almost_all == AGREE else AGREE
    return said | {spare: said[spare] + cell.cast - least}


@transaction.atomic
def keep_priority(table: AreaTable, words: SharedWords, served_by: list[str]) -> Statement:
    """Put it among the statements that weigh in the table's plans; the caller asked whether it may."""
    if not words.is_shared:
        raise Refused(
            _("Deze stelling telt pas mee als in elke groep minstens {share} het eens is.").format(
                share=percent(SHARED_FROM)
            )
        )
    if Statement.objects.filter(table=table, key=words.key).exists():
        raise Refused(_("Deze stelling telt al mee als wens van bewoners."))
    last = (
        Statement.objects.filter(table=table).order_by("-position").values_list("position", flat=True).first()
    )
    row = Statement.objects.create(
        table=table,
        key=words.key,
        text=words.text,
        served_by=served_by or None,
        position=0 if last is None else last + 1,
    )
    GroupVotes.objects.bulk_create(
        GroupVotes(
            statement=row, group=group, agree=one["agree"], disagree=one["disagree"], passed=one["pass"]
        )
        for group, one in words.counts.items()
    )
    table.count_change()
    return row
