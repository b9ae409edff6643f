"""Whether a table used a word of the menu already; what it never used waits under *meer*."""

from django.db.models import Q

from gebiedstafel.tables.models import AreaTable


def has_means(table: AreaTable) -> bool:
    """Whether anyone brought in money or hours."""
    brought = Q(flow_offers__isnull=False) | Q(parties__offers__isnull=False)
    return AreaTable.objects.filter(brought, pk=table.pk).exists()


def has_measures(table: AreaTable) -> bool:
    """Whether there is something to connect."""
    return table.measures.exists()
