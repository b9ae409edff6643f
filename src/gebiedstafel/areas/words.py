"""How figures, places and levels are said on a page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import WORST_FIFTH, Kind, Place, Reading
from gebiedstafel.ui.templatetags.money import euros
from gebiedstafel.ui.templatetags.numbers import number

NBSP = "\u00a0"
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
    return kind.name.split(", per ")[0]


def decimals_of(values: Iterable[float | None]) -> int:
    """Return how many decimals these figures need, two at most."""
    needed = 0
    for value in values:
        if value is not None:
            text = f"{value:.2f}".rstrip("0")
            needed = max(needed, len(text.partition(".")[2]))
    return needed


def figure_words(reading: Reading, kind: Kind, decimals: int | None = None) -> str:
    """Return a figure with its unit, or why there is none; never a zero for nothing."""
    if reading.value is None:
        return missing_words(reading.missing)
    needed = decimals_of([reading.value]) if decimals is None else decimals
    said = number(reading.value, needed)
    if kind.unit == "%":
        return f"{said}%"
    if kind.unit in THOUSANDS_OF_EUROS:
        return euros(round(reading.value * 100_000))
    return f"{said}{NBSP}{kind.unit}" if kind.unit and not kind.unit.startswith("per ") else said


def place_words(place: Place, reading: Reading, kind: Kind) -> str:
    """Say where a place stands among comparable areas."""
    areas = level_plural(place.level)
    if reading.value is None:
        return "–"
    if not kind.direction:
        return "" if kind.domain == "context" else _("achtergrond")
    if reading.place is None:
        return _("te weinig vergelijkbare %(areas)s") % {"areas": areas}
    here = round(reading.place)
    rising = here if kind.direction > 0 else 100 - here
    if rising >= 50:
        return _("hoger dan %(n)d van de 100 vergelijkbare %(areas)s") % {"n": rising, "areas": areas}
    return _("lager dan %(n)d van de 100 vergelijkbare %(areas)s") % {"n": 100 - rising, "areas": areas}


def in_worst_fifth(reading: Reading) -> bool:
    """Tell whether a place is among the fifth where most is going on."""
    return reading.place is not None and reading.place >= WORST_FIFTH


def count_of(number_of_places: int, level: str) -> str:
    """Say how many areas: 1 buurt, 34 buurten."""
    named = level_word(level) if number_of_places == 1 else level_plural(level)
    return f"{number(number_of_places)} {named}"
