"""`manage.py reset_second_step NAME`: for who lost phone and recovery codes; written on the trail."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.second_step import reset_second_step
from gebiedstafel.ui.refusals import Refused


class Command(BaseCommand):
    help = "Resets someone's second step, so that they sign in with a password and set it up anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody has the account “{username}”.")
        try:
            reset_second_step(person, by=None, at=now())
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{username} signs in with a password now, and sets the second step up anew.")
