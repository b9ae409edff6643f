"""From what someone types to the code of a municipality."""

from __future__ import annotations

import re
from difflib import get_close_matches

from ..indicators import plain_name
from .asking import Asker
from .catalogue import Catalogue
from .editions import kept_fault, tables_of
from .faults import NotFetched

CODE = re.compile(r"(?:GM)?(\d{4})", re.ASCII)
COUNTRY = "NL"
MOST_CLOSE = 3


def code_typed(typed: str) -> str:
    """Return the code in what someone typed, or nothing when it is a name.

    >>> code_typed(" gm0439 "), code_typed("0439"), code_typed("Purmerend"), code_typed("nl")
    ('GM0439', 'GM0439', '', 'NL')
    """
    text = typed.strip().upper()
    if text in (COUNTRY, "NEDERLAND"):
        return COUNTRY
    found = CODE.fullmatch(text)
    return f"GM{found[1]}" if found else ""


def find_municipality(ask: Asker, catalogue: Catalogue, typed: str) -> str:
    """Return the code of a municipality by its name or code; a name nobody knows is told with close ones."""
    if code := code_typed(typed):
        return code
    names = _all(ask, catalogue)
    wanted = plain_name(typed)
    found = {code for code, name in names.items() if plain_name(_bare(name)) == wanted}
    if len(found) == 1:
        return found.pop()
    by_name = {plain_name(_bare(name)): name for name in names.values()}
    close = [by_name[name] for name in get_close_matches(wanted, by_name, MOST_CLOSE, 0.7)]
    if found:
        close = [f"{names[code]} ({code})" for code in sorted(found)]
    listed = ", ".join(close)
    said = (f" Bedoelt u {listed}?", f" Do you mean {listed}?") if close else ("", "")
    raise NotFetched("unknown", text=typed.strip()[:60], close=said)


def _bare(name: str) -> str:
    """Return a name without what tells namesakes apart, as in ‘Utrecht (gemeente)’."""
    return re.sub(r"\s*\((?:gemeente|gem\.)\)\s*$", "", name, flags=re.IGNORECASE)


def _all(ask: Asker, catalogue: Catalogue) -> dict[str, str]:
    """Return every municipality of the newest year by code."""
    first: NotFetched | None = None
    for source in catalogue.sources:
        for year in sorted(source.years, reverse=True)[:1]:
            for place in tables_of(ask, catalogue, source, source.years[year]):
                try:
                    return place.service.areas(ask, place.address, ["GM"])
                except NotFetched as fault:
                    first = kept_fault(first, fault)
    raise first or NotFetched("nothing", text="GM")
