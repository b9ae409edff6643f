"""What a participant reads when something did not go as they wanted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .counting import Counted

#: What the page of a refusal answers to a machine; what stands now is fine.
STATUS = {Counted.NOT_KNOWN: 403, Counted.NOT_OPEN: 409, Counted.NO_STATEMENT: 409, Counted.TOO_OFTEN: 409}


def told(result: Counted) -> str:
    """Return why a ballot does not stand, and what would help; empty when it does."""
    if result.stands:
        return ""
    return {
        Counted.STALE: _("U koos hier daarna al iets anders. Dat telt."),
        Counted.TOO_OFTEN: _("U veranderde deze stelling al vaak. Wat er nu staat, telt."),
        Counted.NOT_KNOWN: _(
            "Wij kennen u hier niet meer. Misschien ging u verder op een ander apparaat. Begin opnieuw, of"
            " gebruik de code van uw brief."
        ),
        Counted.NOT_OPEN: _("Dit gesprek is nu niet open. Wat u eerder koos, telt mee."),
        Counted.NO_STATEMENT: _("Deze stelling staat niet meer in het gesprek. Ga verder met de volgende."),
    }[result]


def why_not_in(reason: str) -> str:
    """Return why someone could not come in, and what would help."""
    return {
        "full": _("De zaal is vol: alle plaatsen zijn in gebruik. Vraag het aan wie de avond leidt."),
        "ended": _("Deze ingang is dicht: de avond is voorbij. Met de gewone link kunt u nog meedoen."),
        "crowded": _(
            "Vanaf dit internetadres doen vandaag al veel mensen mee."
            " Probeer het thuis of met mobiel internet."
        ),
        "codes": _("In dit gesprek doet iedereen mee met een code. Die staat op uw brief."),
        "not_open": _("Dit gesprek is nu niet open."),
    }.get(reason, _("Deze ingang bestaat niet. Kijk of de link klopt."))
