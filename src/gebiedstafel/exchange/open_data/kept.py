"""Answers that are kept in a folder, so that what is already there is not asked for again."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from .faults import NotFetched


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered, when, and under which mark it will say that nothing changed."""

    value: Any
    asked_at: datetime
    mark: str = ""


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is never half there, whatever happens meanwhile."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".deel")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        raise NotFetched("folder", text=str(path.parent)) from None


class Kept:
    """A folder of answers, one file each, named after the address that was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, url: str) -> Path:
        return self.folder / f"{sha256(url.encode()).hexdigest()[:32]}.json"

    def read(self, url: str) -> Answer | None:
        """Return the answer that is kept for an address; a file that is no longer whole counts as none."""
        try:
            found = json.loads(self._path(url).read_text(encoding="utf-8"))
            if found["url"] != url:
                return None
            asked_at = datetime.fromisoformat(found["asked_at"])
            return Answer(found["value"], asked_at, str(found.get("mark", "")))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, url: str, answer: Answer) -> None:
        """Keep an answer."""
        held = {
            "url": url,
            "asked_at": answer.asked_at.isoformat(),
            "mark": answer.mark,
            "value": answer.value,
        }
        write_whole(self._path(url), json.dumps(held, ensure_ascii=False))

    def let_go(self, *, before: datetime) -> None:
        """Delete what was written before this moment, also what was left half written.

        What cannot be deleted, such as a folder that somebody made here, stays and stops nothing.
        """
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            with suppress(OSError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
