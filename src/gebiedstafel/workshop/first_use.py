"""Whether a table used the werkplaats already; until then the word waits under *meer*."""

from django.db.models import Exists, OuterRef

from gebiedstafel.tables.models import AreaTable

from .models import Choice, LearningQuestion, RoleCanvas, Sitting, Workshop


def has_workshop(table: AreaTable) -> bool:
    """Whether a way of working was chosen, roles were talked through, or a gathering was made ready."""
    here = OuterRef("pk")
    used = (
        Exists(Choice.objects.filter(table=here))
        | Exists(RoleCanvas.objects.filter(table=here))
        | Exists(Sitting.objects.filter(table=here))
        | Exists(Workshop.objects.filter(table=here))
        | Exists(LearningQuestion.objects.filter(table=here))
    )
    # In one question: every page of the table asks this for its menu.
    return AreaTable.objects.filter(used, pk=table.pk).exists()
