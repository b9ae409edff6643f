"""Schemes that fit a wish, as JSON after `found_schemes.schema.json` and in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from .scheme_search import Found
from .schemes import Standing, catalogue_edition
from .themes import theme_name

Json = dict[str, Any]
SCHEMA = "found_schemes.schema.json"

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "none": "Geen regeling past bij dit alles.",
        "unsure": "Geen regeling geldt hier zeker.",
        "one": "Eén regeling past bij wat u zoekt.",
        "more": "{n} regelingen passen bij wat u zoekt.",
        "look": "Kijk eerst of deze regelingen gelden voor {place}:",
        Standing.OPEN: "open",
        Standing.COMING: "nog niet open",
        Standing.CLOSED: "gesloten",
        Standing.UNKNOWN: "kijk of het open is",
        "who": "Wie kan aanvragen: {who}",
        "where": "Waar: {where}",
        "themes": "Thema’s: {themes}.",
        "source": "Bron: {source}.",
        "check": "Controleer de regeling zelf, voordat u erop rekent.",
    },
    "en": {
        "none": "No scheme fits all of this.",
        "unsure": "No scheme holds here for certain.",
        "one": "One scheme fits what you look for.",
        "more": "{n} schemes fit what you look for.",
        "look": "Look up first whether these cover {place}:",
        Standing.OPEN: "open",
        Standing.COMING: "not open yet",
        Standing.CLOSED: "closed",
        Standing.UNKNOWN: "look up whether it is open",
        "who": "Who may apply: {who}",
        "where": "Where: {where}",
        "themes": "Themes: {themes}.",
        "source": "Source: {source}.",
        "check": "Check the scheme itself before you count on it.",
    },
}


def found_to_json(found: Sequence[Found], today: date) -> Json:
    """The schemes as plain values, in the words of the catalogue, which are Dutch."""
    return {
        "format": "gebiedstafel/found-schemes",
        "version": 1,
        "on": today.isoformat(),
        "edition": catalogue_edition(),
        "found": [_row(one) for one in found],
    }


def _row(one: Found) -> Json:
    row = one.scheme.row
    told = ("id", "name", "purpose", "applicants", "who", "place", "where", "asks", "status", "source")
    return {
        **{name: row[name] for name in told},
        "cost_types": list(one.scheme.rules["cost_types"]),
        "themes": list(one.scheme.themes),
        "shared_themes": list(one.shared_themes),
        "standing": one.standing.value,
        "look_first": one.look_first,
        "is_own": one.scheme.is_own,
    }


def found_in_words(found: Sequence[Found], place: str = "", language: str = "nl") -> Iterator[str]:
    """The lines for a person: what fits, and apart what may not hold for the place asked for."""
    words = WORDS[language]
    sure = [one for one in found if not one.look_first]
    count = len(sure)
    if sure:
        yield words["one"] if count == 1 else words["more"].format(n=count)
    else:
        yield words["unsure" if found else "none"]
    for one in sure:
        yield from _lines(one, words, language)
    if look := [one for one in found if one.look_first]:
        yield ""
        yield words["look"].format(place=place)
        for one in look:
            yield from _lines(one, words, language)
    if found:
        yield ""
        yield words["check"]


def _lines(one: Found, words: Mapping[str, str], language: str) -> Iterator[str]:
    row = one.scheme.row
    yield ""
    yield f"{row['name']} ({words[one.standing]})"
    yield f"   {row['purpose']}"
    yield f"   {words['who'].format(who=row['who'])}"
    yield f"   {words['where'].format(where=row['where'])}"
    if one.shared_themes:
        themes = ", ".join(theme_name(theme, language) for theme in one.shared_themes)
        yield f"   {words['themes'].format(themes=themes)}"
    yield f"   {words['source'].format(source=row['source'].get('url') or row['source']['text'])}"
