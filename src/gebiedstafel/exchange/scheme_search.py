"""Which schemes fit a challenge, a place and a kind of cost, and who may apply for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .organisations import line_above
from .schemes import Scheme, Standing, by_name

#: What stands first in a list: where one can apply now, then what is to come, then what is not known.
ORDER = (Standing.OPEN, Standing.COMING, Standing.UNKNOWN, Standing.CLOSED)

#: The place of a scheme whose money may land in every wijk.
EVERYWHERE = "overal"


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
    """A scheme that fits a wish: whether it is open on the day asked, and the themes they share.

    `look_first` says that a place was asked for, that the money lands in some places only, and that
    nobody wrote down whether this is one: it may be, and who applies looks that up first.
    """

    scheme: Scheme
    standing: Standing
    shared_themes: tuple[str, ...]
    look_first: bool = False


def with_outer(key: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return an area and those it lies in, the smallest first; nothing for one that is not among them."""
    return tuple(area for area in line_above(key, parents) if area in parents)


def schemes_for(schemes: Iterable[Scheme], wish: Wish, on: date) -> tuple[Found, ...]:
    """Return what fits: open first, then by how many themes are shared, then by name.

    Where a place is asked for, what may not hold there comes behind all the rest.
    """
    found = []
    for scheme in schemes:
        standing = scheme.standing(on)
        if fits(scheme, wish) and (wish.with_closed or standing is not Standing.CLOSED):
            shared = tuple(theme for theme in scheme.themes if _meets(theme, wish.themes))
            found.append(Found(scheme, standing, shared, _must_look(scheme, wish.area)))
    return tuple(sorted(found, key=_order))


def _must_look(scheme: Scheme, area: tuple[str, ...]) -> bool:
    """Whether a place asked for may lie outside what the scheme is for, as far as its row says."""
    return bool(area) and scheme.row["place"] != EVERYWHERE and "areas" not in scheme.row


def _order(one: Found) -> tuple[bool, int, int, str]:
    return one.look_first, ORDER.index(one.standing), -len(one.shared_themes), by_name(one.scheme)


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
