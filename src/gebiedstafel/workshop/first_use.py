"""Whether a table used the werkplaats already; until then the word waits under *meer*."""

from gebiedstafel.tables.models import AreaTable


def has_workshop(table: AreaTable) -> bool:
    """Whether a round of choosing a way of working was begun."""
    return table.choices_of_method.exists()
