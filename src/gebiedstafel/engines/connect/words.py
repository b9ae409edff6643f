"""Sentences for what the engine finds, in plain Dutch (B1) and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Any

from . import words_en, words_nl, words_rules_en, words_rules_nl
from .plan import Issue, Reason, ToCheck, Violation

Thing = Issue | Reason | ToCheck | Violation
RULES: dict[str, dict[str, str]] = {"nl": words_rules_nl.RULES, "en": words_rules_en.RULES}
MORE = {"nl": words_rules_nl.MORE, "en": words_rules_en.MORE}
SHUT = {"nl": words_rules_nl.SHUT, "en": words_rules_en.SHUT}
THIS = {"nl": words_rules_nl.THIS, "en": words_rules_en.THIS}
FOR_WHOM = {"nl": words_rules_nl.FOR_WHOM, "en": words_rules_en.FOR_WHOM}
ABOUT = {"nl": words_rules_nl.ABOUT, "en": words_rules_en.ABOUT}
CLASSES = {"nl": words_rules_nl.CLASSES, "en": words_rules_en.CLASSES}
AND_WHY = {"nl": words_rules_nl.AND_WHY, "en": words_rules_en.AND_WHY}
LANGUAGES: dict[str, ModuleType] = {"nl": words_nl, "en": words_en}
MONEY = {"cents", "to_cents", "amount", "minimum", "maximum", "needed", "there"}
EURO = 100
FEW_PERCENT = 10
"""Below this a percentage that is not whole is said with one digit behind the comma."""


def sentence(thing: Thing, names: Mapping[str, str], language: str = "nl", *, about: str = "") -> str:
    """One finding in words: names for ids, euros for cents, and what would help where it is known.

    The measure it is `about` has its name above it already, and is *this measure* here.
    """
    if about:
        names = {**names, about: THIS.get(language, THIS["nl"])}
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
    text += said.beyond(thing.code)
    if facts.get("late"):
        text += words.LATE.format(late=said.listed(facts["late"]))
    return text


def _finished(text: str) -> str:
    """A capital first and one full stop last, whatever names and conditions begin or end with."""
    text = text.strip().replace("..", ".")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def percentage(share: Fraction, decimal: str = ",", *, digits: int | None = None) -> str:
    """A share as people say it: 43%, or 2,5% where a whole number would say too little.

    Only nothing is 0% and only everything is 100%; `digits` are those behind the comma.
    """
    percent = share * 100
    if digits is None:
        digits = 1 if percent < FEW_PERCENT and percent.denominator > 1 else 0
    step = Fraction(1, 10**digits)
    rounded = int(percent / step + Fraction(1, 2)) * step
    if 0 < share < 1:
        rounded = min(max(rounded, step), 100 - step)
    text = f"{float(rounded):.{digits}f}".removesuffix(".0")
    return text.replace(".", decimal) + "%"


def counted(key: str, number: int, language: str = "nl") -> str:
    """A number of what this fact counts, as *1 seconde* or *2 seconden*; the number alone for other facts."""
    words = LANGUAGES.get(language, words_nl).COUNTED.get(key)
    return words[number != 1].format(number) if words else str(number)


def euros(cents: int, language: str = "nl") -> str:
    """An amount as people write it: € 90.000 in Dutch, €90,000 in English; cents only where there are any."""
    whole, rest = divmod(abs(cents), EURO)
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    if language == "en":
        return f"{sign}€{whole:,}" + (f".{rest:02d}" if rest else "")
    return f"{sign}€\N{NO-BREAK SPACE}{whole:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")


def listed(parts: Sequence[str], language: str = "nl", *, word: str = "") -> str:
    """A, B and C, or another `word` than *and*; parts that hold a comma are set apart by semicolons."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{between(parts).join(parts[:-1])} {word or LANGUAGES.get(language, words_nl).AND} {parts[-1]}"


def between(parts: Sequence[str]) -> str:
    """What sets these parts of a list apart: a comma, or a semicolon where a part holds a comma."""
    return "; " if any("," in part for part in parts) else ", "


