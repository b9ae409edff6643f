"""The command areas fetch: figures and boundaries of one municipality from the open services."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .command import DONE, NOT_FETCHED, STOPPED, Progressing, add, say, tell

if TYPE_CHECKING:
    from ..exchange.open_data.sources_file import Fetched

KEPT = ".opgehaald"


def add_commands(commands: Any) -> None:
    """Make this command known."""
    about = "figures and boundaries of municipalities, wijken and buurten"
    areas = commands.add_parser("areas", help=about, description=about)
    deeds = areas.add_subparsers(title="commands", required=True, metavar="COMMAND")
    fetch = add(deeds, "fetch", _fetch, "fetch those of one municipality from CBS, RIVM, police and PDOK")
    fetch.add_argument("municipality", metavar="MUNICIPALITY", help="a code or name: GM0439, Purmerend; NL")
    fetch.add_argument("--to", type=Path, metavar="FOLDER", help="default: a folder with the name typed")
    fetch.add_argument("--without", action="append", default=[], metavar="SOURCE", help="leave a source out")
    fetch.add_argument("--tables", type=Path, metavar="FILE.yaml", help="other services and tables than ours")
    fetch.add_argument("--json", action="store_true", help="print what was fetched as JSON")


def _fetch(options: argparse.Namespace) -> int:
    from ..exchange.open_data.asking import Asker
    from ..exchange.open_data.catalogue import catalogue_of
    from ..exchange.open_data.faults import NotFetched, Stopped
    from ..exchange.open_data.fetching import fetch_areas
    from ..exchange.open_data.kept import Kept

    catalogue = catalogue_of(options.tables)
    folder: Path = options.to or Path(options.municipality.strip().replace("/", "-") or "gebieden")
    try:
        with Progressing(sys.stderr, options.language) as progress:

            def told(share: float, words: tuple[str, str]) -> None:
                progress.tell(f"{share:4.0%} {say(*words, options.language)}")

            with Asker(
                Kept(folder / KEPT),
                now=lambda: datetime.now(UTC),
                stop=progress.asked,
                inward=catalogue.inward,
            ) as ask:
                found = fetch_areas(
                    options.municipality,
                    folder,
                    ask=ask,
                    catalogue=catalogue,
                    without=options.without,
                    tell=told,
                )
    except Stopped as stopped:
        tell(stopped.faults, options.language)
        return STOPPED
    except NotFetched as refused:
        tell(refused.faults, options.language)
        return NOT_FETCHED
    if options.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_in_words(found, folder, options.language)))
    return DONE


def _in_words(found: Fetched, folder: Path, language: str) -> list[str]:
    from ..exchange.indicators import known_indicators

    known = known_indicators()

    def named(figure: str) -> str:
        return say(known[figure].name, known[figure].name_en, language)

    lines = [f"{found.name} ({found.area}): {folder}"]
    for one in found.files:
        lines.append(f"  {one.file}: {one.name}, {one.table}, {one.licence}, {one.asked_at[:10]}")
        lines += [f"    {named(figure)}" for figure in one.figures]
    lines += [say(*words, language) for words in found.left_out]
    if found.missing:
        words = say("Deze cijfers heeft nog geen bron", "No source has these figures yet", language)
        lines.append(f"{words}: {'; '.join(named(figure) for figure in found.missing)}.")
    return lines
