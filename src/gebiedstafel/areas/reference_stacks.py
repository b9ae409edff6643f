"""What piles up in areas that a table names by their public codes, from the public figures."""

from collections.abc import Sequence
from dataclasses import replace

from gebiedstafel.areas.models import Area, Stacking
from gebiedstafel.areas.public_picture import compared_with
from gebiedstafel.areas.stacking import stacks_of
from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.exchange.among import Among, chosen_among
from gebiedstafel.exchange.figures_csv import CODE


def reference_stacks(codes: Sequence[str], asked: str) -> Stacks | None:
    """Return what piles up in these areas, each in its newest year; nothing when nobody set it out."""
    public = [code for code in codes if CODE.fullmatch(code)]
    if not public:
        return None
    rows = Stacking.objects.filter(area__code__in=public).order_by("area__year")
    told = list(rows.values_list("area__code", "area_id", "among"))
    newest = {code: pk for code, pk, _among in told}
    offered = [one for one in Among if any(one == among for _code, _pk, among in told)]
    if not offered:
        return None
    among = chosen_among(asked, offered)
    areas = list(Area.objects.filter(pk__in=newest.values()))
    compared = {area.code: compared_with(area, among) for area in areas}
    stacks = stacks_of(areas, among=among, level=areas[0].level, compared=compared)
    return replace(stacks, offered=offered, is_public=True) if stacks else None
