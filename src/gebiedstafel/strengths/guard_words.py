"""Why a line of a strength is not taken in: what in it could point at a person, and what would help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gebiedstafel.exchange.free_text_guard import Reason, refusals

Words = str | Promise

NUMBER = _("Hier staat een nummer dat van iemand kan zijn. Laat het weg.")
ONLINE = _("Hier staat hoe iemand te bereiken is. Laat het weg; wie het wil gebruiken, vraagt het de tafel.")
HOME = _("Dit lijkt op een adres. Noem alleen de straat of de naam van de plek.")
PERSON = _("Dit lijkt over een persoon te gaan. Noem een organisatie of een plek.")
WORDS: Mapping[Reason, Words] = {
    Reason.BSN: NUMBER,
    Reason.LONG_NUMBER: NUMBER,
    Reason.IBAN: NUMBER,
    Reason.PLATE: NUMBER,
    Reason.PHONE: ONLINE,
    Reason.MAIL: ONLINE,
    Reason.HANDLE: ONLINE,
    Reason.HOUSE_NUMBER: HOME,
    Reason.POSTCODE: HOME,
    Reason.UNREADABLE: _("Hier staan tekens die we niet kunnen lezen. Typ het met gewone letters."),
}
#: Chairs are counted, and children's ages named: in these lines that points at nobody.
COUNTS = {"capacity", "available"}
ABOUT_COUNTS = {Reason.SMALL_GROUP, Reason.AGE}


def guarded(name: str, text: str, places: Iterable[str]) -> Words:
    """Return why this line is not taken in; empty when it points at nobody. Nothing of it is kept."""
    for reason in refusals(text, places=places):
        if name not in COUNTS or reason not in ABOUT_COUNTS:
            return WORDS.get(reason, PERSON)
    return ""
