"""What is known of one measure, out of what is known of all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(known: Mapping[str, Any] | None, measure: str) -> Any:
    """Return what is known of this measure; nothing where that is nothing."""
    return known.get(measure) if known else None
