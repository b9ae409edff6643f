"""The shapes of areas that the reference data knows, by code: for maps of tables."""

import json
from collections.abc import Collection

from gebiedstafel.areas.models import Boundary
from gebiedstafel.areas.picture import Rings


def shapes_of(codes: Collection[str]) -> dict[str, Rings]:
    """Return the newest shape of each of these areas that has one."""
    rows = Boundary.objects.filter(area__code__in=codes).order_by("area__year")
    return {code: json.loads(rings) for code, rings in rows.values_list("area__code", "rings")}
