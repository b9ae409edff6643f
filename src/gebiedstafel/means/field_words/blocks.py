"""What cannot be answered while a field is unknown: said beside the field, and on the page of the row."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BLOCKS: Mapping[tuple[str, str], str | Promise] = {
    ("parties", "hours"): _("Zolang dit onbekend is, rekent het plan geen uren van deze partij."),
    ("challenges", "urgency"): _("Zolang dit onbekend is, staat deze opgave onderaan."),
    ("challenges", "need_words"): _("Zolang dit onbekend is, zien anderen niet waarom dit nodig is."),
    ("money_flows", "budget"): _("Zolang dit onbekend is, betaalt deze geldstroom niets."),
    ("money_flows", "certainty"): _("Zolang dit onbekend is, telt het als mogelijk en betaalt het niet mee."),
    ("money_flows", "cost_types"): _("Zolang dit onbekend is, past deze geldstroom bij geen maatregel."),
    ("money_flows", "area"): _("Zolang dit onbekend is, past deze geldstroom bij geen maatregel."),
    ("money_flows", "certain_on"): _(
        "Zolang dit onbekend is, telt dit geld niet als geld dat op tijd meebetaalt."
    ),
    ("measures", "start"): _("Zolang dit onbekend is, staat het niet in de kalender en niet in het plan."),
    ("measures", "area"): _("Zolang dit onbekend is, weten we niet welk geld past."),
    ("measures", "themes"): _("Zolang dit onbekend is, weten we niet welk geld en welke uren passen."),
    ("measures", "costs"): _("Zolang dit onbekend is, komt de maatregel niet in het plan."),
    ("measures", "hours"): _(
        "Zolang dit onbekend is, vraagt het plan niemand om uren: het kan te krap zijn."
    ),
    ("measures", "leads"): _("Zolang niemand aanbiedt te trekken, komt de maatregel niet in het plan."),
    ("bundles", "measures"): _("Zolang dit onbekend is, telt dit samen werken niet mee."),
    ("bundles", "saving_per_extra"): _("Zolang dit onbekend is, bespaart het niets in het plan."),
}


def blocks(kind: str, name: str) -> str:
    """Return what an unknown field blocks; nothing where it blocks nothing."""
    return str(BLOCKS.get((kind, name), ""))
