"""Fetch the figures and boundaries of a municipality and load them."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from gebiedstafel.areas.fetched import catalogue_here, fetch_into, load_folder
from gebiedstafel.exchange.faults import BadFile


class Command(BaseCommand):
    help = "Haal cijfers en grenzen van een gemeente op bij CBS, RIVM, politie en PDOK en laad ze."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", nargs="?", default="", help="naam of code, zoals GM0439")
        parser.add_argument("--without", action="append", default=[], help="een bron die niet mee hoeft")
        parser.add_argument("--folder", type=Path, help="laad wat al in deze map is opgehaald")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["municipality"]) == bool(options["folder"]):
            raise CommandError("Noem een gemeente, of een map die al is opgehaald.")
        try:
            if options["folder"]:
                loaded = load_folder(options["folder"], at=now())
            else:
                with tempfile.TemporaryDirectory(prefix="gebieden-", dir=settings.HOME) as folder:
                    fetch_into(
                        Path(folder),
                        options["municipality"],
                        catalogue=catalogue_here(),
                        without=options["without"],
                        tell=lambda share, words: self.stderr.write(f"{share:4.0%} {words[0]}"),
                    )
                    loaded = load_folder(Path(folder), at=now())
        except BadFile as bad:
            raise CommandError("\n".join(fault.sentence_nl for fault in bad.faults)) from None
        for note in loaded.notes():
            self.stdout.write(note)
        self.stdout.write(
            f"{loaded.areas} gebieden, {loaded.figures} cijfers en {loaded.boundaries} grenzen geladen."
        )
