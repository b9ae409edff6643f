"""`manage.py work`: works off what waits in the background, until it is stopped."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from gebiedstafel.trail.clock import Clock, strike, wind_up
from gebiedstafel.trail.runs import close_stale_runs


class Command(BaseCommand):
    help = (
        "Works off the runs that wait. Start one per installation: it first closes what a dead worker left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing waits any more")

    def handle(self, *args: Any, **options: Any) -> None:
        closed = close_stale_runs(at=now())
        if closed:
            self.stderr.write(f"Closed {closed} runs that an earlier worker did not finish.")
        wind_up(now())
        clock = Clock()
        clock.start()
        try:
            call_command(
                "db_worker", interval=0.5, startup_delay=False, batch=options["until_empty"], verbosity=0
            )
        finally:
            clock.stop()
        if options["until_empty"]:
            strike(now())
