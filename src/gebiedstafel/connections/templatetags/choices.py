"""The button that forces a measure in or out, or lets it go again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context

from gebiedstafel.connections.promises import Promise, Promises

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


@register.simple_tag(takes_context=True)
def promise_of(context: Context, measure: str) -> Promise | None:
    """Return the agreement about a measure of the plan on this page, if there is one."""
    promises: Promises = context.get("promises") or Promises()
    return promises.by_measure.get(measure)


@register.simple_tag(takes_context=True)
def promised_count(context: Context, measures: Iterable[Any]) -> tuple[int, int]:
    """Return how many of these measures are promised, and how many of those hang on a decision."""
    promises: Promises = context.get("promises") or Promises()
    return promises.count(tuple(one.id for one in measures))
