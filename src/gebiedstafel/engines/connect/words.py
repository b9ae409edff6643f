"""Sentences for what the engine finds, in plain Dutch (B1) and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Any

from . import words_en, words_nl, words_rules_en, words_rules_nl
from .plan import Issue, Reason, ToCheck, Violation

Thing = Issue | Reason | ToCheck | Violation
RULES: dict[str, dict[str, str]] = {"nl": words_rules_nl.RULES, "en": words_rules_en.RULES}
MORE = {"nl": words_rules_nl.MORE, "en": words_rules_en.MORE}
LANGUAGES: dict[str, ModuleType] = {"nl": words_nl, "en": words_en}
MONEY = {"cents", "minimum", "maximum", "needed", "there"}
EURO = 100


def sentence(thing: Thing, names: Mapping[str, str], language: str = "nl") -> str:
    """One finding in words: names for ids, euros for cents, and what would help where it is known."""
    words = LANGUAGES.get(language, words_nl)
    templates, facts = _templates(words, thing), thing.facts
    template = templates.get(f"{thing.code}_for") if facts.get("flow") else None
    template = template or templates.get(thing.code)
    if template is None:
        return str(words.UNKNOWN.format(code=thing.code))
    said = _Said(words, names, facts, whole=isinstance(thing, Reason | ToCheck))
    text = template.format_map(said.all()) + _around(words, said, thing)
    return _finished(text)


def _around(words: ModuleType, said: _Said, thing: Thing) -> str:
    """What surrounds a reason: what it waits on, what comes close, where the money went."""
    text, facts = "", said.facts
    if facts.get("waits_on"):
        text += words.WAITS_ON.format(waits_on=said.listed(facts["waits_on"]))
    elif facts.get("nearest"):
        text += words.NEAREST.format(nearest=said.nearest())
    if thing.code.endswith("_elsewhere") and facts.get("measures"):
        text += words.WENT_TO.format(measures=said.listed(facts["measures"]))
    if facts.get("late"):
        text += words.LATE.format(late=said.listed(facts["late"]))
    return text


def _finished(text: str) -> str:
    """A capital first and one full stop last, whatever names and conditions begin or end with."""
    text = text.strip().replace("..", ".")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def euros(cents: int, language: str = "nl") -> str:
    """An amount as people write it: € 90.000 in Dutch, €90,000 in English."""
    whole, rest = divmod(abs(cents), EURO)
    sign = "-" if cents < 0 else ""
    if language == "en":
        return f"{sign}€{whole:,}" + (f".{rest:02d}" if rest else "")
    return f"{sign}€\N{NO-BREAK SPACE}{whole:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")


def _templates(words: ModuleType, thing: Thing) -> Mapping[str, str]:
    if isinstance(thing, Issue):
        return words.ISSUES  # type: ignore[no-any-return]
    if isinstance(thing, ToCheck):
        return words.CHECKS  # type: ignore[no-any-return]
    if isinstance(thing, Violation):
        return words.VIOLATIONS  # type: ignore[no-any-return]
    return {**words.ISSUES, **words.REASONS, **RULES["en" if words is words_en else "nl"]}


class _Said:
    """The facts of one finding, each as it is said in a sentence."""

    def __init__(
        self, words: ModuleType, names: Mapping[str, str], facts: Mapping[str, Any], *, whole: bool
    ) -> None:
        self.words = words
        self.names = names
        self.facts = facts
        self.whole = whole
        self.language = "en" if words is words_en else "nl"

    def all(self) -> dict[str, str]:
        """Every fact by its key, and the parts of a sentence that may be empty."""
        said = {key: self.one(key, value) for key, value in self.facts.items()}
        years = self.facts.get("years")
        said["in_years"] = self.words.IN.format(self.listed(years)) if isinstance(years, dict) else ""
        if isinstance(self.facts.get("cents"), dict):
            said["in_years"] = self.words.IN.format(self.listed(self.facts["cents"]))
        whom = [*self.facts.get("parties", ()), *self.facts.get("skills", ())]
        said["of_whom"] = self.words.OF.format(self.listed(whom)) if whom else ""
        said["who"] = self.listed([w for w in (self.facts.get("party"), self.facts.get("skill")) if w])
        said["value"] = self._value()
        rest, more = self.facts.get("rest"), MORE[self.language]
        said["and_more"] = more.format(rest=rest) if rest else ""
        checked, by = self.facts.get("checked_by"), self.facts.get("by")
        said["by_whom"] = self.words.BY.format(self.one("party", checked)) if checked else ""
        said["before"] = self.words.BEFORE.format(self.day(by)) if by else ""
        certain, then = self.facts.get("certain_on"), self.facts.get("certain_by")
        said["by_then"] = self.words.BY_THEN.format(self.day(then)) if then else ""
        said["certain"] = self.words.CERTAIN.format(self.day(certain)) if certain else ""
        return said

    def one(self, key: str, value: Any) -> str:
        """One fact as words."""
        if key in MONEY and isinstance(value, dict):
            value = sum(value.values())
        if key in MONEY and isinstance(value, int):
            return euros(-(-value // EURO) * EURO if self.whole else value, self.language)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Fraction):
            return f"{float(value):g}".replace(".", self.words.DECIMAL)
        if isinstance(value, int):
            return str(value)
        if key == "cost_type":
            return str(self.words.COST_TYPES.get(str(value), value))
        if isinstance(value, str):
            return self.names.get(value, value)
        return self.listed(value) if isinstance(value, Iterable) else ""

    def _value(self) -> str:
        if "cents" in self.facts:
            return self.one("cents", self.facts["cents"])
        if "hours" in self.facts:
            return f"{self.facts['hours']} {self.words.HOUR}"
        return self.one("number", self.facts.get("number", ""))

    def listed(self, values: Iterable[Any]) -> str:
        """A, B and C; names that hold a comma themselves are set apart by semicolons."""
        parts = [self.one("", value) for value in values]
        if len(parts) < 2:
            return "".join(parts)
        comma = "; " if any("," in part for part in parts) else ", "
        return f"{comma.join(parts[:-1])} {self.words.AND} {parts[-1]}"

    def nearest(self) -> str:
        """The nearest flows, each with why it does not fit."""
        parts = []
        for flow, wrong in self.facts["nearest"]:
            why = ", ".join(self.words.MISFIT.get(code, code) for code in wrong)
            parts.append(f"{self.names.get(flow, flow)} ({why})")
        return "; ".join(parts)

    def day(self, day: date) -> str:
        """A date in words."""
        return f"{day.day} {self.words.MONTHS[day.month - 1]} {day.year}"
