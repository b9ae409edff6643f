"""Whether the history of an agreement still is as it was written, read against its digests in the trail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.trail.check import check_chain
from gebiedstafel.trail.models import Deed, Segment
from gebiedstafel.trail.segments import deeds_about

from .models import Agreement, Change
from .writing import digest_of

#: As `write_down` says it: from which row to which, and their digest.
SEALED = re.compile(r"agreement/\S+ (\d+)-(\d+) ([0-9a-f]{32})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Proven:
    """What came of it: how many rows stand, which do not and why, and whether the trail itself is whole."""

    rows: int
    wrong: tuple[str, ...]
    away: int
    whole: bool

    @property
    def holds(self) -> bool:
        """Whether every row is as it was written, by a trail that is whole."""
        return self.whole and not self.wrong and not self.away


def proven(agreement: Agreement) -> Proven:
    """Compare each row of the history with the trail; what lies in an archive cannot be compared here."""
    changes = list(Change.objects.filter(agreement=agreement).order_by("number"))
    chain = agreement.table.chain
    sealed = _newest(list(_sealed(chain, agreement)))
    known = {number for first, last, _digest, _deed in sealed for number in range(first, last + 1)}
    outside = [one for one in changes if one.number not in known]
    archived = bool(outside) and Segment.objects.filter(chain=chain).exists()
    first_known = min(known, default=0)
    away = sum(one.number < first_known or not known for one in outside) if archived else 0
    wrong = list(_wrong(changes, sealed))
    wrong += [
        _("Regel {number} staat niet in het logboek.").format(number=one.number) for one in outside[away:]
    ]
    return Proven(len(changes), tuple(wrong), away, whole=not any(check_chain(chain)))


Sealed = tuple[int, int, str, Deed]


def _sealed(chain: str, agreement: Agreement) -> Iterator[Sealed]:
    for deed in deeds_about(chain, f"{agreement.subject} "):
        found = SEALED.fullmatch(deed.subject)
        if found:
            yield int(found[1]), int(found[2]), found[3], deed


def _newest(rows: list[Sealed]) -> list[Sealed]:
    """Leave out what an earlier agreement of the same number left in the trail."""
    begins = [place for place, (first, *_rest) in enumerate(rows) if first == 1]
    return rows[begins[-1] :] if begins else rows


def _wrong(changes: Sequence[Change], sealed: Sequence[Sealed]) -> Iterator[str]:
    there = {one.number: one for one in changes}
    for first, last, digest, deed in sealed:
        gone = [number for number in range(first, last + 1) if number not in there]
        rows = [there[number] for number in range(first, last + 1) if number in there]
        for number in gone:
            yield _("Regel {number} is weg.").format(number=number)
        if gone:
            continue
        written_then = all(one.at == deed.at or one.origin == "file" for one in rows)
        if digest_of(rows) != digest or not written_then:
            yield (
                _("Regel {number} is niet zoals hij is opgeschreven.").format(number=first)
                if first == last
                else _("Regel {first} tot en met {last} zijn niet zoals ze zijn opgeschreven.").format(
                    first=first, last=last
                )
            )
