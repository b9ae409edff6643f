"""Levels in words, and places as numbers and bars."""

from django import template

from gebiedstafel.areas import words
from gebiedstafel.areas.picture import Kind

register = template.Library()


@register.filter
def level_plural(level: str) -> str:
    """Return buurten for buurt."""
    return words.level_plural(level)


@register.filter
def level_word(level: str) -> str:
    """Return what one area of this level is called."""
    return words.level_word(level)


@register.filter
def unit_beside(kind: Kind) -> str:
    """Return what a figure is counted per, where its name does not say so."""
    return words.unit_beside(kind)


@register.filter
def rank(place: float) -> str:
    """Return a place between 0 and 100 in whole numbers."""
    return str(words.rank(place))


@register.filter
def bar(place: float) -> str:
    """Return how long the bar of a place is, of 150."""
    return f"{place * 1.5:.0f}"
