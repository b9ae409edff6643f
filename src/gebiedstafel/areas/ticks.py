"""What areas do by themselves: old answers of open services go, and comparisons that lack are made."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gebiedstafel.trail.clock import each_quarter, when_it_starts

from .fetched import let_old_answers_go
from .load import store_comparisons
from .models import Comparison
from .stacking import store_stackings


@each_quarter
def let_go(at: datetime) -> None:
    """Let go of answers that nobody will ask for again."""
    let_old_answers_go(at)


@when_it_starts
def set_out_what_lacks(at: datetime) -> None:
    """Compare with the country and the own municipality what an earlier release loaded without those."""
    whole = Comparison.objects.filter(urbanity=Comparison.EVERY_URBANITY).values("year")
    years = set(Comparison.objects.exclude(year__in=whole).values_list("year", flat=True).distinct())
    if years:
        with transaction.atomic():
            store_comparisons(years)
            store_stackings(years)
