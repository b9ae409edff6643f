"""How far a plan covers each challenge: asked of a layer above, named in the settings.

Plans lie above challenges and this page may not import them; the site, which knows everyone, says
who answers (docs/adr/coverage-through-a-setting.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from gebiedstafel.tables.models import AreaTable


@dataclass(frozen=True, slots=True)
class Coverage:
    """The shares of the newest plan, per challenge, of what can be done here; `plan` is its name.

    `is_public` says that a visitor may know it.
    """

    plan: str = ""
    shares: Mapping[str, float] = field(default_factory=dict)
    is_adopted: bool = False
    is_public: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a plan to speak of."""
        return bool(self.shares)


def coverage_of(table: AreaTable) -> Coverage:
    """Return what the newest plan covers; nothing where no plan was made."""
    name = getattr(settings, "CHALLENGE_COVERAGE", "")
    if not name:
        return Coverage()
    ask = cast(Callable[[AreaTable], Coverage], import_string(name))
    return ask(table)
