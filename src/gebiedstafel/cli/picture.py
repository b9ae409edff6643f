"""The command picture: the figures of one area beside comparable ones."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from ..exchange.among import Among
from ..exchange.faults import BadFile
from ..exchange.named_files import cannot_open
from .command import DONE, add, tell


def add_commands(commands: Any) -> None:
    """Make this command known."""
    picture = add(commands, "picture", _picture, "the figures of one area beside comparable ones")
    picture.add_argument("figures", nargs="+", type=Path, metavar="FIGURES.csv")
    picture.add_argument("--boundaries", type=Path, metavar="AREAS.geojson")
    picture.add_argument("--area", required=True, metavar="CODE")
    picture.add_argument("--year", type=_year, metavar="YEAR", help="of files that do not say theirs")
    picture.add_argument(
        "--municipality",
        default="",
        metavar="CODE",
        help="whose buurten the names are in files without codes; another file gives their codes",
    )
    picture.add_argument(
        "--compared-with",
        choices=[one.value for one in Among],
        default=Among.URBAN.value,
        help="areas as urban, in the country, or in the same municipality (default: stedelijk)",
    )
    picture.add_argument("--json", action="store_true", help="print all figures and places as JSON")


def _year(word: str) -> int:
    """Read a year."""
    from ..exchange.former_codes import EARLIEST, LATEST

    if not (word.isascii() and word.isdecimal() and EARLIEST <= int(word) <= LATEST):
        raise argparse.ArgumentTypeError(f"a year from {EARLIEST} to {LATEST}, such as 2024")
    return int(word)


def _picture(options: argparse.Namespace) -> int:
    from ..exchange.picture import picture
    from ..exchange.picture_files import Asked
    from ..exchange.picture_words import picture_sentences
    from ..exchange.read_notes import as_sentences

    try:
        found = picture(
            options.figures,
            options.boundaries,
            options.area,
            Among(options.compared_with),
            Asked(options.year, options.municipality),
        )
    except OSError as error:
        raise BadFile((cannot_open(str(error.filename or ""), error),)) from None
    tell(as_sentences(found["read"]), options.language)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(picture_sentences(found, options.language)))
    return DONE
