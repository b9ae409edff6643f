"""`manage.py export_table ID`: print a table as its exchange file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gebiedstafel.exchange.table_file import write_table
from gebiedstafel.means.table_document import table_document
from gebiedstafel.tables.models import AreaTable


class Command(BaseCommand):
    help = "Prints a table as its exchange file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", help="the id of the table")

    def handle(self, *args: Any, table: str, **options: Any) -> None:
        found = AreaTable.objects.filter(pk=table).first()
        if found is None:
            known = ", ".join(AreaTable.objects.order_by("pk").values_list("pk", flat=True)[:20])
            raise CommandError(f"There is no table “{table}”. Known tables: {known or 'none yet'}.")
        self.stdout.write(write_table(table_document(found)), ending="")
