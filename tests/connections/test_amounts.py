"""How the pages of a plan write lists of names."""

from __future__ import annotations

import pytest

from gebiedstafel.connections.amounts import listed


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Riool", "Stroom", "Inrichting"], "Riool, Stroom en Inrichting"),
        (["Wonen, zorg", "Riool", "Stroom"], "Wonen, zorg; Riool en Stroom"),
        (["Riool", "Stroom", "Wonen, zorg"], "Riool; Stroom en Wonen, zorg"),
        (["Wonen, zorg"], "Wonen, zorg"),
    ],
)
def test_names_that_hold_a_comma_are_set_apart_by_semicolons(names, told):
    assert listed(names) == told


def test_past_the_most_only_a_count_is_told():
    assert listed(["Wonen, zorg", "Riool", "Stroom", "Weg"], 2) == "Wonen, zorg; Riool en 2 andere"
