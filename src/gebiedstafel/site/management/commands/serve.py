"""`manage.py serve`: web and worker together; when one ends, so does the other."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gebiedstafel.site.demo_bounds import refusal
from gebiedstafel.site.together import Together, is_taken


class Command(BaseCommand):
    help = "Serves the pages and works off what waits in the background. Ctrl-C ends both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=24)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        why_not = refusal(settings.DEMO_SETTING, address=host, database_url=settings.DATABASE_URL)
        if why_not:
            raise CommandError(why_not)
        if not 0 < port < 65536:
            raise CommandError(f"A port is a number from 1 to 65535, not {port}.")
        if is_taken(host, port):
            raise CommandError(
                f"Something else already uses port {port}. Stop that, or choose another: "
                f"make run PORT={port + 1}"
            )
        together = Together(host, port, options["threads"])
        together.start()
        ended_first = together.wait()
        if ended_first:
            raise CommandError(
                f"The {ended_first} ended by itself, so everything was stopped. Start it again."
            )
        self.stdout.write("Stopped.")
