"""Whether a table used the werkplaats already; until then the word waits under *meer*."""

from gebiedstafel.tables.models import AreaTable


def has_workshop(table: AreaTable) -> bool:
    """Whether a way of working was chosen, roles were talked through, or a gathering was made ready."""
    return table.choices_of_method.exists() or table.role_canvases.exists() or table.sittings.exists()
