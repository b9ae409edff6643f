"""How the screens of a gathering write time, and what a card became."""

from django import template

from gebiedstafel.workshop.lying import Lying, kind_words
from gebiedstafel.workshop.lying import lies_at as where
from gebiedstafel.workshop.sitting_models import Card

register = template.Library()


@register.filter
def on_the_clock(seconds: int) -> str:
    """Return seconds as minutes and seconds; what is over has a plus before it."""
    whole = abs(seconds)
    return f"{'+' if seconds < 0 else ''}{whole // 60}:{whole % 60:02d}"


@register.filter
def lies_at(card: Card) -> Lying | None:
    """Return where a card lies at the table."""
    return where(card)


@register.filter
def kind_in_words(kind: str) -> str:
    """Return what a card of this kind becomes."""
    return kind_words().get(kind, "")
