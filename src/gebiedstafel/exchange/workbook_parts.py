"""What is looked at before a workbook is opened: is it one, is it safe, is it not too large."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from .faults import BadFile, Fault

MAX_BYTES = 10_000_000
MAX_UNPACKED = 80_000_000
MAX_PARTS = 500
MAX_RATIO = 400
BOOK = "xl/workbook.xml"

_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class BadWorkbook(BadFile):
    """A workbook that cannot be used as it is, with all its faults at once."""


def opened(data: bytes, *, most_bytes: int = MAX_BYTES, most_unpacked: int = MAX_UNPACKED) -> zipfile.ZipFile:
    """Return the parts of a workbook that is safe to read. Raises `BadWorkbook` with all that is wrong."""
    if len(data) > most_bytes:
        raise BadWorkbook((_too_large(len(data)),))
    if not data.startswith(b"PK"):
        raise BadWorkbook((_no_workbook(data),))
    try:
        parts = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise BadWorkbook((BROKEN,)) from None
    faults = tuple(_faults_of(parts, most_unpacked))
    if faults:
        raise BadWorkbook(faults)
    return parts


def part(parts: zipfile.ZipFile, name: str) -> bytes:
    """Return one part, never more of it than it said to be."""
    try:
        return parts.read(name)
    except (KeyError, zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise BadWorkbook((BROKEN,)) from None
    except Exception as error:  # zlib.error has no other parent than Exception
        if type(error).__module__ == "zlib":
            raise BadWorkbook((BROKEN,)) from None
        raise


def _faults_of(parts: zipfile.ZipFile, most_unpacked: int) -> Iterator[Fault]:
    listed = parts.infolist()
    names = [one.filename for one in listed]
    unpacked = sum(one.file_size for one in listed)
    packed = max(1, sum(one.compress_size for one in listed))
    if len(listed) > MAX_PARTS or unpacked > most_unpacked or unpacked > packed * MAX_RATIO:
        yield _BOMB
    elif any(one.flag_bits & 1 for one in listed):
        yield _LOCKED
    elif len(set(names)) < len(names):
        yield BROKEN
    elif BOOK not in names:
        yield _other_kind(parts, names)
    else:
        if any("vbaproject" in name.casefold() for name in names):
            yield _MACROS
        if any(name.startswith("xl/externalLinks/") for name in names):
            yield _LINKS


def _no_workbook(data: bytes) -> Fault:
    if data.startswith(_OLD_EXCEL):
        return _LOCKED if _ENCRYPTED in data else _OLD
    if not data.strip():
        return _EMPTY
    head = data[:4000]
    if b"\0" not in head and any(mark in head for mark in (b";", b",", b"\t")):
        return _CSV
    return NO_WORKBOOK


def _other_kind(parts: zipfile.ZipFile, names: list[str]) -> Fault:
    if "mimetype" in names and b"opendocument.spreadsheet" in part(parts, "mimetype")[:200]:
        return _ODS
    if "xl/workbook.bin" in names:
        return _BINARY
    return NO_WORKBOOK


def _too_large(size: int) -> Fault:
    found, most = f"{size / 1e6:.0f}", f"{MAX_BYTES // 1_000_000}"
    return Fault(
        "",
        f"Dit bestand is {found} MB. We lezen er hoogstens {most} MB. Haal plaatjes en lege rijen weg.",
        f"This file is {found} MB. At most {most} MB is read. Remove pictures and empty rows.",
    )


_SAVE_AS = "Kies in Excel: Opslaan als, Excel-werkmap (.xlsx)."
_SAVE_AS_EN = "Choose in Excel: Save as, Excel workbook (.xlsx)."
BROKEN = Fault(
    "",
    f"Dit werkboek is beschadigd: het kan niet worden geopend. Open het in Excel. {_SAVE_AS}",
    f"This workbook is damaged: it cannot be opened. Open it in Excel. {_SAVE_AS_EN}",
)
_BOMB = Fault(
    "",
    "Dit bestand wordt bij het uitpakken veel te groot. Open het in Excel, haal lege rijen en plaatjes weg "
    "en sla het opnieuw op.",
    "This file becomes far too large when unpacked. Open it in Excel, remove empty rows and pictures "
    "and save it again.",
)
_LOCKED = Fault(
    "",
    "Dit werkboek is met een wachtwoord versleuteld. Haal het wachtwoord eraf: "
    "Bestand, Info, Werkmap beveiligen.",
    "This workbook is encrypted with a password. Take it off: File, Info, Protect workbook.",
)
_MACROS = Fault(
    "",
    f"In dit werkboek zitten macro's. Die nemen we niet aan. {_SAVE_AS} Dan vallen ze weg.",
    f"This workbook holds macros. They are not accepted. {_SAVE_AS_EN} Then they are gone.",
)
_LINKS = Fault(
    "",
    "Dit werkboek haalt gegevens uit andere bestanden. Verbreek dat: Gegevens, Koppelingen bewerken, "
    "Koppeling verbreken.",
    "This workbook takes values from other files. Break that: Data, Edit links, Break link.",
)
_OLD = Fault(
    "",
    f"Dit is een oud Excel-bestand (.xls), ook al heet het misschien .xlsx. Open het in Excel. {_SAVE_AS}",
    f"This is an old Excel file (.xls), though it may be called .xlsx. Open it in Excel. {_SAVE_AS_EN}",
)
_BINARY = Fault(
    "",
    f"Dit is een binaire werkmap (.xlsb). Open hem in Excel. {_SAVE_AS}",
    f"This is a binary workbook (.xlsb). Open it in Excel. {_SAVE_AS_EN}",
)
_ODS = Fault(
    "",
    "Dit is een bestand van LibreOffice (.ods). Kies daar: Opslaan als, Excel 2007-365 (.xlsx).",
    "This is a file of LibreOffice (.ods). Choose there: Save as, Excel 2007-365 (.xlsx).",
)
_CSV = Fault(
    "",
    f"Dit is een tekstbestand (.csv), geen werkboek. Open het in Excel. {_SAVE_AS}",
    f"This is a text file (.csv), no workbook. Open it in Excel. {_SAVE_AS_EN}",
)
_EMPTY = Fault("", "Dit bestand is leeg. Kies een ander bestand.", "This file is empty. Choose another file.")
NO_WORKBOOK = Fault(
    "",
    "Dit is geen Excel-werkboek. Download het werkboek van deze tafel en vul dat in.",
    "This is no Excel workbook. Download the workbook of this table and fill that in.",
)
