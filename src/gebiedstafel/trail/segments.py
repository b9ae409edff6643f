"""Closing the oldest part of a chain: its deeds go to a file, and the chain stays one that can be checked."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from .models import Chain, Deed, Segment
from .seal import seal_of

FIELDS = ("number", "action", "subject", "result", "origin", "actor", "seal")


@transaction.atomic
def close_segment(chain: str, *, before: datetime, at: datetime) -> Segment | None:
    """Put the deeds from before this moment in a file, and only then take them out of the database."""
    end = Chain.objects.select_for_update(no_key=True).filter(name=chain).first()
    if end is None:
        return None
    deeds = old_deeds(chain, before)
    if not deeds:
        return None
    first, last = deeds[0].number, deeds[-1].number
    content = json.dumps([_row(deed) for deed in deeds], ensure_ascii=False).encode()
    segment = Segment(
        chain=end,
        first=first,
        last=last,
        head=deeds[-1].seal,
        digest=hashlib.sha256(content).hexdigest(),
        closed_at=at,
    )
    segment.mark = mark_of(segment)
    _keep(file_of(segment), content)
    segment.save(force_insert=True)
    # Deeds refuse to be removed one by one; what is closed goes as a whole, and only here.
    plain: QuerySet[Deed] = QuerySet(Deed)
    plain.filter(chain=chain, number__lte=last)._raw_delete(plain.db)
    return segment


def old_deeds(chain: str, before: datetime) -> list[Deed]:
    """Return the deeds at the beginning of a chain that are all from before this moment."""
    young = Deed.objects.filter(chain=chain, at__gte=before).order_by("number")
    first_young = young.values_list("number", flat=True).first()
    deeds = Deed.objects.filter(chain=chain).order_by("number")
    return list(deeds if first_young is None else deeds.filter(number__lt=first_young))


def file_of(segment: Segment) -> Path:
    """Return where the deeds of a closed part lie, beside the anchors."""
    name = f"{quote(segment.chain_id, safe='')}.{segment.first}-{segment.last}.segment.json"
    return Path(settings.TRAIL_ANCHORS) / name


def mark_of(segment: Segment) -> str:
    """Return the mark over a closed part, made with a key that the database never sees."""
    said = [segment.chain_id, segment.first, segment.last, segment.head, segment.digest]
    text = "segment\n" + json.dumps(said, separators=(",", ":"))
    return hmac.new(settings.TRAIL_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def check_segments(chain: str) -> tuple[list[str], int, str, dict[int, str]]:
    """Return the faults of the closed parts, the last number and seal, and every seal that is known."""
    faults: list[str] = []
    number, head = 0, ""
    seals: dict[int, str] = {}
    for segment in Segment.objects.filter(chain=chain).order_by("first"):
        whose = f"{chain}: the closed part {segment.first}-{segment.last}"
        if segment.first != number + 1 or not hmac.compare_digest(segment.mark, mark_of(segment)):
            faults.append(f"{whose} is not as it was closed.")
        faults += [f"{whose} {what}" for what in _check_file(segment, head, seals)]
        number, head = segment.last, segment.head
        seals[number] = head
    return faults, number, head, seals


def _check_file(segment: Segment, previous: str, seals: dict[int, str]) -> Iterator[str]:
    """Yield what is wrong with the file; one that was handed to an archive is not here, and no fault."""
    path = file_of(segment)
    if not path.exists():
        return
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != segment.digest:
        yield "was changed in its file."
        return
    for row in json.loads(content):
        deed = Deed(chain_id=segment.chain_id, at=datetime.fromisoformat(row.pop("at")), **row)
        if seal_of(previous, deed) != deed.seal:
            yield f"has a deed {deed.number} that is not as it was written."
        previous = seals[deed.number] = deed.seal


def deeds_about(chain: str, subject: str) -> Iterator[Deed]:
    """Yield the deeds whose subject begins like this, in order; those of closed parts from their files."""
    for segment in Segment.objects.filter(chain=chain).order_by("first"):
        path = file_of(segment)
        for row in json.loads(path.read_bytes()) if path.exists() else ():
            if row["subject"].startswith(subject):
                yield Deed(chain_id=chain, **{**row, "at": datetime.fromisoformat(row["at"])})
    yield from Deed.objects.filter(chain=chain, subject__startswith=subject).order_by("number")


def _row(deed: Deed) -> dict[str, Any]:
    return {**{name: getattr(deed, name) for name in FIELDS}, "at": deed.at.isoformat()}


def _keep(path: Path, content: bytes) -> None:
    """Write the file and wait until the disk has it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
