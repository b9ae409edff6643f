"""The first rows of a long list, and the rest that a page folds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from gebiedstafel.connections.folded import Folded, folded

register = template.Library()


@register.simple_tag
def fold(rows: Iterable[Any], most: int) -> Folded:
    """Return the first rows apart from the rest."""
    return folded(rows, most)
