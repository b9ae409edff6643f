"""What the table does not know yet, and which answer that holds back."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect import check
from gebiedstafel.engines.connect.plan import Severity
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.exchange.unknowns import Unknown, unknown_values

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
    words = _words(unknown.kind, unknown.code)
    challenge = reading.challenge(unknown.challenge) if unknown.challenge else ""
    return OpenQuestion(names[unknown.kind](unknown.id), words.format(challenge=challenge))


def _words(kind: str, code: str) -> str:
    return {
        ("parties", "hours"): _(
            "Hoeveel uur kan deze partij geven? Nu vraagt het plan haar om geen enkel uur."
        ),
        ("measures", "costs"): _("Wat kost dit? Tot we dat weten, kan het niet in het plan."),
        ("measures", "hours"): _("Hoeveel uur vraagt dit? Nu weten we niet of de uren genoeg zijn."),
        ("measures", "leads"): _("Wie trekt dit? Zonder trekker komt het niet in het plan."),
        ("measures", "effect"): _("Helpt dit bij “{challenge}”? Nu telt het daar niet mee."),
        ("money_flows", "certainty"): _("Hoe zeker is dit geld? Nu betaalt het niets in het plan."),
        ("money_flows", "certain_on"): _(
            "Wanneer is dit geld zeker? Nu telt het niet mee als ander geld dat op tijd moet vastliggen."
        ),
        ("measures", "start"): _("In welk jaar kan dit? Tot we dat weten, kan het niet in het plan."),
        ("measures", "area"): _("Waar is dit? Tot we dat weten, kan het niet in het plan."),
        ("measures", "themes"): _("Bij welk thema hoort dit? Nu weten we niet welk geld past."),
        ("measures", "waits"): _("Dit wacht op een maatregel waarvan we te weinig weten."),
        ("money_flows", "cost_types"): _("Welke kosten mag dit geld betalen? Nu betaalt het niets."),
        ("money_flows", "area"): _("Waar mag dit geld worden uitgegeven? Nu betaalt het niets."),
        ("money_flows", "owner_class"): _("Wiens geld is dit? Nu betaalt het niets in het plan."),
        ("bundles", "measures"): _("Welke werken horen bij elkaar? Nu rekenen we er niet mee."),
        ("bundles", "saving_per_extra"): _("Wat scheelt samen werken? Nu rekenen we er niet mee."),
        ("money_flows", "budget"): _("Om hoeveel geld gaat het? Nu betaalt het niets in het plan."),
    }[kind, code]


def _warnings(reading: Reading) -> list[OpenQuestion]:
    """What the engine notices about the data, unless it stands with a measure that is left out."""
    return [
        OpenQuestion("", reading.said(issue))
        for issue in check(problem_of(reading.table))
        if issue.severity is Severity.WARNING and issue.facts.get("measure") not in reading.reasons
    ]
