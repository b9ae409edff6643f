"""The words of a result: what a group is called, how it voted, and why there are so many groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.ui.templatetags.numbers import number, percent

from .told import AGREE, DISAGREE, PASS, Cell, Told

INSTITUTION, RESIDENT = "institution", "resident"


@dataclass(frozen=True, slots=True)
class Bar:
    """How one group voted on one statement: a bar in three parts, and the counts in words."""

    group: str
    words: str
    agree: float
    passed: float
    disagree: float

    @property
    def until_passed(self) -> float:
        """Where the part that disagrees begins."""
        return self.agree + self.passed


def group_name(key: str) -> str:
    """Return what a group is called: a letter when it follows from votes alone."""
    names = {RESIDENT: _("Bewoners"), INSTITUTION: _("Instellingen"), "": _("Iedereen")}
    return names.get(key) or _("Groep {letter}").format(letter=key)


def order_of(key: str) -> tuple[int, str]:
    """Return residents before institutions, and letters by the alphabet."""
    return (0 if key == RESIDENT else 1, key)


def bars(cells: Mapping[str, Cell]) -> tuple[Bar, ...]:
    """Return one bar for each group."""
    return tuple(
        Bar(
            group_name(key),
            votes_in_words(cells[key]),
            float(cells[key].share(AGREE)),
            float(cells[key].share(PASS)),
            float(cells[key].share(DISAGREE)),
        )
        for key in sorted(cells, key=order_of)
    )


def votes_in_words(cell: Cell) -> str:
    """Return counts, or that almost everyone voted alike."""
    if cell.almost_all:
        return {
            AGREE: _("bijna iedereen eens, van {cast}"),
            DISAGREE: _("bijna iedereen oneens, van {cast}"),
            PASS: _("bijna niemand weet het, van {cast}"),
        }[cell.almost_all].format(cast=number(cell.cast))
    return _("{agree} van {cast} eens, {disagree} oneens").format(
        agree=number(cell.agree), cast=number(cell.cast), disagree=number(cell.disagree)
    )


def share_in_words(cell: Cell, side: str = AGREE) -> str:
    """Return the share on one side as it may be told."""
    if not cell.almost_all:
        return percent(cell.share(side))
    return _("meer dan 90%") if cell.almost_all == side else _("minder dan 10%")


def sureness(bounds: tuple[int, int] | None, side: str = AGREE) -> str:
    """Return between what the weakest group lies, as sure as the votes make it."""
    if bounds is None:
        return ""
    low, high = bounds
    words = (
        _("In de groep die het minst meegaat is vrijwel zeker tussen {low}% en {high}% het eens.")
        if side == AGREE
        else _("In de groep die het minst meegaat is vrijwel zeker tussen {low}% en {high}% het oneens.")
    )
    return words.format(low=low, high=high)


def why_groups(told: Told) -> tuple[str, str]:
    """Return the question why there are so many groups, and the answer."""
    if told.no_groups:
        return _("Waarom geen groepen?"), no_groups(told.no_groups)
    count = len(told.found.groups)
    title = ngettext("Waarom {n} groep?", "Waarom {n} groepen?", count).format(n=count)
    said = [
        _("De groepen volgen alleen uit de antwoorden, niet uit wie iemand is."),
        _("Dezelfde stemmen geven altijd dezelfde groepen, in welke volgorde zij ook binnenkomen."),
    ]
    if told.stability is not None:
        said.append(
            _("Laten we een deel van de stemmen weg, dan blijven de groepen voor {share} gelijk.").format(
                share=percent(max(0.0, min(1.0, told.stability)))
            )
        )
    if told.small_group:
        said.append(_("Wie in een groep van minder dan tien mensen valt, tonen we niet als groep."))
    return title, " ".join(said)


def no_groups(code: str) -> str:
    """Return why there are no clear groups, in words."""
    return {
        "too_few_people": _("Er stemden nog te weinig mensen om groepen te zien."),
        "too_few_statements": _("Er zijn nog te weinig stellingen om groepen te zien."),
        "all_the_same": _("Iedereen antwoordde hetzelfde, dus er is één groep."),
        "like_chance": _("De antwoorden lopen zo door elkaar dat groepen niet duidelijker zijn dan toeval."),
    }.get(code, _("Uit deze antwoorden komen geen duidelijke groepen."))
