"""Names in free text: of people, and of places of the table, some of which are called as people are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .guarded_words import (
    BEFORE_A_PLACE,
    GIVEN_NAMES,
    PARTS_OF_A_PLACE,
    PERSON_DOES,
    STREETS,
    one_of,
)
from .house_numbers import NEVER, ends_as_street, has_house_number, numbered_places
from .persons_in_text import SURNAME, has_surname
from .plain_signs import plain_signs, without_disguise
from .spoken_numbers import with_digits

_TITLE = re.compile(
    r"\b(?:mevrouw|meneer|mijnheer|mevr|mvr|mvrw|mw|dhr|de heer|juffrouw|mej|fam|weduwe|weduwnaar)\b", re.I
)
_TITLE_NAME = re.compile(
    r"\b(?i:dokter|dr|drs|ing|ir|mr|juf|meester|familie|gezin|buurman|buurvrouw|tante|oom|opa|oma"
    r"|genaamd|heet|heette|roepnaam|achternaam|voornaam|bijnaam|agent|pastoor|imam|dominee)\b\.?:?\s+"
    r"(?:(?:van|de|den|der|het|el|al|ten|ter)\s+){0,3}[A-Z][a-z]+"
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,4}(?:(?:van|de|den|der|el|ten|ter)\s+){0,3}[A-Z][a-z]+")
_NAMED = re.compile(rf"\b(?:{one_of(GIVEN_NAMES)})\b", re.I)
_NAME_IS = re.compile(r"\bnaam (?:is|luidt)\b|\bheet\s+[A-Z]")
_LIKE_A_NAME = (_TITLE, _TITLE_NAME, _INITIALS, _NAMED, _NAME_IS)


def is_named(signs: str, known: PlacePatterns) -> bool:
    """Whether these plain signs hold a name of somebody; the places of the table are no names."""
    said = _without_places(signs, known)
    if any(pattern.search(said) for pattern in _LIKE_A_NAME) or has_surname(said):
        return True
    return any(_NAMED.search(reading) or has_surname(reading) for reading in without_disguise(said))


def is_at_home(signs: str, known: PlacePatterns) -> bool:
    """Whether these plain signs hold a house number, also after a street with digits for letters."""
    readings = [signs, *without_disguise(_without_places(signs, known))]
    return any(has_house_number(with_digits(reading), known.numbered) for reading in readings)


def _without_places(signs: str, known: PlacePatterns) -> str:
    return known.like_persons.sub(_as_place_or_name, known.streets.sub(" ", signs))


class PlacePatterns(NamedTuple):
    """What finds the places of a table: with a house number, and those that are like a name.

    A street that holds a name, such as a Dr. Schaepmanlaan, is nobody's; an area that is called as a person
    may be, such as Anna Paulowna, is one where the sentence does not speak of a person.
    """

    numbered: re.Pattern[str]
    streets: re.Pattern[str]
    like_persons: re.Pattern[str]


@lru_cache(maxsize=64)
def patterns_of_places(places: tuple[str, ...]) -> PlacePatterns:
    """Return what finds these places; of those that are no name nothing is ever left out.

    Leaving out every place would take the surname from a *K. de Boer* where a buurt is called De Boer. A
    place that is a bare given name stays in too. One pattern for all: a large table knows hundreds.
    """
    known = {plain_signs(place) for place in places} - {""}
    like_names = {
        place
        for place in known
        if not _NAMED.fullmatch(place) and any(pattern.search(place) for pattern in (*_LIKE_A_NAME, SURNAME))
    }
    persons = {place for place in like_names if _is_like_a_person(place)}
    return PlacePatterns(
        numbered_places(with_digits(place) for place in known),
        _any_of(like_names - persons, r"\b"),
        _any_of(persons, rf"(?:{one_of(STREETS)})?\b"),
    )


def _is_like_a_person(place: str) -> bool:
    """Whether somebody could be called so: it begins as a name does, and does not end as a street."""
    begins = any(pattern.match(place) for pattern in (*_LIKE_A_NAME, SURNAME))
    return begins and not ends_as_street(place)


_PLACE_BEFORE = re.compile(rf"\b(?:{one_of(BEFORE_A_PLACE)})\s+$", re.I)
_SURNAME_AFTER = re.compile(
    rf"-?\s?(?!(?:{one_of(PARTS_OF_A_PLACE)})\b)(?:(?:van|de|den|der|het|el|al|ten|ter)\s+){{0,3}}[A-Z][a-z]+"
)
_PERSON_AFTER = re.compile(rf",?\s+(?:{one_of(PERSON_DOES)})\b", re.I)
#: Stands for a place that is like a person: with a title or an initial before it, it is a name as any word.
_A_PLACE = "Plek"


def _as_place_or_name(found: re.Match[str]) -> str:
    """Return what is read where a place is called as a person may be: itself where it may be that person."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    if ends_as_street(found.group()):
        return _A_PLACE
    if _SURNAME_AFTER.match(after):
        return found.group()
    if _PLACE_BEFORE.search(before):
        return _A_PLACE
    titled = any(pattern.match(found.group()) for pattern in (_TITLE, _TITLE_NAME, _INITIALS))
    return found.group() if titled or _PERSON_AFTER.match(after) else _A_PLACE


def _any_of(places: Iterable[str], after: str) -> re.Pattern[str]:
    options = one_of(re.escape(place) for place in places)
    return re.compile(rf"\b(?:{options}){after}", re.I) if options else NEVER
