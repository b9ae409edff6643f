"""The button that forces a measure in or out, or lets it go again."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.inclusion_tag("connections/choice_button.html", takes_context=True)
def choice_button(
    context: Context, measure: str, name: str, side: str, *, small: bool = False, keeps: bool = False
) -> dict[str, Any]:
    """Offer one choice about a measure; `keeps` when it is in the plan already.

    The version seen goes along, so that nobody overwrites what another chose meanwhile.
    """
    variant = context.get("variant")
    return {
        "table": context["table"],
        "csrf_token": context.get("csrf_token"),
        "measure": measure,
        "name": name,
        "side": side,
        "small": small,
        "keeps": keeps,
        "seen": variant.version if variant else context["choice_versions"].get(measure, 0),
        "variant": variant,
        "back": context.get("back", ""),
        "why_not_choose": context["why_not_choose"],
    }
