"""`manage.py prepare`: database, static files and, in the demo, the demo table are made ready."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
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
        collect_static()
        if settings.DEMO:
            call_command("load_demo")


def collect_static() -> None:
    """Collect and squeeze the static files; most of a start would go into doing so again for the same."""
    stamp, wanted = Path(settings.STATIC_ROOT) / "stamp", static_print()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def static_print() -> str:
    """Return a mark that changes when a static file, or how it is kept, changes."""
    whole = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            whole.update(f"{path} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return whole.hexdigest()
