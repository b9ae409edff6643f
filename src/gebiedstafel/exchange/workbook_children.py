"""The sheets whose rows belong to a row of another sheet, read back."""

from __future__ import annotations

from typing import Any

from .schema_faults import Words
from .workbook_cells import Row
from .workbook_columns import Heads
from .workbook_found import NO_HEADS, SHEET_GONE, Entry, Found, text_at
from .workbook_layout import ITEM, KEY, Child, Sheet, Source, children, sheet_of
from .workbook_rows import normal
from .workbook_sheets import leading_heads


def read_child(found: Found, child: Child) -> None:
    """Read the rows of a sheet that belong to rows of another."""
    leading = [head.heading for head in leading_heads(child)]
    grid = found.grid(child.name)
    heads = found.find_heads(child.name, child.fields, leading) if grid else None
    if grid is None or heads is None or set(leading) - heads.leading.keys():
        for source in child.sources:
            found.leave_out(source.kind, [(source.name,)])
        if grid is None:
            found.note(child.name, SHEET_GONE)
        else:
            found.fault(child.name, 0, "", _NO_OWNER if heads else NO_HEADS)
        return
    for number, row in heads.rows(grid):
        _read_item(found, child, heads, number, row)
    for source in child.sources:
        for key in found.things.get(source.kind, {}):
            _settle(found, child, source, key)


def _read_item(found: Found, child: Child, heads: Heads, number: int, row: Row) -> None:
    item, _ = found.read(child.name, heads, number, row)
    source = _source(child, text_at(row, heads.leading.get(child.what, 0)))
    if source is None:
        words = ", ".join(one.word for one in child.sources)
        found.fault(child.name, number, child.what, (f"kies uit: {words}.", f"choose: {words}."))
        return
    told = text_at(row, heads.leading[child.owner]).partition(" · ")[0].strip()
    key = _thing(found, source.kind, told)
    if key is None:
        found.fault(child.name, number, child.owner, _no_such(told, sheet_of(source.kind)))
    elif child.is_mapping:
        _add_named(found, child, (source.kind, key, source.name), item, number)
    else:
        held = found.lists.setdefault((source.kind, key, source.name), [])
        found.places.rows[source.kind, key, source.name, len(held)] = (child.name, number)
        held.append(item)


def _source(child: Child, word: str) -> Source | None:
    if not child.what:
        return child.sources[0]
    return next((one for one in child.sources if normal(one.word) == normal(word)), None)


def _thing(found: Found, kind: str, told: str) -> str | None:
    things = found.things.get(kind, {})
    if told in things:
        return told
    meant = [key for key, name in found.names[kind].items() if told and normal(name) == normal(told)]
    return meant[0] if len(meant) == 1 and meant[0] in things else None


def _add_named(found: Found, child: Child, owner: tuple[str, str, str], item: Entry, number: int) -> None:
    """Add an item under its own name, such as costs of one type or the effect on one challenge."""
    held = found.lists.setdefault(owner, {})
    named, first, *_ = child.fields
    step: Any = item.pop(KEY, None)
    if step is None:
        found.fault(child.name, number, named.heading, _EMPTY)
    elif step in held:
        row = found.places.rows[*owner, step][1]
        dutch = f"“{step}” staat bij {owner[1]} ook in rij {row}. Voeg de rijen samen."
        english = f"“{step}” of {owner[1]} also stands in row {row}. Join the rows."
        found.fault(child.name, number, named.heading, (dutch, english))
    elif first.path == (ITEM,) and ITEM not in item:
        found.fault(child.name, number, first.heading.format("1"), _EMPTY)
    else:
        found.places.rows[*owner, step] = (child.name, number)
        held[step] = item[ITEM] if first.path == (ITEM,) else item


def _settle(found: Found, child: Child, source: Source, key: str) -> None:
    """Give a thing its list, and compare it with what its own row says about it."""
    entry = found.things[source.kind][key]
    told = found.said[source.kind, key].items()
    said = next((is_none for one, is_none in told if one.path == (source.name,)), None)
    held = found.lists.get((source.kind, key, source.name))
    if said is None and not held:
        return
    if said is not None and bool(held) == said:
        heading = next(one.heading for one in sheet_of(source.kind).fields if one.path == (source.name,))
        place = found.places.rows[source.kind, key]
        found.fault(*place, heading, _two_answers(child) if held else _no_rows(child, key))
        return
    entry[source.name] = held or ({} if child.is_mapping else [])


def _two_answers(child: Child) -> Words:
    return (
        f"hier staat dat er niets is, maar op blad {child.name} staat wel iets. Haal er één weg.",
        f"this says there is none, but sheet {child.name} holds some. Remove one of the two.",
    )


def _no_rows(child: Child, key: str) -> Words:
    return (
        f"op blad {child.name} staat niets voor {key}. Is er niets, zet hier dan een –. "
        "Weet u het niet, maak deze cel dan leeg.",
        f"sheet {child.name} holds nothing for {key}. If there is none, put a – here. "
        "If you do not know, empty this cell.",
    )


def _no_such(told: str, sheet: Sheet) -> Words:
    if not told:
        return (
            "dit is leeg. Kies bij welke rij dit hoort.",
            "this is empty. Choose to which row this belongs.",
        )
    return (
        f"“{told}” staat niet op blad {sheet.name}. Voeg het daar toe, of verbeter het nummer.",
        f"“{told}” does not stand on sheet {sheet.name}. Add it there, or correct the number.",
    )


def read_children(found: Found) -> None:
    """Read every sheet whose rows belong to rows of another."""
    for child in children():
        read_child(found, child)


_EMPTY = ("dit is leeg. Vul het in, of haal de rij weg.", "this is empty. Fill it in, or remove the row.")
_NO_OWNER = (
    "de eerste kolommen ontbreken. Zonder die weten we niet waar een rij bij hoort. Zet ze terug.",
    "the first columns are missing. Without them it is not known to which row each belongs. Put them back.",
)
