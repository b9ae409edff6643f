"""`manage.py invite TABLE EMAIL ROLE [--party KEY]`: invites an address to a seat."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from gebiedstafel.accounts.addresses import mail_address
from gebiedstafel.accounts.letters import site_address
from gebiedstafel.tables.invitations import invite
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.ui.refusals import Refused


class Command(BaseCommand):
    help = (
        "Invites who reads this e-mail address to a seat at a table of your own; the worker sends the mail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", help="the id in the table's address")
        parser.add_argument("email")
        parser.add_argument("role", choices=[role.value for role in Seat.Role])
        parser.add_argument("--party", help="the id of the party in the table's file; a member needs one")

    def handle(self, *args: Any, table: str, email: str, role: str, **options: Any) -> None:
        there = AreaTable.objects.filter(pk=table).first()
        if there is None:
            raise CommandError(f"There is no table “{table}”. Take it in first: manage.py load_table FILE")
        party = Party.objects.filter(table=there, key=options["party"]).first() if options["party"] else None
        if options["party"] and party is None:
            raise CommandError(f"{there.name} has no party “{options['party']}”.")
        try:
            invitation = invite(
                mail_address(email),
                there,
                role=Seat.Role(role),
                party=party,
                by=None,
                at=now(),
                site=site_address(),
            )
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{invitation.email} is invited to {there.name}. The worker sends the mail.")
