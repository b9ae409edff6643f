"""What a person typed, as a change of the row: only what differs from what stood there."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from .around import Around
from .boxes import ON, Boxes, FieldWords
from .kinds import KINDS

#: Beside the boxes of a field: what is said about the whole of it.
STATE = "?"
UNKNOWN, NONE = "unknown", "none"


def boxes_sent(data: Mapping[str, Any], field: FieldWords) -> dict[str, str]:
    """Return the boxes of one field out of a whole form."""
    start = f"{field.name}:"
    found = {name[len(start) :]: str(data[name]) for name in data if name.startswith(start)}
    if field.name in data:
        found[""] = str(data[field.name])
    # No database keeps a null character, and nobody typed one.
    return {key: text.replace("\x00", "") for key, text in found.items() if text.strip("\x00 \t\r\n")}


def boxes_of(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    """Return the boxes of a value, with whether it is unknown or known to be nothing."""
    kind = KINDS[field.kind]
    boxes = {key: text for key, text in kind.boxes(field, value, around).items() if text}
    if field.none and value is not None and not value:
        boxes[STATE] = NONE
    return boxes


def read_field(field: FieldWords, typed: Boxes, around: Around, *, stood: str = "") -> Any:
    """Return the value of what was typed; raises `Unreadables` with every fault.

    Who fills in something and leaves *weten we nog niet* standing means what was filled in; who
    chooses it over what stood there means that it is unknown again.
    """
    boxes = {key: text for key, text in typed.items() if key != STATE}
    state = typed.get(STATE, "")
    if state in (UNKNOWN, NONE, ON) and (not boxes or digest_of(boxes) == stood.partition("/")[0]):
        nothing = KINDS[field.kind].nothing
        return nothing() if state == NONE and nothing else None
    return KINDS[field.kind].value(field, boxes, around)


def digest_of(boxes: Boxes) -> str:
    """Return a short name for what stands in the boxes of a field."""
    said = "\x1f".join(f"{key}\x1e{text.strip()}" for key, text in sorted(boxes.items()) if text.strip())
    return sha256(said.encode()).hexdigest()[:12] if said else ""


def stood_of(boxes: Boxes) -> str:
    """Return what a form remembers of a field: what stood in its boxes, and what was said of the whole."""
    return f"{digest_of({k: v for k, v in boxes.items() if k != STATE})}/{boxes.get(STATE, '')}"


def changed_boxes(typed: Boxes, stood: str) -> bool:
    """Whether a person changed anything in this field."""
    if stood_of(typed) == stood:
        return False
    # A field that is blank, and that nobody said anything of, stays as unknown as it was.
    return not (stood_of(typed) in ("/", f"/{UNKNOWN}") and stood in ("", "/", f"/{UNKNOWN}"))
