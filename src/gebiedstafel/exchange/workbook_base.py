"""What stood in the table when the workbook was made, kept on a hidden sheet of the workbook itself."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SHEET = "_gebiedstafel"
MARK = "gebiedstafel/workbook"
_CHUNK = 30_000
_MOST = 40_000_000


@dataclass(frozen=True, slots=True)
class Base:
    """The document as it went out, for whom, and the version that each row had."""

    document: Mapping[str, Any]
    edition: int = 0
    versions: Mapping[str, int] = field(default_factory=dict)
    only: str | None = None
    #: What may be named in a cell, also where its own row is not in this workbook: per kind, name by id.
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def version_of(self, kind: str, key: str) -> int | None:
        """Return the version a row had, if it was there."""
        return self.versions.get(f"{kind}/{key}")


def base_cells(base: Base) -> list[str]:
    """Return the cells of the hidden sheet, one beneath the other."""
    told = {
        "document": base.document,
        "edition": base.edition,
        "versions": dict(base.versions),
        "only": base.only,
        "names": base.names,
    }
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    packed = base64.b64encode(zlib.compress(plain, 6)).decode()
    chunks = [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]
    return [MARK, hashlib.sha256(plain).hexdigest(), *chunks]


def base_in(cells: list[str]) -> Base | None:
    """Return what stood there, nothing when the hidden sheet is not ours or no longer whole."""
    if len(cells) < 3 or cells[0] != MARK:
        return None
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(base64.b64decode("".join(cells[2:]), validate=True), _MOST)
        if unpacking.unconsumed_tail or hashlib.sha256(plain).hexdigest() != cells[1]:
            return None
        told = json.loads(plain)
        return Base(
            told["document"],
            int(told["edition"]),
            {str(row): int(version) for row, version in told["versions"].items()},
            told["only"],
            {kind: dict(names) for kind, names in told["names"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error):
        return None
