"""The themes to choose from, with those that a party reported last on top."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.themes import THEMES, theme_name, themes_by_group
from gebiedstafel.tables.models import Party

from .models import Signal

MOST_ON_TOP = 5
#: So many signals back it is looked: a round of the quarter holds about as many.
LOOKED_BACK = 60
Choices = list[tuple[str, list[tuple[str, str]]]]


def theme_choices(party: Party | None) -> Choices:
    """Return the themes by group, code and name; what the party reported last stands on top, and once."""
    language = get_language() or "nl"
    sent = Signal.objects.filter(party=party).order_by("-sent_at", "-pk")
    latest = dict.fromkeys(sent.values_list("theme", flat=True)[:LOOKED_BACK])
    top = [theme for theme in latest if theme in THEMES][:MOST_ON_TOP]
    rest = [
        (group, [(code, name) for code, name in options if code not in top])
        for group, options in themes_by_group(language)
    ]
    last = [(_("Laatst gebruikt"), [(code, theme_name(code, language)) for code in top])]
    return [(group, options) for group, options in [*last, *rest] if options]
