"""What each party says of a measure that need not be its own: only that party says, changes or withdraws it.

To offer to lead, to judge an effect, to offer hours of volunteers and to reply to a benefit that names
you are yours alone. Whoever owns the row cannot do it for you, and it is not theirs to undo.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]
#: Per party what it says, as values that can be laid side by side.
Voices = dict[str, Any]


def changed_voices(before: Row | None, after: Row | None, field: str) -> set[str]:
    """Return the parties whose own words in this field of a measure differ."""
    voices = _VOICES[field]
    was, becomes = voices(before or {}), voices(after or {})
    return {party for party in was.keys() | becomes.keys() if was.get(party) != becomes.get(party)}


def only_voices(before: Row, after: Row, field: str, own: Collection[str]) -> bool:
    """Whether a change of this field is nothing but what these parties say themselves."""
    if field not in _VOICES or not changed_voices(before, after, field) <= set(own):
        return False
    return field != "benefits" or _without_replies(before) == _without_replies(after)


def keep_replies(stood: Iterable[Row], typed: Iterable[Row]) -> list[dict[str, Any]]:
    """Return benefits as typed, each with the reply it had; another amount asks for another reply."""
    left = [dict(one) for one in stood]
    kept = []
    for one in typed:
        same = next((each for each in left if _about(each) == _about(one)), None)
        if same is None:
            kept.append({**one, "quality": "geschat"})
            continue
        left.remove(same)
        kept.append({**one, **{name: same[name] for name in ("reply", "quality") if name in same}})
    return kept


def _about(benefit: Row) -> tuple[Any, ...]:
    return benefit.get("party"), benefit.get("cents_per_year"), benefit.get("until")


def _leads(row: Row) -> Voices:
    return dict.fromkeys(row.get("leads", ()), True)


def _by_party(name: str) -> Callable[[Row], Voices]:
    def voices(row: Row) -> Voices:
        found: Voices = {}
        for one in row.get(name, ()):
            found.setdefault(one["party"], []).append(one)
        return found

    return voices


def _replies(row: Row) -> Voices:
    found: Voices = {}
    for one in row.get("benefits", ()):
        said = one.get("reply"), one.get("quality") in ("bevestigd", "betwist")
        if any(said):
            found.setdefault(one["party"], []).append((_about(one), one.get("reply"), one.get("quality")))
    return found


def _without_replies(row: Row) -> list[Row]:
    return [
        {name: value for name, value in one.items() if name not in ("reply", "quality")}
        for one in row.get("benefits", ())
    ]


_VOICES: Mapping[str, Callable[[Row], Voices]] = {
    "leads": _leads,
    "judgements": _by_party("judgements"),
    "offered_hours": _by_party("offered_hours"),
    "benefits": _replies,
}
FIELDS = tuple(_VOICES)
