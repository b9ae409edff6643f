"""`manage.py reset_demo`: the demo table as it was made."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from gebiedstafel.start.demo import first_plan, reset_demo
from gebiedstafel.ui.refusals import Refused


class Command(BaseCommand):
    help = "Puts the demo table back as it was made. Other tables stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table = reset_demo(at=now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        first_plan(table, clock=now)
        self.stdout.write(f"{table.name} is as it was made: /tafel/{table.pk}/")
