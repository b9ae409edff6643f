"""What nobody filled in yet, as questions: each says which answer it holds back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.entries import NAMES, find_entry, name_of
from gebiedstafel.exchange.unknowns import unknown_values


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """A row of the table, and the questions about it that nobody answered."""

    kind: str
    key: str
    name: str
    questions: tuple[str, ...]

    @property
    def note(self) -> str:
        """The questions as one text."""
        return " ".join(self.questions)


def open_answers(document: Mapping[str, Any], kinds: Collection[str] = tuple(NAMES)) -> list[OpenAnswer]:
    """Return per row of these kinds what is unknown, in the order of the document."""
    found: dict[tuple[str, str], list[str]] = {}
    for unknown in unknown_values(document):
        if unknown.kind in kinds:
            challenge = find_entry(document, "challenges", unknown.challenge) or {}
            question = question_about(unknown.kind, unknown.code)
            told = question.format(challenge=challenge.get("title", unknown.challenge))
            found.setdefault((unknown.kind, unknown.id), []).append(told)
    return [
        OpenAnswer(kind, key, name_of(kind, find_entry(document, kind, key) or {"id": key}), tuple(questions))
        for (kind, key), questions in found.items()
    ]


def question_about(kind: str, code: str) -> str:
    """Return what is asked about one unknown value, and what is not known for want of it."""
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
