"""`manage.py follow_up [--at MOMENT]`: sends the reminders and overviews that are due, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import is_naive, make_aware, now

from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.followup.digests import send_digests
from gebiedstafel.followup.sending import remind_tables


class Command(BaseCommand):
    help = "Sends the reminders and overviews that are due. The worker does so each quarter of an hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", help="as if it were then, like 2027-01-15T09:00; without it: now")
        parser.add_argument("--leave", action="store_true", help="leave the letters for the worker to send")

    def handle(self, *args: Any, **options: Any) -> None:
        at = _moment(options["at"]) if options["at"] else now()
        reminders, overviews = remind_tables(at), send_digests(at)
        self.stdout.write(f"{reminders} reminders and {overviews} overviews lie in the outbox.")
        if not options["leave"]:
            self.stdout.write(f"{carry_letters(at)} letters went.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is no moment. Write it like 2027-01-15T09:00.") from None
    if not 2000 <= moment.year <= 2200:
        raise CommandError("The moment lies outside the years 2000 to 2200.")
    return make_aware(moment) if is_naive(moment) else moment
