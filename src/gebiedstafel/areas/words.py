"""How figures, places and levels are said on a page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import Kind, Place, Reading
from gebiedstafel.engines.stacking.stacking import WORST_FIFTH
from gebiedstafel.exchange.among import Among
from gebiedstafel.ui.templatetags.money import euros
from gebiedstafel.ui.templatetags.numbers import number

NBSP = "\u00a0"
COUNTED_PER = ", per "
THOUSANDS_OF_EUROS = ("× € 1.000", "duizend euro")


def level_plural(level: str) -> str:
    """Return buurten for buurt."""
    return {
        "straat": _("straten"),
        "buurt": _("buurten"),
        "wijk": _("wijken"),
        "gemeente": _("gemeenten"),
        "regio": _("regio’s"),
        "rijk": _("landen"),
    }[level]


def areas_among(areas: str, among: Among) -> str:
    """Say of areas (buurten, gebieden) which ones an area is compared with."""
    if among is Among.COUNTRY:
        return _("%(areas)s in Nederland") % {"areas": areas}
    if among is Among.MUNICIPALITY:
        return _("%(areas)s in de eigen gemeente") % {"areas": areas}
    return _("vergelijkbare %(areas)s") % {"areas": areas}


def among_label(among: Among) -> str:
    """Return what a comparison is called in a list to choose from."""
    return {
        Among.URBAN: _("gebieden die even stedelijk zijn"),
        Among.COUNTRY: _("heel Nederland"),
        Among.MUNICIPALITY: _("de eigen gemeente"),
    }[among]


def years_words(since: int | None, year: int) -> str:
    """Return a year, or of several together that it is their average."""
    if since is None or since == year:
        return str(year)
    return _("gemiddeld over %(first)d–%(last)d") % {"first": since, "last": year}


def level_word(level: str) -> str:
    """Return what one area of this level is called."""
    return {
        "straat": _("straat"),
        "buurt": _("buurt"),
        "wijk": _("wijk"),
        "gemeente": _("gemeente"),
        "regio": _("regio"),
        "rijk": _("land"),
    }[level]


def urbanity_words(urbanity: int) -> str:
    """Say the class of urbanity that CBS gives an area."""
    return {
        1: _("zeer sterk stedelijk"),
        2: _("sterk stedelijk"),
        3: _("matig stedelijk"),
        4: _("weinig stedelijk"),
        5: _("niet stedelijk"),
    }[urbanity]


def domain_word(domain: str) -> str:
    """Say what a group of figures is about."""
    return {
        "fysiek": _("Wonen en straat"),
        "sociaal": _("Rondkomen en meedoen"),
        "veilig": _("Veiligheid"),
        "economie": _("Werk"),
        "gezondheid": _("Gezondheid"),
        "energie": _("Energie"),
        "context": _("Achtergrond"),
    }.get(domain, _("Cijfers"))


def missing_words(missing: str) -> str:
    """Say why there is no figure."""
    return {
        "withheld": _("te weinig waarnemingen"),
        "not_yet": _("nog niet bekend"),
        "too_few": _("te weinig inwoners"),
    }.get(missing, _("niet bekend"))


def short_name(kind: Kind) -> str:
    """Return a figure's name without what it is counted per."""
    return kind.name.split(COUNTED_PER)[0]


def unit_beside(kind: Kind) -> str:
    """Return what a table must say beside a figure: what it is counted per, unless its name says so."""
    return kind.unit if kind.unit.startswith("per ") and COUNTED_PER not in kind.name else ""


def decimals_of(values: Iterable[float | None]) -> int:
    """Return how many decimals these figures need, two at most."""
    needed = 0
    for value in values:
        if value is not None:
            text = f"{value:.2f}".rstrip("0")
            needed = max(needed, len(text.partition(".")[2]))
    return needed


def figure_words(reading: Reading, kind: Kind, decimals: int | None = None) -> str:
    """Return a figure with its unit, or why there is none; never a zero for nothing.

    What it is counted per stands in its name or in the head of its column: where neither stands there, use
    `figure_alone`.
    """
    if reading.value is None:
        return missing_words(reading.missing)
    needed = decimals_of([reading.value]) if decimals is None else decimals
    said = number(reading.value, needed)
    if kind.unit == "%":
        return f"{said}%"
    if kind.unit in THOUSANDS_OF_EUROS:
        return euros(round(reading.value * 100_000))
    return f"{said}{NBSP}{kind.unit}" if kind.unit and not kind.unit.startswith("per ") else said


def figure_alone(reading: Reading, kind: Kind, decimals: int | None = None) -> str:
    """Return a figure as it stands by itself, also with what it is counted per."""
    said = figure_words(reading, kind, decimals)
    if reading.value is None or not kind.unit.startswith("per "):
        return said
    _name, comma, counted = kind.name.partition(COUNTED_PER)
    return f"{said} per {counted}" if comma else f"{said} {kind.unit}"


def rank(place: float) -> int:
    """Return a place in whole numbers: rounded down, for what shows as 80 is among the fifth."""
    return int(place)


def place_words(place: Place, reading: Reading, kind: Kind) -> str:
    """Say where a place stands among comparable areas."""
    areas = areas_among(level_plural(place.level), place.among)
    if reading.value is None:
        return "–"
    if not kind.direction:
        return "" if kind.domain == "context" else _("achtergrond")
    if reading.place is None:
        return _("te weinig %(areas)s") % {"areas": areas}
    here = rank(reading.place)
    rising = here if kind.direction > 0 else 100 - here
    if place.among is not Among.URBAN:
        return _among_others(
            place, reading.place if kind.direction > 0 else 100 - reading.place, reading.others
        )
    if rising >= 50:
        return _("hoger dan %(n)d van de 100 %(areas)s") % {"n": rising, "areas": areas}
    return _("lager dan %(n)d van de 100 %(areas)s") % {"n": 100 - rising, "areas": areas}


def _among_others(place: Place, rising: float, others: int) -> str:
    """Say how many others stand lower, or higher: of a town as a number, of the country as a share."""
    is_higher = rising >= 50
    share = rising if is_higher else 100 - rising
    facts = {"areas": areas_among(level_plural(place.level), place.among)}
    if place.among is Among.COUNTRY:
        words = (
            _("hoger dan %(n)d%% van de andere %(areas)s")
            if is_higher
            else _("lager dan %(n)d%% van de andere %(areas)s")
        )
        return words % {**facts, "n": rank(share)}
    words = (
        _("hoger dan %(n)d van de %(others)d andere %(areas)s")
        if is_higher
        else _("lager dan %(n)d van de %(others)d andere %(areas)s")
    )
    # A share of whole others comes a hair below a whole number.
    return words % {**facts, "n": int(share * others / 100 + 1e-6), "others": others}


def in_worst_fifth(reading: Reading) -> bool:
    """Tell whether a place is among the fifth where most is going on."""
    return reading.place is not None and reading.place >= WORST_FIFTH


def count_of(number_of_places: int, level: str) -> str:
    """Say how many areas: 1 buurt, 34 buurten."""
    named = level_word(level) if number_of_places == 1 else level_plural(level)
    return f"{number(number_of_places)} {named}"
