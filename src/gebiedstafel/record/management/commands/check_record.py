"""`manage.py check_record FILE`: is a record of a table still as it was made here?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gebiedstafel.record.whole_record import faults_of


class Command(BaseCommand):
    help = "Checks that a record that was taken along is as this installation made it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        faults = faults_of(file)
        if faults:
            raise CommandError("This record is not as it was made:\n" + "\n".join(faults))
        self.stdout.write("This record is as it was made here.")
