"""Why a sentence with a signal is not taken in: what the guard stops, and what would help."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gebiedstafel.exchange.free_text_guard import Reason

#: What the guard stops, in words that say what would help.
SENTENCES: dict[str, str | Promise] = {
    Reason.BSN: _("Dit lijkt een burgerservicenummer. Laat het weg."),
    Reason.PHONE: _("Dit lijkt een telefoonnummer. Laat het weg."),
    Reason.LONG_NUMBER: _("Hier staat een lang nummer. Laat het weg."),
    Reason.MAIL: _("Dit lijkt een e-mailadres. Laat het weg."),
    Reason.IBAN: _("Dit lijkt een rekeningnummer. Laat het weg."),
    Reason.HOUSE_NUMBER: _("Dit lijkt een huisnummer. Noem alleen de straat."),
    Reason.POSTCODE: _("Dit lijkt een postcode. Noem alleen de buurt."),
    Reason.NAME: _(
        "Dit lijkt een naam, of iemand die u met mevrouw of meneer noemt. Schrijf over wat u vaker ziet."
    ),
    Reason.AGE: _("Dit lijkt de leeftijd of geboortedag van één persoon. Laat die weg."),
    Reason.KIN: _("Hieraan is iemand te herkennen door familie. Laat dat weg."),
    Reason.SMALL_GROUP: _(
        "Dit gaat over een kleine groep. Vul het aantal hierboven in, en schrijf wat u vaker ziet."
    ),
    Reason.ONE_PERSON: _("Dit lijkt over één persoon te gaan. Schrijf over wat u vaker ziet."),
    Reason.HANDLE: _("Dit lijkt een account of webadres. Laat het weg."),
    Reason.PLATE: _("Dit lijkt een kenteken. Laat het weg."),
    Reason.UNREADABLE: _("Hier staan tekens die wij niet kunnen nakijken. Schrijf in gewone letters."),
}


def sentences(reasons: Sequence[Reason]) -> list[str]:
    """Return why a text was stopped, in sentences."""
    return [str(SENTENCES[reason]) for reason in reasons]
