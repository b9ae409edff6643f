"""The place outside the database where each chain's length and head are kept, so that a lost end shows."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from django.conf import settings

Anchor = tuple[int, str]


def _file(chain: str) -> Path:
    return Path(settings.TRAIL_ANCHORS) / f"{quote(chain, safe='')}.anchors"


def drop_anchor(chain: str, count: int, head: str) -> None:
    """Write down that this chain now has `count` deeds ending in `head`, and wait until the disk has it."""
    path = _file(chain)
    is_new = not path.exists()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # The line break comes first: a line torn by a power cut never swallows the next one.
        os.write(handle, f"\n{count} {head}".encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def anchors_of(chain: str) -> list[Anchor]:
    """Return every anchor of this chain that was written whole."""
    path = _file(chain)
    if not path.exists():
        return []
    return list(_whole_lines(path.read_text(encoding="ascii", errors="replace")))


def _whole_lines(text: str) -> Iterator[Anchor]:
    for line in text.splitlines():
        count, _, head = line.partition(" ")
        if count.isascii() and count.isdigit() and len(head) == 64:
            yield int(count), head


def anchored_chains() -> set[str]:
    """Return the chains that have ever been anchored, whether the database still knows them or not."""
    return {unquote(path.stem) for path in Path(settings.TRAIL_ANCHORS).glob("*.anchors")}
