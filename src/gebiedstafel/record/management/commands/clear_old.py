"""`manage.py clear_old [--table ID] [--really]`: says what is too old to keep, and clears it when asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from gebiedstafel.record.clearing import clear_table
from gebiedstafel.record.keeping import clear_site, due_at
from gebiedstafel.tables.models import AreaTable

A_YEAR = timedelta(days=365)


class Command(BaseCommand):
    help = "Says per table what is too old to keep, when it became so and why. Clears it only with --really."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--table", help="only this table")
        parser.add_argument(
            "--really", action="store_true", help="clear it; what must be kept goes to a file first"
        )

    def handle(self, *args: Any, table: str | None, really: bool, **options: Any) -> None:
        tables = AreaTable.objects.select_related("municipality").order_by("pk")
        if table is not None:
            tables = tables.filter(pk=table)
            if not tables.exists():
                raise CommandError(f"There is no table “{table}”.")
        at = now()
        for one in tables:
            due = clear_table(one, by=None, at=at) if really else due_at(one, at=at)
            for found in due:
                if found.count:
                    self.stdout.write(
                        f"{one.pk}: {found.keeping.kind} {found.count}, from before {found.before:%Y-%m-%d}"
                        f" ({found.days} days). {found.keeping.becomes}"
                    )
        if table is None:
            count = clear_site(before=at - A_YEAR, really=really)
            self.stdout.write(
                f"site: {count} letters that no longer wait and attempts to sign in, older than a year."
            )
        self.stdout.write(
            "Cleared." if really else "Nothing was changed: this was a try. Add --really to clear."
        )
