"""What the table does not know yet, and which answer that holds back."""

from __future__ import annotations

from dataclasses import dataclass

from gebiedstafel.engines.connect import check
from gebiedstafel.engines.connect.plan import Severity
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.exchange.unknowns import Unknown, unknown_values
from gebiedstafel.means.open_answers import question_about

from .reading import Reading


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something nobody filled in: about what, and what the plan cannot say for want of it."""

    about: str
    blocks: str


def open_questions(reading: Reading) -> tuple[OpenQuestion, ...]:
    """Return what is unknown, in the order of the table's file, then what stands out in its data."""
    unknown = [_question(reading, each) for each in unknown_values(reading.table)]
    return tuple(dict.fromkeys([*unknown, *_warnings(reading)]))


def _question(reading: Reading, unknown: Unknown) -> OpenQuestion:
    names = {
        "parties": reading.party,
        "measures": reading.title,
        "bundles": reading.title,
        "money_flows": reading.flow,
    }
    words = question_about(unknown.kind, unknown.code)
    challenge = reading.challenge(unknown.challenge) if unknown.challenge else ""
    return OpenQuestion(names[unknown.kind](unknown.id), words.format(challenge=challenge))


def _warnings(reading: Reading) -> list[OpenQuestion]:
    """What the engine notices about the data, unless it stands with a measure that is left out."""
    return [
        OpenQuestion("", reading.said(issue))
        for issue in check(problem_of(reading.table))
        if issue.severity is Severity.WARNING and issue.facts.get("measure") not in reading.reasons
    ]
