"""Bytes to text: a limit on size, UTF-8 first, then what older Dutch spreadsheets write."""

from __future__ import annotations

import codecs
from pathlib import Path

from .faults import BadFile, Fault

MAX_BYTES = 4_000_000
_CONTROL = {chr(code) for code in range(32)} - {"\t", "\n", "\r"}


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file. A file above the limit is refused before it is read."""
    size = path.stat().st_size
    if size > limit:
        raise BadFile((too_large(size, limit),))
    with path.open("rb") as file:
        return file.read(limit + 1)


def text_of(source: str | bytes, limit: int = MAX_BYTES) -> str:
    """The text in some bytes: with or without a byte order mark, in UTF-8, UTF-16 or CP1252."""
    size = len(source)
    if size > limit:
        raise BadFile((too_large(size, limit),))
    text = source if isinstance(source, str) else _decoded(source)
    text = text.removeprefix("\ufeff")
    if any(sign in _CONTROL for sign in text):
        raise BadFile((_not_text(),))
    if not text.strip():
        raise BadFile((_empty(),))
    return text


def _decoded(source: bytes) -> str:
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile((_not_text(),))


def too_large(size: int, limit: int) -> Fault:
    """The fault of a file that is larger than may be read."""
    found, allowed = f"{size / 1e6:.0f}", f"{limit / 1e6:.0f}"
    return Fault(
        "",
        f"Het bestand is {found} MB. Er wordt hoogstens {allowed} MB gelezen. "
        "Is dit het goede bestand? Splits de tafel anders op.",
        f"The file is {found} MB. At most {allowed} MB is read. "
        "Is this the right file? Otherwise split the table.",
    )


def _not_text() -> Fault:
    return Fault(
        "",
        "Dit bestand is geen tekst. Geef een bestand in YAML of JSON, opgeslagen als UTF-8.",
        "This file is not text. Give a file in YAML or JSON, saved as UTF-8.",
    )


def _empty() -> Fault:
    return Fault(
        "",
        "Het bestand is leeg. Bekijk een voorbeeld met: gebiedstafel demo",
        "The file is empty. See an example with: gebiedstafel demo",
    )
