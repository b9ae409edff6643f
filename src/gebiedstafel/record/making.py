"""Making the file with the whole record of a table, and removing it again."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import close_run, run_progress, start_run

from .models import RecordFile
from .whole_record import Stopped, write_record


def folder() -> Path:
    """Return where the files lie: beside the database, for nobody but the site."""
    return Path(settings.HOME) / "dossiers"


def make(record: RecordFile, *, at: datetime, done_at: datetime | None = None) -> None:
    """Make the file of a record that was asked for, and end its run."""
    if not start_run(record.run, at=at):
        return
    name = f"{secrets.token_hex(16)}.zip"
    place = folder() / name
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        if record.asked_by is None:
            raise Stopped
        write_record(
            place, record.asked_by, at=at, tell=lambda share, text: run_progress(record.run, share, text)
        )
        place.chmod(0o600)
    except Stopped:
        place.unlink(missing_ok=True)
        close_run(record.run, Run.State.STOPPED, at=done_at or at, message=lambda: _("Gestopt."))
        return
    except BaseException:
        place.unlink(missing_ok=True)
        close_run(
            record.run,
            Run.State.FAILED,
            at=done_at or at,
            message=lambda: _("Er ging iets mis. Probeer het opnieuw."),
        )
        raise
    content = place.read_bytes()
    record.name, record.size, record.digest = name, len(content), hashlib.sha256(content).hexdigest()
    record.save(update_fields=["name", "size", "digest"])
    close_run(record.run, Run.State.DONE, at=done_at or at, message=lambda: _("Het dossier staat klaar."))


def remove_file(record: RecordFile, *, at: datetime) -> None:
    """Remove the file; that it was made stays known."""
    if record.name:
        (folder() / record.name).unlink(missing_ok=True)
    record.gone_at = at
    record.save(update_fields=["gone_at"])
