"""Which figures we know, and under which column names published files carry them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from gebiedstafel.engines.stacking.never_ranked import is_never_ranked

NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?", re.ASCII)
# No figure of an area comes near this; a slip of the keyboard does.
MOST = 1e9
#: What CBS rounds counts of people and households to, per wijk and buurt.
ROUNDED_TO = 5

RESIDENTS = (
    "AANT_INW",
    "a_inw",
    "Aantal inwoners",
    "AantalInwoners",
    "aantal_inwoners",
    "inwoners_op_1_januari",
)
# Newer editions count the ages instead of giving shares.
WORKING_AGE_COUNTS = (
    ("k_15Tot25Jaar", "a_15_24"),
    ("k_25Tot45Jaar", "a_25_44"),
    ("k_45Tot65Jaar", "a_45_64"),
)
HOMES = ("Noemer woningen", "Woningvoorraad", "a_woning", "Aantal woningen", "Woningvoorraad (Aantal)")
# Labels are counted of the homes that have one.
LABELS = ("Totaal woningen met energielabel", "Totaal woningen met energielabel (aantal)")
# A count of another publication is divided by these when the file brings them along.
OTHER_RESIDENTS = ("Noemer inwoners",)
WORKING_AGE_SHARES = (
    ("P_15_24_JR", "Personen 15 tot 25 jaar (%)", "percentage_personen_15_tot_25_jaar"),
    ("P_25_44_JR", "Personen 25 tot 45 jaar (%)", "percentage_personen_25_tot_45_jaar"),
    ("P_45_64_JR", "Personen 45 tot 65 jaar (%)", "percentage_personen_45_tot_65_jaar"),
)
URBANITY = (
    "STED",
    "ste_mvs",
    "MateVanStedelijkheid",
    "Stedelijkheid (1=zeer sterk stedelijk, 5=niet stedelijk)",
    "stedelijkheid_adressen_per_km2",
)
# Where people come from is left out on purpose: it is no problem to be ranked, and no context we need.
ORIGIN = re.compile(
    r"WEST_AL|N_W_AL|MAROKKO|ANT_ARU|SURINAM|TURKIJE|OVER_NW|migratieachtergrond|herkomst|_nl_all|_eur_al|_neu_al",
    re.IGNORECASE,
)


# A share of households in energy poverty says nothing until one knows which definition was followed.
UNDEFINED = re.compile(r"^(?!.*(?:lihe|lilek|lekwi)).*energiearm", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: what it is called, which way is less favourable, and where it comes from."""

    id: str
    domain: str
    name: str
    name_en: str
    unit: str
    direction: int
    columns: tuple[str, ...] = ()
    count_columns: tuple[str, ...] = ()
    core: bool = False
    estimate: bool = False
    note: str = ""
    note_en: str = ""
    rounded_in: tuple[str, ...] = ()
    signed: bool = False
    whole: bool = False
    per: str = "working_age"
    times: int = 1000

    def note_at(self, level: str, values: Iterable[float | None]) -> str:
        """Return what stands with these figures of areas of one level, in Dutch."""
        return "" if not_rounded(self.rounded_in, level, values) else self.note

    def may_be(self, value: float) -> bool:
        """Tell whether the figure can have this value at all."""
        return (self.signed or value >= 0) and abs(value) < MOST and (self.unit != "%" or value <= 100)


def not_rounded(rounded_in: Collection[str], level: str, values: Iterable[float | None]) -> bool:
    """Tell of a figure that is rounded to five at some levels that these values, of this level, are not."""
    return bool(rounded_in) and (
        level not in rounded_in or any((value or 0) % ROUNDED_TO for value in values)
    )


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    fields = {**entry, "columns": tuple(entry["columns"])}
    fields["rounded_in"] = tuple(entry.get("rounded_in", ()))
    rate = fields.pop("rate", {})
    more = {name: rate[name] for name in ("per", "times") if name in rate}
    return Indicator(count_columns=tuple(rate.get("count", ())), **more, **fields)


