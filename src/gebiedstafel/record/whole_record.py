"""The whole record of a table as one file: to read, for a spreadsheet, for a computer, and to check."""

from __future__ import annotations

import hashlib
import hmac
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gebiedstafel.exchange.table_file import write_table
from gebiedstafel.means.visible import seen_by
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Chain, Deed

from .sheets import as_csv, as_json, csv_of, sheets_of
from .trail_page import left_out_of, readable_deeds, told

Tell = Callable[[float, Callable[[], str]], bool]
CHECK, READ_ME = "controle.json", "lees-mij.html"
DEED = ("number", "action", "subject", "result", "origin", "actor", "at", "seal")


class Stopped(Exception):
    """Someone stopped it."""


def write_record(place: Path, seat: Seat, *, at: datetime, tell: Tell) -> None:
    """Write everything of the table that this seat may see to one file, and how to check it."""
    digests: dict[str, str] = {}
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        for share, name, text in _parts(seat, at):
            if not tell(share, _busy_with(name)):
                raise Stopped
            content = text.encode()
            packed.writestr(name, content)
            digests[name] = hashlib.sha256(content).hexdigest()
        packed.writestr(CHECK, _check_file(seat, digests, at))


def _busy_with(name: str) -> Callable[[], str]:
    return lambda: _("Bezig met {name}.").format(name=name)


def _parts(seat: Seat, at: datetime) -> Iterator[tuple[float, str, str]]:
    table, sheets = seat.table, list(sheets_of(seat.table))
    yield 0.05, "tafel.yaml", write_table(seen_by(seat))
    for number, sheet in enumerate(sheets):
        share = 0.1 + 0.4 * number / max(len(sheets), 1)
        yield share, f"gegevens/{sheet.name}.csv", as_csv(sheet)
        yield share, f"gegevens/{sheet.name}.json", as_json(sheet)
    deeds = list(readable_deeds(table).order_by("number"))
    rows = told(table, deeds)
    columns = ("nummer", "wanneer", "wie", "deed", "waaraan", "geweigerd")
    lines = (
        [one.number, f"{localtime(one.at):%F %T}", one.who, one.did, one.subject, one.refusal] for one in rows
    )
    yield 0.6, "logboek/logboek.csv", csv_of(columns, lines)
    yield (
        0.75,
        "logboek/daden.json",
        json.dumps([_sealed(deed) for deed in deeds], ensure_ascii=False, indent=1),
    )
    about = {
        "table": table,
        "seat": seat,
        "at": at,
        "sheets": sheets,
        "deeds": len(deeds),
        "left_out": left_out_of(table),
    }
    yield 0.9, READ_ME, render_to_string("record/read_me.html", about)


def _sealed(deed: Deed) -> dict[str, Any]:
    return {name: getattr(deed, name) if name != "at" else deed.at.isoformat() for name in DEED}


def _check_file(seat: Seat, digests: dict[str, str], at: datetime) -> str:
    chain = Chain.objects.filter(name=seat.table.chain).first()
    said: dict[str, Any] = {
        "table": seat.table_id,
        "made_at": at.isoformat(),
        "chain": seat.table.chain,
        "deeds": chain.count if chain else 0,
        "head": chain.head if chain else "",
        "files": digests,
    }
    return json.dumps({**said, "mark": mark_of(said)}, ensure_ascii=False, indent=1)


def mark_of(said: dict[str, Any]) -> str:
    """Return the mark that only this installation can make over what a record says of itself."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(settings.TRAIL_KEY.encode(), f"record\n{text}".encode(), hashlib.sha256).hexdigest()


def faults_of(place: Path) -> list[str]:
    """Return what is wrong with a file that should be a whole record; nothing when it is as it was made."""
    try:
        with zipfile.ZipFile(place) as packed:
            return list(_faults(packed))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        return [f"This is not a record, or not a whole one: {type(fault).__name__}."]


def _faults(packed: zipfile.ZipFile) -> Iterator[str]:
    said = json.loads(packed.read(CHECK))
    mark = said.pop("mark", "")
    if not hmac.compare_digest(str(mark), mark_of(said)):
        yield f"{CHECK} was not made here, or was changed."
    files: dict[str, str] = said.get("files", {})
    names = set(packed.namelist()) - {CHECK}
    yield from (f"{name} is missing." for name in sorted(set(files) - names))
    yield from (f"{name} does not belong in it." for name in sorted(names - set(files)))
    for name in sorted(names & set(files)):
        if hashlib.sha256(packed.read(name)).hexdigest() != files[name]:
            yield f"{name} was changed."
