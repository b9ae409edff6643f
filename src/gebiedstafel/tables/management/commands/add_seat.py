"""`manage.py add_seat TABLE NAME ROLE [--party KEY]`: lets someone sit at a table."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from gebiedstafel.accounts.models import Person
from gebiedstafel.tables.actions import give_seat
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.ui.refusals import Refused


class Command(BaseCommand):
    help = "Gives a person a seat at a table of your own, or another one than they had."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", help="the id in the table's address")
        parser.add_argument("person", help="the user name")
        parser.add_argument("role", choices=[role.value for role in Seat.Role])
        parser.add_argument("--party", help="the id of the party in the table's file; a member needs one")

    def handle(self, *args: Any, table: str, person: str, role: str, **options: Any) -> None:
        there = AreaTable.objects.filter(pk=table).first()
        if there is None:
            raise CommandError(f"There is no table “{table}”. Take it in first: manage.py load_table FILE")
        someone = Person.objects.filter(username=person).first()
        if someone is None:
            raise CommandError(
                f"Nobody has the account “{person}”. Make it first: manage.py add_person {person}"
            )
        seat_for = self._party(there, options["party"])
        try:
            seat = give_seat(
                someone, there, role=Seat.Role(role), party=seat_for, by="installation", at=now()
            )
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{person} sits at {there.name} as {seat}.")

    def _party(self, table: AreaTable, key: str | None) -> Party | None:
        if key is None:
            return None
        party = Party.objects.filter(table=table, key=key).first()
        if party is None:
            known = ", ".join(Party.objects.filter(table=table).order_by("key").values_list("key", flat=True))
            raise CommandError(f"{table.name} has no party “{key}”. It has: {known}.")
        return party
