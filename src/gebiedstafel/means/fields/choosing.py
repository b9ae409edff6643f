"""Fields in which one chooses: one word, several, yes or no, a size per challenge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.exchange import dutch_amounts as dutch
from gebiedstafel.exchange.themes import GROUPS

from .around import Around, Option
from .boxes import ON, Boxes, FieldWords, Unreadables, options_of
from .kind import Box, Kind, Line, read

YES, NO = "ja", "nee"
SIZES = (
    ("veel", gettext_lazy("veel")),
    ("wat", gettext_lazy("wat")),
    ("weinig", gettext_lazy("weinig")),
    ("weten we niet", gettext_lazy("weten we niet")),
)


def _listed(field: FieldWords, around: Around) -> tuple[Option, ...]:
    return options_of(field, around.options(field.choices if isinstance(field.choices, str) else ""))


def _with_own(options: tuple[Option, ...], own: Iterable[str]) -> tuple[Option, ...]:
    """What stands there stays to be chosen, also when it is not in the list (any more)."""
    known = {value for value, _label in options}
    return (*options, *((value, value) for value in own if value and value not in known))


def _one(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {} if value is None else {"": str(value)}


def _chosen(field: FieldWords, typed: Boxes, around: Around) -> Any:
    return typed.get("", "").strip() or None


def _select(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    now = typed.get("", "")
    options = _with_own(_listed(field, around), [now])
    empty = () if field.required and now else (("", _("weten we nog niet")),)
    return (Line((Box("", value=now, shape="select", options=(*empty, *options)),)),)


def _yes_or_no(field: FieldWords, typed: Boxes, around: Around) -> Any:
    return {YES: True, NO: False}.get(typed.get("", ""))


def _yes_boxes(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {} if value is None else {"": YES if value else NO}


def _radios(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    now = typed.get("", "")
    options = ((YES, _("ja")), (NO, _("nee")), ("", _("weten we nog niet")))
    return (Line(tuple(Box("", label, key, "radio", chosen=key == now) for key, label in options)),)


def _part_boxes(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {} if value is None else {"": YES}


def _part_value(field: FieldWords, typed: Boxes, around: Around) -> Any:
    """A rule with parts of its own: there, or not there (as far as we know)."""
    return {} if typed.get("") == YES else None


def _part_lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    now = typed.get("", "")
    options = ((YES, _("ja")), ("", _("nee, of weten we nog niet")))
    return (Line(tuple(Box("", label, key, "radio", chosen=key == now) for key, label in options)),)


def _many(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return dict.fromkeys(value or (), ON)


def _ticked(field: FieldWords, typed: Boxes, around: Around) -> Any:
    order = [value for value, _label in _with_own(_listed(field, around), typed)]
    return [value for value in order if typed.get(value)] or None


def _ticks(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    options = _with_own(_listed(field, around), (key for key, value in typed.items() if value))
    return (Line(tuple(Box(key, label, ON, "tick", chosen=bool(typed.get(key))) for key, label in options)),)


def _theme_lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    """The themes by group; a whole group can be chosen too."""
    options = _with_own(around.options("themes"), (key for key, value in typed.items() if value))
    labels = dict(options)
    boxes = {key: Box(key, label, ON, "tick", chosen=bool(typed.get(key))) for key, label in options}
    lines = []
    for group in GROUPS:
        own = [boxes.pop(key) for key, _label in options if key in boxes and key.split("-")[0] == group]
        lines.append(Line(tuple(own), title=labels.get(group, group)))
    return (*lines, Line(tuple(boxes.values()), title=_("Anders"))) if boxes else tuple(lines)


def _sizes(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    words = {key for key, _label in SIZES}
    return {key: size if size in words else dutch.typed_number(size) for key, size in (value or {}).items()}


def _sizes_chosen(field: FieldWords, typed: Boxes, around: Around) -> Any:
    words = {key for key, _label in SIZES}
    chosen: dict[str, Any] = {}
    wrong: list[str] = []
    for key, text in typed.items():
        if not text.strip():
            continue
        try:
            chosen[key] = (
                text if text in words else read(dutch.number_of, text, around.label("challenges", key))
            )
        except Unreadables as unreadable:
            wrong += unreadable.sentences
    if wrong:
        raise Unreadables(*wrong)
    return chosen or None


def _size_lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    challenges = _with_own(around.options("challenges"), typed)
    sizes = (("", _("geen effect")), *((key, str(label)) for key, label in SIZES))
    return tuple(
        Line((Box(key, label, now, "select", _with_own(sizes, [now])),), title=label)
        for key, label in challenges
        for now in [typed.get(key, "")]
    )


def _grade(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {} if value is None else {"": dutch.typed_number(value)}


def _graded(field: FieldWords, typed: Boxes, around: Around) -> Any:
    text = typed.get("", "").strip()
    return read(dutch.number_of, text) if text else None


CHOICE = Kind("one", _one, _chosen, _select)
GRADED = Kind("one", _grade, _graded, _select)
YES_NO = Kind("yes_no", _yes_boxes, _yes_or_no, _radios)
PART = Kind("yes_no", _part_boxes, _part_value, _part_lines)
TICKS = Kind("ticks", _many, _ticked, _ticks, nothing=list)
THEMES = Kind("themes", _many, _ticked, _theme_lines, nothing=list)
EFFECTS = Kind("effects", _sizes, _sizes_chosen, _size_lines, nothing=dict)
