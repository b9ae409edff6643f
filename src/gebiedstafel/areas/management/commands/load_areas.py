"""Load published figures and boundaries of areas."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from gebiedstafel.areas.load import load_areas
from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.figures_csv import read_bytes


class Command(BaseCommand):
    help = "Laad cijfers (CSV) en grenzen (GeoJSON) van gemeenten, wijken en buurten. Alles, of niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("figures", nargs="*", type=Path, help="cijfers: CSV, xlsx of GeoJSON")
        parser.add_argument(
            "--boundaries", action="append", type=Path, default=[], help="GeoJSON met grenzen"
        )
        parser.add_argument(
            "--codes", action="append", type=Path, default=[], help="oude en nieuwe codes: oud, nieuw, vanaf"
        )
        parser.add_argument("--year", type=int, help="jaar van de cijfers, als het bestand het niet noemt")
        parser.add_argument(
            "--municipality", default="", help="code van de gemeente, als er namen in staan en geen codes"
        )
        parser.add_argument("--source", default="", help="naam van de bron, zoals die bij elk cijfer staat")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_areas(
                [(path.name, read_bytes(path)) for path in options["figures"]],
                [(path.name, read_bytes(path)) for path in options["boundaries"]],
                [(path.name, read_bytes(path)) for path in options["codes"]],
                year=options["year"],
                source=options["source"],
                municipality=options["municipality"],
                at=now(),
                progress=lambda share, text: self.stderr.write(f"{share:4.0%} {text}"),
            )
        except BadAreaFile as bad:
            raise CommandError("\n".join(bad.sentences())) from None
        for note in loaded.notes():
            self.stdout.write(note)
        self.stdout.write(
            f"{loaded.areas} gebieden, {loaded.figures} cijfers en {loaded.boundaries} grenzen geladen."
        )
