"""What one fills in to change a way of working or a question, and the changed table that follows."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.exchange.methods_file import Methods

from .methods import MethodWords, Question

STEPS = range(5)
WORDS = ("name", "core", "fits_when", "pitfall")
NOTHING_THERE = gettext_lazy("Dit is leeg. Vul het in.")


def _text(label: Any, *, rows: int = 0, required: bool = True, most: int = 1000) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=widget,
        error_messages={"required": NOTHING_THERE},
    )


class WayForm(forms.Form):
    """The words of a way of working; its bands stand in boxes beside each question."""

    use_required_attribute = False
    name = _text(gettext_lazy("Hoe heet deze manier van werken?"), most=200)
    core = _text(gettext_lazy("De kern"), rows=2)
    fits_when = _text(gettext_lazy("Past als …"), rows=2)
    pitfall = _text(gettext_lazy("Valkuil"), rows=2)
    source = _text(gettext_lazy("Bron (mag leeg)"), rows=2, required=False)
    name_en = _text(gettext_lazy("Naam in het Engels (mag leeg)"), required=False, most=200)
    core_en = _text(gettext_lazy("De kern in het Engels (mag leeg)"), rows=2, required=False)
    fits_when_en = _text(gettext_lazy("Past als … in het Engels (mag leeg)"), rows=2, required=False)
    pitfall_en = _text(gettext_lazy("Valkuil in het Engels (mag leeg)"), rows=2, required=False)


class QuestionForm(forms.Form):
    """A question with its five anchors, in both languages."""

    use_required_attribute = False
    question = _text(gettext_lazy("De vraag"), most=300)
    anchor_0 = _text(gettext_lazy("Antwoord 1: het minst"), most=200)
    anchor_1 = _text(gettext_lazy("Antwoord 2"), most=200)
    anchor_2 = _text(gettext_lazy("Antwoord 3: het midden"), most=200)
    anchor_3 = _text(gettext_lazy("Antwoord 4"), most=200)
    anchor_4 = _text(gettext_lazy("Antwoord 5: het meest"), most=200)
    fixed = forms.BooleanField(
        label=gettext_lazy("Dit is een feit dat niemand verandert, zoals hoe groot de gemeente is"),
        required=False,
    )
    question_en = _text(gettext_lazy("De vraag in het Engels (mag leeg)"), required=False, most=300)
    scale_en = forms.CharField(
        label=gettext_lazy("De vijf antwoorden in het Engels, elk op een regel (mag leeg)"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@dataclass(frozen=True, slots=True)
class BandBoxes:
    """The boxes of one question: which answers fit, how much it weighs, and what is demanded."""

    question: Question
    low: int
    high: int
    weight: int
    required: int | None


def way_values(row: Mapping[str, Any] | None) -> dict[str, str]:
    """Return what the form of a way of working begins with."""
    names = [*WORDS, "source", *(f"{name}_en" for name in WORDS)]
    return {name: (row or {}).get(name, "") for name in names}


def band_boxes(words: MethodWords, row: Mapping[str, Any] | None, sent: Mapping[str, str]) -> list[BandBoxes]:
    """Return the boxes of every question, with what was sent where it was sent."""
    bands = {band["id"]: band for band in (row or {}).get("bands", ())}
    requires = (row or {}).get("requires", {})
    return [_boxes(question, bands.get(question.id), requires, sent) for question in words.questions]


def _boxes(
    question: Question,
    band: Mapping[str, int] | None,
    requires: Mapping[str, int],
    sent: Mapping[str, str],
) -> BandBoxes:
    there = band or {"from": 0, "to": 4, "weight": 0}

    def step(name: str, otherwise: int | None) -> int | None:
        said = sent.get(f"{name}:{question.id}")
        return otherwise if said is None else int(said) if said in "01234" and len(said) == 1 else None

    low, high, weight = step("van", there["from"]), step("tot", there["to"]), step("telt", there["weight"])
    return BandBoxes(
        question,
        0 if low is None else low,
        4 if high is None else high,
        0 if weight is None else weight,
        step("eis", requires.get(question.id)),
    )


def box_faults(boxes: list[BandBoxes]) -> list[str]:
    """Return what is wrong in the boxes, in the words of the form."""
    faults = [
        _("{question} Het laagste dat past is hoger dan het hoogste. Draai ze om.").format(
            question=one.question.text
        )
        for one in boxes
        if one.low > one.high
    ]
    if not any(one.weight for one in boxes):
        faults.append(_("Geen enkele vraag telt mee. Laat minstens één vraag 1× of meer tellen."))
    return faults


def with_way(
    methods: Methods,
    key: str,
    said: Mapping[str, str],
    boxes: list[BandBoxes],
    after: list[str],
) -> Methods:
    """Return a copy of the table in which this way of working says what was filled in."""
    row: dict[str, Any] = {
        "id": key,
        **_filled(said, [*(name for one in WORDS for name in (one, f"{one}_en")), "source"]),
    }
    row["bands"] = [
        {"id": one.question.id, "from": one.low, "to": one.high, "weight": one.weight} for one in boxes
    ]
    requires = {one.question.id: one.required for one in boxes if one.required}
    if requires:
        row["requires"] = requires
    if after:
        row["after"] = after
    return _with_row(methods, "methods", row)


def with_question(methods: Methods, key: str, said: Mapping[str, Any]) -> Methods:
    """Return a copy of the table with this question; a new one counts nowhere yet."""
    row: dict[str, Any] = {"id": key, **_filled(said, ["question", "question_en"])}
    row["scale"] = [said[f"anchor_{step}"] for step in STEPS]
    english = [line.strip() for line in said["scale_en"].splitlines() if line.strip()]
    if english:
        row["scale_en"] = english
    if said["fixed"]:
        row["fixed"] = True
    changed = _with_row(methods, "criteria", row)
    for one in changed["methods"]:
        if key not in {band["id"] for band in one["bands"]}:
            one["bands"].append({"id": key, "from": 0, "to": 4, "weight": 0})
    return changed


def without_way(methods: Methods, key: str) -> Methods:
    """Return a copy of the table without this way of working; nothing waits for it any more."""
    changed = deepcopy(methods)
    changed["methods"] = [row for row in changed["methods"] if row["id"] != key]
    for row in changed["methods"]:
        _drop(row, "after", [one for one in row.get("after", []) if one != key])
    return changed


def without_question(methods: Methods, key: str) -> Methods:
    """Return a copy of the table without this question, its bands and its conditions."""
    changed = deepcopy(methods)
    changed["criteria"] = [row for row in changed["criteria"] if row["id"] != key]
    for row in changed["methods"]:
        row["bands"] = [band for band in row["bands"] if band["id"] != key]
        _drop(
            row, "requires", {name: least for name, least in row.get("requires", {}).items() if name != key}
        )
    return changed


def question_values(row: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what the form of a question begins with."""
    there = row or {}
    scale = there.get("scale", [""] * 5)
    return {
        "question": there.get("question", ""),
        "question_en": there.get("question_en", ""),
        "scale_en": "\n".join(there.get("scale_en", [])),
        "fixed": there.get("fixed", False),
        **{f"anchor_{step}": scale[step] for step in STEPS},
    }


def new_key(name: str, taken: set[str]) -> str:
    """Return an id for something new, after its name."""
    plain = slugify(name)[:50] or "nieuw"
    number = 1
    key = plain
    while key in taken:
        number += 1
        key = f"{plain}-{number}"
    return key


def row_of(methods: Methods, kind: str, key: str) -> dict[str, Any] | None:
    """Return a row of the table by its id."""
    return next((row for row in methods[kind] if row["id"] == key), None)


def _filled(said: Mapping[str, str], names: list[str]) -> dict[str, str]:
    return {name: said[name] for name in names if said.get(name)}


def _with_row(methods: Methods, kind: str, row: dict[str, Any]) -> Methods:
    changed = deepcopy(methods)
    rows = changed[kind]
    at = next((number for number, one in enumerate(rows) if one["id"] == row["id"]), len(rows))
    rows[at : at + 1] = [row]
    return changed


def _drop(row: dict[str, Any], name: str, left: Any) -> None:
    if left:
        row[name] = left
    else:
        row.pop(name, None)
