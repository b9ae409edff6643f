"""With which areas an area is compared: a choice of whoever looks."""

from collections.abc import Iterable
from enum import StrEnum

from gebiedstafel.engines.stacking.places import FEWEST_COMPARABLE, FEWEST_WITHIN


class Among(StrEnum):
    """The areas of its level that are as urban, those of the whole country, or of its own municipality."""

    URBAN = "stedelijk"
    COUNTRY = "land"
    MUNICIPALITY = "gemeente"

    @property
    def fewest(self) -> int:
        """With how many others at least a place is given."""
        return FEWEST_WITHIN if self is Among.MUNICIPALITY else FEWEST_COMPARABLE

    def at(self, level: str) -> "Among":
        """Return with whom an area of this level is compared: a municipality lies in no other one."""
        outside = self is Among.MUNICIPALITY and level not in ("wijk", "buurt", "straat")
        return Among.URBAN if outside else self

    def group(self, level: str, urbanity: int | None, municipality: str) -> str:
        """Return the name of the group in which an area is compared; it begins with its level."""
        return f"{level} {self.key(urbanity, municipality)}"

    def key(self, urbanity: int | None, municipality: str) -> str:
        """Return what areas that are compared have in common, beside their level."""
        keys = {Among.URBAN: str(urbanity or 0), Among.COUNTRY: "NL", Among.MUNICIPALITY: municipality}
        return keys[self]


def chosen_among(asked: str, offered: Iterable[Among] = tuple(Among)) -> Among:
    """Return the comparison of this name when it is offered, else the first that is."""
    offered = list(offered)
    return next((one for one in offered if one == asked), offered[0] if offered else Among.URBAN)
