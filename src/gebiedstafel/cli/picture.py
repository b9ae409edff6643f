"""The command picture: the figures of one area beside comparable ones."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from ..exchange.faults import BadFile
from ..exchange.named_files import cannot_open
from .command import DONE, add


def add_commands(commands: Any) -> None:
    """Make this command known."""
    picture = add(commands, "picture", _picture, "the figures of one area beside comparable ones")
    picture.add_argument("figures", nargs="+", type=Path, metavar="FIGURES.csv")
    picture.add_argument("--boundaries", type=Path, metavar="AREAS.geojson")
    picture.add_argument("--area", required=True, metavar="CODE")
    picture.add_argument("--json", action="store_true", help="print as JSON (the only form for now)")


def _picture(options: argparse.Namespace) -> int:
    from ..exchange.picture import picture

    try:
        found = picture(options.figures, options.boundaries, options.area)
    except OSError as error:
        raise BadFile((cannot_open(str(error.filename or ""), error),)) from None
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return DONE
