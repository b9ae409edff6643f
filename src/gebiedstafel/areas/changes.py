"""In which years an area became another one: its border moved, its code changed, or it took others in."""

from django.db.models import Max, Q

from gebiedstafel.areas.models import Area, Succession

CHANGED = Q(is_redrawn=True) | Q(is_reshaped=True)


def newest_changes(*, after: int, until: int) -> dict[str, int]:
    """Return per code the newest year, after one and up to another, from which on it is another area."""
    within = {"year__gt": after, "year__lte": until}
    found: dict[str, int] = {}
    for rows in (Area.objects.filter(CHANGED, **within), Succession.objects.filter(**within)):
        for code, year in rows.order_by().values_list("code").annotate(newest=Max("year")):
            found[code] = max(year, found.get(code, year))
    return found