# The mark of CBS for an area whose border or code changed.
REDRAWN = (
    "IND_WBI",
    "ind_wbz",
    "IndelingswijzigingWijkenEnBuurten",
    "IndelingswijzigingGemeenteWijkBuurt",
    "indelingswijziging_wijken_en_buurten",
)


def base_columns() -> tuple[tuple[str, ...], ...]:
    """Return what counts are divided by, by what areas are compared, and what tells of borders."""
    return (RESIDENTS, URBANITY, HOMES, LABELS, REDRAWN, *WORKING_AGE_SHARES, *WORKING_AGE_COUNTS)


def indicators_in(text: str) -> dict[str, Indicator]:
    """Return the figures that a list in YAML names, by id.

    Raises ValueError when one that says better or worse is about who people are.
    """
    found = {entry["id"]: _indicator(entry) for entry in yaml.safe_load(text)}
    for one in found.values():
        named = (one.id, *one.columns, *one.count_columns)
        if one.direction and any(map(is_never_ranked, named)):
            raise ValueError(
                f"{one.id} has a direction, but it is about who people are (origin, age, sex, household);"
                " let its direction be 0, or leave it out"
            )
    return found


@cache
def known_indicators() -> dict[str, Indicator]:
    """Return every figure we know, by id, in the order in which a page shows them."""
    text = resources.files("gebiedstafel.exchange").joinpath("indicators.yaml").read_text(encoding="utf-8")
    return indicators_in(text)


def plain_header(header: str) -> str:
    """Return a column name without blanks around and doubled within, in small letters."""
    return " ".join(header.replace("\ufeff", "").split()).casefold()


class ColumnNames:
    """Finds a published column among the headers of one file."""

    def __init__(self, headers: Iterable[str]) -> None:
        self._at: dict[str, int] = {}
        self._without_suffix: dict[str, int] = {}
        for place, header in enumerate(headers):
            name = plain_header(header)
            self._at.setdefault(name, place)
            # The numeric suffix of a published column differs by year: GemiddeldInkomenPerInwoner_72, _78.
            self._without_suffix.setdefault(re.sub(r"_\d+$", "", name), place)

    def find(self, published: Iterable[str]) -> int | None:
        """Return the place of the first published name this file has."""
        names = [plain_header(name) for name in published]
        for name in names:
            if name in self._at:
                return self._at[name]
        for name in names:
            if name in self._without_suffix:
                return self._without_suffix[name]
        return None


def number_text(value: object) -> str:
    """Return a number as it stands in our files: never with three decimals, which could read as thousands.

    >>> number_text(12.0), number_text(1.012), number_text(-0.5)
    ('12', '1.0120', '-0.5')
    >>> number_text("    1.012"), number_text("       .")
    ('1.0120', '.')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        written = str(value).strip()
        return number_text(float(written)) if NUMBER.fullmatch(written) else written
    if isinstance(value, int):
        return str(value)
    if value.is_integer():
        return str(int(value))
    text = format(value, ".10f").rstrip("0")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def plain_name(name: str) -> str:
    """Return a column's name so that spellings of one name are equal.

    >>> plain_name("GemiddeldInkomenPerInwoner_72") == plain_name("Gemiddeld inkomen per inwoner")
    True
    >>> plain_name("k_40HuishoudensMetLaagsteInkomen_70") == plain_name("40% huishoudens met laagste inkomen")
    True
    """
    text = re.sub(r"_\d+$", "", name.strip())
    text = re.sub(r"^k_(?=\d)", "", text)
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def codes_by_name(names: Mapping[str, str]) -> dict[str, str]:
    """Return the codes of these names by plain name; a name that two bear is left out.

    >>> codes_by_name({"BU01": "Haven", "BU02": "Kade Noord", "BU03": "kade noord"})
    {'haven': 'BU01'}
    """
    plain = {code: plain_name(name) for code, name in names.items()}
    bearers = Counter(plain.values())
    return {name: code for code, name in plain.items() if bearers[name] == 1}
