"""How much must be together per theme before it is shown, and whose reports stay wide."""

from __future__ import annotations

from gebiedstafel.engines.disclosure import Rules
from gebiedstafel.exchange.themes import THEMES
from gebiedstafel.tables.models import Party

#: Themes about things: homes, streets, pipes, shops. Five are enough there; ten where it is about people.
PHYSICAL = frozenset(theme for theme in THEMES if theme[:3] in ("OPE", "ENE") and theme != "ENE-ARMO") | {
    "WON-KWAL",
    "WON-BOUW",
    "WON-GESP",
    "BES-ECON",
}
#: Themes on which a reporter could be found out: loose observations need a second reporter.
SAFETY = frozenset(theme for theme in THEMES if theme.startswith("VEI-"))
#: Kinds of parties whose reports are never shown of a buurt, and never to the public.
WIDE = frozenset(("veiligheid", "politie"))

RULES = Rules(k={theme: 5 if theme in PHYSICAL else 10 for theme in THEMES}, two_reporters=SAFETY)


def stays_wide(party: Party, theme: str) -> bool:
    """Whether this is shown of the wijk or wider only: what police report, and undermining by whomever."""
    return bool(WIDE & {party.kind or "", party.owner_class or ""}) or theme == "VEI-ONDE"


def most_seen(theme: str) -> int:
    """Return the most that a loose observation may hold, one or a few: too few to be shown by themselves."""
    return RULES.k[theme] - 1
