"""What a statement may look like: short, plain text that says one thing and hides nothing."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from gebiedstafel.ui.plain_words import one_line

SHORTEST, LONGEST = 5, 160
MOST_AT_ONCE = 500
MOST_IN_A_ROUND = 2000
MARKS = ("• ", "* ", "- ", "– ")
NUMBERED = re.compile(r"^\d{1,3}[.)]\s+")


def fault_in(text: str) -> str | None:
    """Return what is wrong with a text of one line, as a sentence with what would help; None when right."""
    if not text:
        return _("Er staat nog niets. Schrijf één zin waar iemand het mee eens of oneens kan zijn.")
    if len(text) > LONGEST:
        return _(
            "Dit zijn {count} tekens. Een stelling is hooguit {most} tekens. Zeg één ding tegelijk."
        ).format(count=len(text), most=LONGEST)
    if len(text) < SHORTEST or not any(sign.isalpha() for sign in text):
        return _("Schrijf een hele zin waar iemand het mee eens of oneens kan zijn.")
    return None


def lines_of(pasted: str) -> list[str]:
    """Return the statements in pasted text, one a line, without what lists put in front."""
    lines = [one_line(line) for line in pasted.splitlines()]
    return [line for line in (_unmarked(line) for line in lines) if line]


def _unmarked(line: str) -> str:
    for mark in MARKS:
        line = line.removeprefix(mark)
    return NUMBERED.sub("", line).strip()


def faults_in(lines: list[str]) -> list[str]:
    """Return everything that is wrong with so many lines, each with its number."""
    if not lines:
        return [_("Plak hier uw stellingen, elke stelling op een eigen regel.")]
    if len(lines) > MOST_AT_ONCE:
        return [
            _("Dit zijn {count} regels. Plak er hooguit {most} tegelijk.").format(
                count=len(lines), most=MOST_AT_ONCE
            )
        ]
    found = [(number, fault_in(line)) for number, line in enumerate(lines, 1)]
    return [
        _("Regel {number}: {fault}").format(number=number, fault=fault) for number, fault in found if fault
    ]
