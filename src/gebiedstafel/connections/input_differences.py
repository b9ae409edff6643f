"""What differs between two inputs of the engine, row by row and field by field, as values without words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

Row = Mapping[str, Any]
Path = tuple[str, ...]

#: The lists of a table's file, those that people decide about first.
LISTS = ("money_flows", "measures", "parties", "challenges", "bundles", "statements", "areas")
#: What a list inside a row is told apart by, where its members have no id.
TOLD_APART_BY = ("party", "measure", "text", "skill")
#: Entries that people read and the engine does not.
WORDS_ONLY = frozenset(
    (
        "title", "short", "name", "text", "note", "notice", "need_words", "interest", "fear", "red_line",
        "mandate", "source", "origin", "owner", "reservation", "why_excluded", "kind", "character",
        "residents", "fictional", "quality", "nuisance_weeks", "strength", "seat", "conditions",
        "scheme", "prepare_weeks", "decide_weeks",
    )
)  # fmt: skip
#: Entries that say who someone is or may look, and nothing about what is asked.
UNSEEN = frozenset(["id", "circles"])


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that two inputs say differently; `path` is empty where a whole row came or went.

    `left` and `right` are what each says, None where it says nothing.
    """

    part: str
    id: str
    path: Path
    left: Any
    right: Any

    @property
    def is_row(self) -> bool:
        """Whether one input has this row and the other has not."""
        return not self.path

    @property
    def counts(self) -> bool:
        """Whether the engine reads this entry, so that it may move a plan."""
        return not self.path or (self.path[0] not in WORDS_ONLY and self.path != ("start", "planned"))

    def mirrored(self) -> Difference:
        """Return the same difference seen from the other side."""
        return replace(self, left=self.right, right=self.left)


def input_differences(left: Row, right: Row) -> tuple[Difference, ...]:
    """Return every difference in a fixed order: choices, then rows, then what holds for all."""
    return tuple(_differences(left, right))


def _differences(left: Row, right: Row) -> Iterator[Difference]:
    yield from _in_choices(left.get("choices", {}), right.get("choices", {}))
    for part in LISTS:
        yield from _in_rows(part, _by_id(left.get(part)), _by_id(right.get(part)))
    for part in ("table", "settings"):
        yield from _in_row(part, "", left.get(part, {}), right.get(part, {}))


def _in_choices(left: Row, right: Row) -> Iterator[Difference]:
    asked = (_asked(left), _asked(right))
    for id_ in sorted({*asked[0], *asked[1]}):
        one, other = (side.get(id_) for side in asked)
        if one != other:
            yield Difference("choices", id_, ("choice",), one, other)


def _asked(choices: Row) -> dict[str, tuple[str, int | None]]:
    start = choices.get("start", {})
    sides = {id_: side for side in ("in", "out") for id_ in choices.get(side, ())}
    return {
        id_: (sides.get(id_, "free"), int(start[id_]) if id_ in start else None) for id_ in {*sides, *start}
    }


def _in_rows(part: str, left: dict[str, Row], right: dict[str, Row]) -> Iterator[Difference]:
    for id_ in sorted({*left, *right}):
        if id_ in left and id_ in right:
            yield from _in_row(part, id_, left[id_], right[id_])
        else:
            yield Difference(part, id_, (), left.get(id_), right.get(id_))


def _in_row(part: str, id_: str, left: Row, right: Row) -> Iterator[Difference]:
    for path, one, other in _entries(left, right, ()):
        yield Difference(part, id_, path, one, other)


def _entries(left: Any, right: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    one, other = (_named(left), _named(right)) if path[:1] != ("bands",) or len(path) < 2 else (None, None)
    if not _is_map(one, other):
        if _plain(left) != _plain(right):
            yield path, left, right
        return
    for name in sorted({*(one or {}), *(other or {})}):
        yield from _entries((one or {}).get(name), (other or {}).get(name), (*path, name))


def _is_map(one: Any, other: Any) -> bool:
    """Say whether both sides have parts with names; nothing at all goes with anything."""
    there = [side for side in (one, other) if side is not None]
    return bool(there) and all(isinstance(side, Mapping) for side in there)


def _named(value: Any) -> Any:
    """Return a list whose members can be told apart as a map from what tells them apart."""
    if isinstance(value, Mapping):
        return {str(name): part for name, part in value.items() if str(name) not in UNSEEN}
    if not isinstance(value, list) or not value:
        return value
    if all(isinstance(member, Mapping) for member in value):
        return _told_apart(value)
    if all(isinstance(member, int) and not isinstance(member, bool) for member in value):
        return {str(number): member for number, member in enumerate(value)}
    return value


def _told_apart(members: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for number, member in enumerate(members):
        names = [str(member[name]) for name in TOLD_APART_BY if name in member]
        key = "/".join(names) or str(number)
        while key in found:
            key += "+"
        found[key] = {name: part for name, part in member.items() if name not in TOLD_APART_BY} or {"": True}
    return found


def _plain(value: Any) -> Any:
    """Return a list of words without its order, which means nothing in a table's file."""
    return sorted(value, key=str) if isinstance(value, list) else value


def _by_id(rows: Iterable[Row] | None) -> dict[str, Row]:
    return {row["id"]: row for row in rows or ()}
