"""Cases that tell nothing more on a second database than the one that runs there too."""

from collections.abc import Iterable

import pytest


def once_but(kept: str, cases: Iterable[str]) -> list:
    """Return the cases, all but one marked `once`: they ask of it what the one that is kept asks."""
    return [case if case == kept else pytest.param(case, marks=pytest.mark.once) for case in cases]
