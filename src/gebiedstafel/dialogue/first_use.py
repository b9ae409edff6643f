"""Whether a table began a conversation; until then the word waits under *meer*."""

from django.db.models import Q

from gebiedstafel.tables.models import AreaTable


def has_conversation(table: AreaTable) -> bool:
    """Whether there is a round, or a statement that came along with the table."""
    begun = Q(rounds__isnull=False) | Q(statements__isnull=False)
    return AreaTable.objects.filter(begun, pk=table.pk).exists()
