"""Money in the words of the page: cents in, euros out, never broken over two lines."""

from django import template
from django.utils.translation import get_language, gettext

register = template.Library()

NBSP = "\u00a0"
MINUS = "\u2212"


def is_dutch() -> bool:
    """Say whether the page speaks Dutch."""
    return (get_language() or "nl").startswith("nl")


def grouped(number: int) -> str:
    """Return a whole number with its thousands apart: 7.400, or 7,400 in English."""
    text = f"{number:,}"
    return text.replace(",", ".") if is_dutch() else text


def signed(cents: int, amount: str) -> str:
    """Return the amount with its currency, and its sign in front."""
    return (MINUS if cents < 0 else "") + ("€" + NBSP if is_dutch() else "€") + amount


@register.filter
def euros(cents: int | None) -> str:
    """Return the exact amount: € 1.250.000, with cents only when there are any."""
    if cents is None:
        return gettext("onbekend")
    whole, rest = divmod(abs(cents), 100)
    mark = "," if is_dutch() else "."
    return signed(cents, grouped(whole) + (f"{mark}{rest:02}" if rest else ""))


def in_millions(cents: int | None, word: str) -> str:
    """Return from a million on the amount in millions to one decimal, below it to the euro."""
    if cents is None or abs(cents) < 100_000_000:
        return euros(cents if cents is None else (1 if cents >= 0 else -1) * ((abs(cents) + 50) // 100 * 100))
    tenths = (abs(cents) + 5_000_000) // 10_000_000
    whole, tenth = divmod(tenths, 10)
    mark = "," if is_dutch() else "."
    return signed(cents, grouped(whole) + (f"{mark}{tenth}" if tenth else "")) + NBSP + word


@register.filter
def euros_in_words(cents: int | None) -> str:
    """Return the amount for a sentence: € 3,6 miljoen."""
    return in_millions(cents, gettext("miljoen"))


@register.filter
def euros_short(cents: int | None) -> str:
    """Return the amount for a diagram: € 3,6 mln."""
    return in_millions(cents, gettext("mln"))
