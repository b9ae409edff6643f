"""`manage.py prepare`: database, static files and, in the demo, the demo table are made ready."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from gebiedstafel.site.demo_bounds import refusal


class Command(BaseCommand):
    help = "Brings the database and the static files up to date; in demo mode also loads the demo, once."

    def handle(self, *args: Any, **options: Any) -> None:
        # Before anything is written: the demo does not belong in a database server's real tables.
        why_not = refusal(settings.DEMO_SETTING, address="127.0.0.1", database_url=settings.DATABASE_URL)
        if why_not:
            raise CommandError(why_not)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO:
            call_command("load_demo")
