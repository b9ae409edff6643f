"""The command groups: who votes alike, and what they share."""

from __future__ import annotations

import argparse
import json
from typing import Any

from ..exchange.named_files import read_named
from .command import DONE, add


def add_commands(commands: Any) -> None:
    """Make this command known."""
    groups = add(commands, "groups", _groups, "find who votes alike, and what they share")
    groups.add_argument("votes", metavar="VOTES.csv", help="votes of an export, - for standard input")
    groups.add_argument("--comments", metavar="COMMENTS.csv", help="which statements were rejected or meta")
    groups.add_argument("--json", action="store_true", help="print the groups as JSON")
    groups.add_argument("--members", action="store_true", help="also who is in which group")
    groups.add_argument("--polis", action="store_true", help="by the recipe of Polis instead of ours")
    groups.add_argument(
        "--history",
        action="store_true",
        help="as --polis, with clusters that grow vote by vote as they did there; slower",
    )


def _groups(options: argparse.Namespace) -> int:
    from ..exchange import groups_file, groups_words
    from ..exchange.polis import check_statements, read_comments
    from ..exchange.polis_rows import MOST_BYTES

    votes = groups_file.votes_in(read_named(options.votes, MOST_BYTES), options.votes)
    comments = read_comments(read_named(options.comments), options.comments) if options.comments else ()
    if comments:
        check_statements(votes, comments, options.votes)
    if options.polis or options.history:
        polis = groups_file.polis_map_of(votes, comments, from_history=options.history)
        found = groups_file.polis_to_json(polis, members=options.members)
        words = groups_words.polis_in_words(polis, options.language)
    else:
        opinions = groups_file.map_of(votes, comments)
        found = groups_file.map_to_json(opinions, members=options.members)
        words = groups_words.map_in_words(opinions, options.language)
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.json else "\n".join(words))
    return DONE
