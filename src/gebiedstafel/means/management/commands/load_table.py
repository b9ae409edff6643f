"""`manage.py load_table FILE --by NAME`: take in a table from its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.faults import BadTable
from gebiedstafel.exchange.table_file import read_table
from gebiedstafel.means.table_import import load_table
from gebiedstafel.ui.refusals import Refused


class Command(BaseCommand):
    help = "Takes in a table from its file. Whoever brings it needs an account and gets the chair's seat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="the user name of who brings it")

    def handle(self, *args: Any, file: Path, by: str, **options: Any) -> None:
        person = Person.objects.filter(username=by).first()
        if person is None:
            raise CommandError(f"Nobody has the account “{by}”. Make it first: manage.py add_person {by}")
        try:
            table = load_table(read_table(file.read_bytes()), by=person, at=now())
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
        except BadTable as problem:
            raise CommandError(str(problem)) from None
        except Refused as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"Loaded {table.name}: /tafel/{table.pk}/")