def day_in_words(day: date, language: str = "nl") -> str:
    """A date as people write it: 1 mei 2027."""
    return f"{day.day} {LANGUAGES.get(language, words_nl).MONTHS[day.month - 1]} {day.year}"


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
        if isinstance(ratio := self.facts.get("number"), Fraction):
            said["percent"] = self.one("percent", ratio)
        said["why"] = self._shut()
        if isinstance(self.facts.get("to"), Fraction) and said["to"] == said.get("percent"):
            said["percent"] = percentage(self.facts["percent"], self.words.DECIMAL, digits=1)
        for key, known in (("cost_types", self.words.COST_TYPES), ("classes", CLASSES[self.language])):
            said[key] = self.listed([known.get(name, name) for name in self.facts.get(key, ())])
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
        if key == "percent":
            return f"{value}%" if isinstance(value, int) else percentage(value, self.words.DECIMAL)
        if key == "to" and isinstance(value, Fraction):
            return percentage(value, self.words.DECIMAL)
        if isinstance(value, Fraction):
            return f"{float(value):g}".replace(".", self.words.DECIMAL)
        if isinstance(value, int):
            return counted(key, value, self.language)
        if key == "cost_type":
            return str(self.words.COST_TYPES.get(str(value), value))
        if isinstance(value, str):
            return self.names.get(value, value)
        return self.listed(value) if isinstance(value, Iterable) else ""

    def _shut(self) -> str:
        """How many flows stay shut by which kind of rule, most first."""
        shut = self.facts.get("shut", {})
        most = sorted(shut, key=lambda code: -shut[code])
        return self.listed([SHUT[self.language][code][shut[code] > 1].format(shut[code]) for code in most])

    def beyond(self, code: str) -> str:
        """What a way out is about in euros, and for which measures."""
        text = ""
        if amount := self.facts.get("amount"):
            words = ABOUT[self.language]
            text = words.get(code, words["way"]).format(amount=self.one("amount", amount))
        for flow, share in self.facts.get("cofunds", {}).items():
            percent = percentage(share, self.words.DECIMAL)
            text += ABOUT[self.language]["cofunds"].format(flow=self.names.get(flow, flow), percent=percent)
        return text + self._for_whom("first") + self._for_whom("put_in")

    def _for_whom(self, how: str) -> str:
        """That it is for other measures too, and how these come along."""
        others = self.facts.get(how)
        if not others:
            return ""
        words, beside = FOR_WHOM[self.language], str(self.facts.get("with") or "")
        named = {"others": self.listed(others), "beside": self.names.get(beside, beside)}
        if all(others.values()) and (beside or len(others) > 1):
            parts = [
                words["amount"].format(
                    cents=self.one("cents", cents), measure=self.names.get(measure, measure)
                )
                for measure, cents in others.items()
            ]
            text = words["of_that" if beside else "amounts"].format(amounts=self.listed(parts))
        else:
            text = words["together" if beside else "that"].format(**named)
        return f"{text}{AND_WHY[self.language][how][len(others) > 1]}"

    def _value(self) -> str:
        if "cents" in self.facts:
            return self.one("cents", self.facts["cents"])
        if "hours" in self.facts:
            return f"{self.facts['hours']} {self.words.HOUR}"
        return self.one("number", self.facts.get("number", ""))

    def listed(self, values: Iterable[Any]) -> str:
        """A, B and C, each in words."""
        return listed([self.one("", value) for value in values], self.language)

    def nearest(self) -> str:
        """The nearest flows, each with why it does not fit."""
        parts = []
        for flow, wrong in self.facts["nearest"]:
            why = ", ".join(self.words.MISFIT.get(code, code) for code in wrong)
            parts.append(f"{self.names.get(flow, flow)} ({why})")
        return "; ".join(parts)

    def day(self, day: date) -> str:
        """A date in words."""
        return day_in_words(day, self.language)
