"""Which theme the pages wear: one of ours, or the tokens of a municipality."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

OWN = "voorbeeld"
BUILT_IN = (OWN, "ma")


@dataclass(frozen=True, slots=True)
class Look:
    """The classes of a page and the style sheet of its theme."""

    theme_class: str
    sheet: str
    own_palette: bool

    @property
    def classes(self) -> str:
        """What both `html` and `body` carry."""
        return f"{self.theme_class} gt-theme" + (" gt-palet" if self.own_palette else "")


def current_look() -> Look:
    """Return the look that the settings ask for."""
    own_sheet = settings.GEBIEDSTAFEL_THEME_CSS
    theme = settings.GEBIEDSTAFEL_THEME
    if not own_sheet:
        return Look(f"{theme}-theme", static(f"ui/built/theme-{theme}.css"), theme == OWN)
    if is_address(own_sheet):
        return Look(f"{theme}-theme", own_sheet, False)
    return Look(theme_class_in(Path(own_sheet)), reverse("ui:theme_sheet"), False)


def is_address(sheet: str) -> bool:
    """Say whether this is an address among our own static files instead of a file on this machine."""
    return sheet.startswith(settings.STATIC_URL)


def theme_class_in(sheet: Path) -> str:
    """Return the class that carries the tokens in this file, by its custom name `.<name>-theme`."""
    found = class_in(sheet, sheet.stat().st_mtime_ns)
    return found or f"{settings.GEBIEDSTAFEL_THEME}-theme"


@lru_cache(maxsize=4)
def class_in(sheet: Path, _changed: int) -> str:
    """Return the first `.<name>-theme` in this file; read again only after a change."""
    found = re.search(r"\.([\w-]+-theme)\b", sheet.read_text(encoding="utf-8", errors="replace"))
    return found[1] if found else ""
