"""`manage.py load_demo`: the demo table, unless it is already here."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from gebiedstafel.start.demo import first_plan, load_demo
from gebiedstafel.ui.refusals import Refused


class Command(BaseCommand):
    help = "Loads the demo table once; a demo that is already here stays as people left it."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table, is_new = load_demo(at=now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        first_plan(table, clock=now)
        self.stdout.write(f"{table.name} is {'loaded' if is_new else 'here already'}: /tafel/{table.pk}/")
