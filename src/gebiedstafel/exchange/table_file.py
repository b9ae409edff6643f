"""The exchange file of one table: read with all its faults at once, written without loss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .faults import BadFile, BadTable, Fault
from .plain_text import read_bytes, text_of
from .schema_faults import schema_faults
from .semantic_faults import semantic_faults
from .table_references import reference_faults
from .yaml_values import Parsed, parse
from .yaml_writing import yaml_of

__all__ = ["BadTable", "Fault", "read_table", "read_table_at", "table_faults", "write_table"]

Table = dict[str, Any]
MAX_FAULTS = 200


def read_table(source: str | bytes) -> Table:
    """The table in a YAML or JSON text. Raises `BadTable` with every fault found."""
    try:
        parsed = parse(text_of(source))
    except BadFile as refused:
        raise BadTable(refused.faults) from None
    faults = list(parsed.faults)
    if not isinstance(parsed.values, dict):
        faults = faults or [_NO_TABLE]
        raise BadTable(tuple(faults))
    if not _form_is_broken(parsed):
        faults += table_faults(parsed.values, parsed)
    if faults:
        raise BadTable(tuple(faults[:MAX_FAULTS]))
    return parsed.values


def read_table_at(path: Path) -> Table:
    """The table in a file; a file that is too large is refused before it is read."""
    try:
        return read_table(read_bytes(path))
    except BadFile as refused:
        raise BadTable(refused.faults) from None


def table_faults(table: Table, parsed: Parsed | None = None) -> tuple[Fault, ...]:
    """What is wrong with a table's values: against the schema, else in how its parts fit together."""
    lines = parsed.lines if parsed else {}
    faults = tuple(schema_faults(table, lines))
    return faults or (*reference_faults(table, lines), *semantic_faults(table))


def write_table(table: Table) -> str:
    """A table as YAML in a stable order, so that two versions can be laid side by side."""
    return yaml_of(table)


def _form_is_broken(parsed: Parsed) -> bool:
    """Whether the text broke off, so that what is missing says nothing about the table."""
    return any(not fault.path for fault in parsed.faults)


_NO_TABLE = Fault(
    "",
    "Dit is geen tafelbestand: het moet beginnen met namen zoals “format:” en “table:”. "
    "Bekijk een voorbeeld met: gebiedstafel demo",
    "This is not a table file: it must begin with names such as “format:” and “table:”. "
    "See an example with: gebiedstafel demo",
)
