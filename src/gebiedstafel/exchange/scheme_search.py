"""Which schemes fit a challenge, a place and a kind of cost, and who may apply for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .schemes import Scheme, Standing, by_name

#: What stands first in a list: where one can apply now, then what is to come, then what is not known.
ORDER = (Standing.OPEN, Standing.COMING, Standing.UNKNOWN, Standing.CLOSED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone looks for; what is left empty asks nothing.

    `themes` are those of a challenge. `area` is a place with the places it lies in, the smallest
    first. `words` must each stand somewhere in the row, whatever their capitals.
    """

    themes: frozenset[str] = frozenset()
    cost_type: str = ""
    applicant: str = ""
    place: str = ""
    area: tuple[str, ...] = ()
    words: str = ""
    with_closed: bool = False

    @property
    def asks_something(self) -> bool:
        """Whether anything is looked for at all."""
        return bool(self.themes or self.cost_type or self.applicant or self.place or self.area or self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """A scheme that fits a wish: whether it is open on the day asked, and the themes they share."""

    scheme: Scheme
    standing: Standing
    shared_themes: tuple[str, ...]


def schemes_for(schemes: Iterable[Scheme], wish: Wish, on: date) -> tuple[Found, ...]:
    """Return what fits, open first, then by how many themes are shared, then by name."""
    found = []
    for scheme in schemes:
        standing = scheme.standing(on)
        if fits(scheme, wish) and (wish.with_closed or standing is not Standing.CLOSED):
            shared = tuple(theme for theme in scheme.themes if _meets(theme, wish.themes))
            found.append(Found(scheme, standing, shared))
    return tuple(sorted(found, key=_order))


def _order(one: Found) -> tuple[int, int, str]:
    return ORDER.index(one.standing), -len(one.shared_themes), by_name(one.scheme)


def fits(scheme: Scheme, wish: Wish) -> bool:
    """Return whether a scheme fits everything that is asked."""
    row = scheme.row
    return (
        (not wish.themes or not scheme.themes or any(_meets(one, wish.themes) for one in scheme.themes))
        and (not wish.cost_type or wish.cost_type in scheme.rules["cost_types"])
        and (not wish.applicant or wish.applicant in row["applicants"])
        and (not wish.place or wish.place == row["place"])
        and (not wish.area or "areas" not in row or bool(set(row["areas"]) & set(wish.area)))
        and _says(scheme, wish.words)
    )


def _meets(theme: str, wished: frozenset[str]) -> bool:
    """Whether two themes are the same, or one is the group of the other."""
    return any(theme == one or theme.startswith(f"{one}-") or one.startswith(f"{theme}-") for one in wished)


def _says(scheme: Scheme, words: str) -> bool:
    row = scheme.row
    told = [
        row["name"],
        row["purpose"],
        row["who"],
        row["where"],
        *row["asks"],
        *scheme.rules.get("kinds", ()),
    ]
    text = " ".join(told).casefold()
    return all(word in text for word in words.casefold().split())
