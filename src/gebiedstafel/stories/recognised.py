"""What other layers may know of *Herkent u dit?*: counts of parties and of residents, side by side.

Residents are counted from ten on and per five new ones, so that no count tells what the last one said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.tables.models import AreaTable, Party, TableArea

from .recognition_models import Asked, PartyView, ResidentView, Says

#: Residents are counted from so many on, and anew per so many.
FEWEST, STEP = 10, 5
#: So much of what was asked before is told.
MOST_ENDED = 30


@dataclass(frozen=True, slots=True)
class Counts:
    """How many gave each of the three answers."""

    yes: int
    no: int
    otherwise: int

    @property
    def total(self) -> int:
        """How many answered."""
        return self.yes + self.no + self.otherwise


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody added; `who` is a party, or empty for a resident, of whom `says` is empty below ten."""

    who: str
    says: str
    words: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """One thing that was asked about, and what came of it. `residents` is None below ten of them.

    `by_party` is what each party answered, by its number.
    """

    number: int
    subject: str
    area: str
    place: str
    words: str
    source: str
    asked_on: date
    ended_on: date | None
    parties_at_table: int
    parties: Counts
    residents: Counts | None
    sentences: tuple[Sentence, ...]
    by_party: Mapping[int, str]

    @property
    def told_of_parties(self) -> str:
        """Say in a sentence what the parties answered."""
        if not self.parties.total:
            return _("Nog geen partij antwoordde.")
        n = self.parties.total
        lead = ngettext(
            "{n} van de {all} partijen antwoordde", "{n} van de {all} partijen antwoordden", n
        ).format(n=n, all=self.parties_at_table)
        return f"{lead}: {_told(self.parties)}."

    @property
    def told_of_residents(self) -> str:
        """Say in a sentence what residents answered, or from how many on that is told."""
        if self.residents is None:
            return _("Bewoners tellen we vanaf {fewest} antwoorden.").format(fewest=FEWEST)
        lead = _("{n} bewoners antwoordden").format(n=self.residents.total)
        return f"{lead}: {_told(self.residents)}."


def recognised_for(table: AreaTable) -> list[Recognised]:
    """Return what is asked about now, in the order of asking."""
    return _recognised(table, _asked_at(table).filter(ended_at=None))


def recognised_before(table: AreaTable) -> list[Recognised]:
    """Return what was asked about before with what came of it, what ended last first."""
    rows = _asked_at(table).exclude(ended_at=None).order_by("-ended_at", "-pk")
    return _recognised(table, rows[:MOST_ENDED])


def recognised(table: AreaTable, subject: str) -> Recognised | None:
    """Return what came of one thing of the picture, the newest time it was asked about; None if never."""
    rows = _asked_at(table).filter(subject=subject).order_by("-asked_at", "-pk")[:1]
    return next(iter(_recognised(table, rows)), None)


def counted(says: Iterable[str]) -> Counts | None:
    """Return the counts of residents' answers, in the order they came; None when they are too few to tell."""
    given = list(says)
    if len(given) < FEWEST:
        return None
    return _counts(given[: len(given) - len(given) % STEP])


def _asked_at(table: AreaTable) -> QuerySet[Any]:
    """Return what was asked about at this table, each with the name of its place."""
    areas = TableArea.objects.filter(table=OuterRef("table"), key=OuterRef("area"))
    return Asked.objects.filter(table=table).annotate(place=Subquery(areas.values("name")[:1]))


def _recognised(table: AreaTable, rows: Iterable[Any]) -> list[Recognised]:
    asked = list(rows)
    at_table = sum(_is_at_table(party) for party in Party.objects.filter(table=table))
    by_parties: dict[int, list[PartyView]] = defaultdict(list)
    for view in PartyView.objects.filter(asked__in=asked).select_related("party"):
        if _is_at_table(view.party):
            by_parties[view.asked_id].append(view)
    by_residents: dict[int, list[ResidentView]] = defaultdict(list)
    for one in ResidentView.objects.filter(asked__in=asked).defer("digest"):
        by_residents[one.asked_id].append(one)
    return [
        Recognised(
            number=one.pk,
            subject=one.subject,
            area=one.area,
            place=one.place or "",
            words=one.words,
            source=one.source,
            asked_on=localdate(one.asked_at),
            ended_on=localdate(one.ended_at) if one.ended_at else None,
            parties_at_table=at_table,
            parties=_counts(view.says for view in by_parties[one.pk]),
            residents=counted(view.says for view in by_residents[one.pk]),
            sentences=_sentences(by_parties[one.pk], by_residents[one.pk]),
            by_party={view.party_id: view.says for view in by_parties[one.pk]},
        )
        for one in asked
    ]


def _is_at_table(party: Party) -> bool:
    return party.sits and party.left_on is None


def _counts(says: Iterable[str]) -> Counts:
    found = Counter(says)
    return Counts(found[Says.YES], found[Says.NO], found[Says.OTHERWISE])


def _sentences(parties: Iterable[PartyView], residents: Sequence[ResidentView]) -> tuple[Sentence, ...]:
    own = [Sentence(str(view.party), view.get_says_display(), view.words) for view in parties if view.words]
    # Below ten a sentence with its answer would tell what the counts keep to themselves.
    told = len(residents) >= FEWEST
    theirs = [
        Sentence("", view.get_says_display() if told else "", view.words)
        for view in residents
        if view.words_shown
    ]
    return (*own, *theirs)


def _told(counts: Counts) -> str:
    said = (
        (counts.yes, ngettext("{n} herkent het", "{n} herkennen het", counts.yes)),
        (counts.no, ngettext("{n} herkent het niet", "{n} herkennen het niet", counts.no)),
        (counts.otherwise, ngettext("{n} ziet het anders", "{n} zien het anders", counts.otherwise)),
    )
    return ", ".join(words.format(n=n) for n, words in said if n)
