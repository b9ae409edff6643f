"""The code that somebody takes home on paper: with it they come back to what they said."""

from __future__ import annotations

import re
import secrets

from .tokens import PLAIN_LETTERS, token_of_seed

#: Eighteen of thirty letters and digits: 88 bits, which nobody guesses.
SIGNS = 18
GROUP = 6


def new_code() -> str:
    """Return a code for on paper: letters and digits that nobody takes for another."""
    return "".join(secrets.choice(PLAIN_LETTERS) for _ in range(SIGNS))


def code_of_seed(seed: str) -> str:
    """Return the code that belongs to a seed, the same each time; without our key nobody makes it."""
    number, signs = int(token_of_seed(seed), 16), []
    for _ in range(SIGNS):
        number, place = divmod(number, len(PLAIN_LETTERS))
        signs.append(PLAIN_LETTERS[place])
    return "".join(signs)


def on_paper(code: str) -> str:
    """Return a code as it stands on paper: three groups of six."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP)).upper()


def read_code(text: str) -> str | None:
    """Return the code in what someone typed, however they spaced it; None when it cannot be one."""
    code = re.sub(r"[^0-9a-z]", "", text[:100].lower())
    fits = len(code) == SIGNS and all(sign in PLAIN_LETTERS for sign in code)
    return code if fits else None
