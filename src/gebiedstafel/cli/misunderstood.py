"""What is said when a command was not understood: Dutch, unless English was asked for."""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Sequence
from typing import NoReturn

from .command import WRONG_USE

#: What argparse and our own readers of options say, and the same in Dutch.
DUTCH = (
    (r"the following arguments are required: (.+)", r"dit ontbreekt nog: \1"),
    (r"unrecognized arguments: (.+)", r"dit kennen wij niet: \1"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"\1: kies uit \3, niet \2"),
    (r"argument (\S+): invalid (?:int|count) value: (.+)", r"\1: \2 is geen heel getal"),
    (r"argument (\S+): invalid share value: (.+)", r"\1: \2 is geen getal"),
    (r"argument (\S+): at least 1", r"\1: minstens 1"),
    (r"argument (\S+): a gap lies .+", r"\1: een getal van 0 tot 1, zoals 0.005"),
    (r"argument (\S+): a day, such as (.+)", r"\1: een dag, zoals \2"),
    (r"argument (\S+): a year from (\d+) to (\d+), .+", r"\1: een jaar van \2 tot en met \3, zoals 2024"),
    (r"argument (\S+): expected one argument", r"\1: hierachter hoort één waarde"),
    (r"argument (\S+): expected at least one argument", r"\1: hierachter hoort minstens één waarde"),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1: hierbij hoort geen waarde, zoals \2"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 kan dit zijn: \2. Schrijf de optie voluit"),
)


class Parser(argparse.ArgumentParser):
    """Reads the words of a command, and says in the language asked for what it does not understand."""

    language = "nl"

    def error(self, message: str) -> NoReturn:
        """Say what was not understood on standard error, and end."""
        usage, word = self.format_usage(), "error"
        if self.language == "nl":
            usage, word, message = usage.replace("usage:", "gebruik:", 1), "fout", in_dutch(message)
        self.exit(WRONG_USE, f"{usage}{self.prog}: {word}: {message}\n")


def in_dutch(message: str) -> str:
    """The same in Dutch; what nobody foresaw stays as it is."""
    for english, dutch in DUTCH:
        found = re.fullmatch(english, message, re.DOTALL)
        if found:
            return found.expand(dutch)
    return message


def language_of(words: Sequence[str]) -> str:
    """The language asked for, also in words that are not understood otherwise."""
    asked = [after for word, after in itertools.pairwise(words) if word == "--language"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--language=")]
    return "en" if asked and asked[-1] == "en" else "nl"
