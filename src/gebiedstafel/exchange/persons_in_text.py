"""Persons in a text by another way than a given name: a surname, an age, a neighbour, who is accused.

All of it reads plain signs; the patterns that need a capital say so. What is written of people in general
(*Wie 18 wordt*, *de beheerder komt*) is left.
"""

from __future__ import annotations

import re

from .guarded_words import (
    ACCUSES,
    AFTER_DE,
    AFTER_VAN,
    BUSINESSES,
    FUNCTIONS,
    KIN,
    NOBODY,
    ONE_BODY,
    PERSON_DOES,
    PLACE_ROLES,
    STREETS,
    SURNAMES,
    UNITS,
    WORD_SURNAMES,
    WRONGS,
    one_of,
)
from .spoken_numbers import NUMBERS

_HEAD = r"(?:^|[.!?:;]\s+|\n)"
_NO_STREET = rf"(?![A-Za-z]{{2,}}(?:{one_of(STREETS | {'buurt', 'kwartier', 'school', 'wijk'})})\b)"
SURNAME = re.compile(
    rf"\b(?i:{one_of(SURNAMES)})\b"
    rf"|\b[Dd]e (?:{one_of(AFTER_DE)})\b(?=,?\s+(?:{one_of(PERSON_DOES | ACCUSES)})\b)"
    rf"|\b[A-Z][a-z]+\s+de (?:{one_of(AFTER_DE)})\b"
    rf"|\b(?:[Vv]an (?:{one_of(AFTER_VAN)})|(?:{one_of(WORD_SURNAMES)}))\b"
    rf"(?=,?\s+(?:{one_of(PERSON_DOES | ACCUSES)})\b)"
    rf"|\b[Vv]an (?:den|der) (?!Haag\b|Helder\b|Bosch\b|Dolder\b|Burg\b){_NO_STREET}[A-Z][a-z]+"
    rf"|\b(?:[Ee]l|Al|Ait|Ben|Bin|Abu|Abou|Oulad)[ -]{_NO_STREET}[A-Z][a-z]{{2,}}"
    rf"|{_HEAD}(?!(?i:{one_of(NOBODY | KIN | ONE_BODY | PLACE_ROLES | FUNCTIONS)})\b)"
    rf"[A-Z][a-z]+\s+(?:{one_of(WRONGS)})\b"
)
_BUSINESS = re.compile(
    rf"\b((?i:{one_of(BUSINESSES)})\s+)(?:(?:van|de|den|der|el)\s+){{0,2}}[A-Z][a-z]+\b"
    rf"(?!\s+(?:{one_of(ACCUSES)})\b)"
)


def has_surname(signs: str) -> bool:
    """Whether somebody is called by a surname; that of a business is none, unless it does wrong."""
    return bool(SURNAME.search(_BUSINESS.sub(r"\1", signs)))


_ORDINALS = one_of(f"{word}{end}" for word, value in NUMBERS.items() if value > 2 for end in ("de", "ste"))
_ORDINAL = rf"(?:\d{{1,3}}\s?(?:e|ste|de)|{_ORDINALS}|derde)"
_NO_AGE = (
    r"(?:aanvraag|adres|afspraak|baan|bezoek|brief|dag|etage|gesprek|huis|kamer|keer|maand|melding|poging|school"
    r"|team|tweet|verdieping|verzoek|week|woning)"
)
_COUNTED = rf"(?!\s*(?:{one_of(UNITS)}|%|op|tot|van|x)\b|[.:,]\d)"
#: An age that is said of somebody, in figures (the number words are digits by then) or as an ordinal.
SAID_AGE = re.compile(
    r"\biemand\s+van\s+\d{1,3}\b"
    r"(?!\s*(?:jaar\s+)?(?:of|en|tot)\s+(?:ouder|jonger|\d)|\s*[-+]|\s*(?:organisaties|partijen))"
    r"|\b(?:ik|hij|zij|ze)\s+(?:net\s+|pas\s+)?\d{1,3}\s+(?:werd|was|ben|is|word|wordt)\b"
    rf"|\b(?:ik|hij|zij|ze)\s+(?:ben|was|werd|word|wordt)\s+(?:net\s+|pas\s+|nu\s+)?\d{{1,3}}\b{_COUNTED}"
    r"|\b(?:(?:op|sinds|rond)\s+(?:mijn|m'n|zijn|z'n|haar|d'r)|vanaf\s+(?:mijn|m'n))\s+"
    rf"{_ORDINAL}\b(?!\s+{_NO_AGE}\b)",
    re.I,
)
_NEIGHBOUR = r"(?:over|boven|onder|achter|zij|naaste\s|vaste\s)?buur(?:man|vrouw|jongen|meisje|meid)"
_IN_TRADE = (
    r"(?:handelt|handelde)\s+in|verkoopt\s+(?:coke|drugs|heroine|lachgas|pillen|vapes|wiet)"
    r"|wast\s+[^.;]{0,20}\bwit"
)
_IS_BAD = r"is\s+(?:een\s+)?(?:corrupt|crimineel|dealer|dief|dronken|gek|oplichter|pedofiel|racist|verslaafd)"
_ACCUSED = rf"(?:{one_of(ACCUSES)}|{_IN_TRADE}|{_IS_BAD})"
#: A neighbour of whom there is one, or one holder of a function who is accused.
SINGLED_OUT = re.compile(
    rf"\b(?:de|die|deze|onze|hun)\s+(?:[a-z]+e\s+)?{_NEIGHBOUR}\b"
    rf"|\b(?:een|mijn)\s+{_NEIGHBOUR}\s+(?:die\s+)?(?:{_ACCUSED})\b"
    rf"|\b(?:de|die|deze|onze|een)\s+(?:[a-z]+e\s+)?(?:{one_of(FUNCTIONS)})"
    rf"(?:\s+(?:van|uit|op|in|bij|aan)(?:\s+[a-z'-]+){{1,3}}?)?(?:\s+(?:daar|hier|ook|vaak|zelf))?\s+{_ACCUSED}\b",
    re.I,
)
_THIRDS = r"(?:z'?n|zijn|haar|d'?r)"
_KIN_OF = re.compile(
    rf"\b(?!(?i:{one_of(KIN | ONE_BODY | PLACE_ROLES)}|ieder|elk)\b)[A-Z][a-z]+"
    rf"\s+en\s+{_THIRDS}\s+(?:{one_of(KIN)})\b"
)
#: The number under which somebody is known to an organisation.
FILE_NUMBER = re.compile(
    r"\b(?:dossier|zaak|casus|client|patient|klant|mutatie|meldings|registratie|kenmerk|pv|proces-verbaal)"
    r"(?:-?(?:nummer|nr)\b\.?|\s+(?:nummer|nr|no)\b\.?)?\s*[:#]?\s*(?!20[0-4]\d\b)(?:\d[ .-]?){3,}",
    re.I,
)


def is_kin_of_one(said: str) -> bool:
    """Whether somebody with a name is there with a relative: *Mo en z'n broer*."""
    return bool(_KIN_OF.search(said))
