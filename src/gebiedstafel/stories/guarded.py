"""What in a story could point at a person: the teller is asked to write it otherwise, a reader is warned.

What never helps a story, such as a telephone number, stops it. What may be a story's heart, such as one's
own mother, is asked about once; then a reader decides, who sees the same warning. Of a text that is not
sent on nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gebiedstafel.exchange.free_text_guard import Reason, refusals

#: What a story never needs.
NEVER = frozenset(
    {
        Reason.BSN,
        Reason.PHONE,
        Reason.LONG_NUMBER,
        Reason.MAIL,
        Reason.IBAN,
        Reason.HOUSE_NUMBER,
        Reason.POSTCODE,
        Reason.HANDLE,
        Reason.PLATE,
        Reason.UNREADABLE,
    }
)


def stopped_by(text: str, places: Iterable[str]) -> list[str]:
    """Return in words what must go out of a text before it can be told; empty when nothing must."""
    return [_words(one) for one in refusals(text, places=places) if one in NEVER]


def asked_about(text: str, places: Iterable[str]) -> list[str]:
    """Return in words what somebody should look at once more; empty when nothing stands out."""
    return [_words(one) for one in refusals(text, places=places) if one not in NEVER]


def _words(reason: Reason) -> str:
    return {
        Reason.BSN: _("Dit lijkt een burgerservicenummer. Haal het weg."),
        Reason.PHONE: _("Dit lijkt een telefoonnummer. Haal het weg."),
        Reason.LONG_NUMBER: _("Er staat een lang nummer in. Haal het weg."),
        Reason.MAIL: _("Dit lijkt een mailadres. Haal het weg."),
        Reason.IBAN: _("Dit lijkt een rekeningnummer. Haal het weg."),
        Reason.HOUSE_NUMBER: _("Dit lijkt een huisnummer. Noem alleen de straat."),
        Reason.POSTCODE: _("Dit lijkt een postcode. Noem alleen de straat of de buurt."),
        Reason.NAME: _("Er lijkt een naam in te staan. Zeg liever ‘mijn buurman’ of ‘iemand’."),
        Reason.AGE: _("Er staat een leeftijd of geboortedag in. Is dat nodig?"),
        Reason.KIN: _("Er staat wie familie is van wie. Daaraan herkennen buren iemand."),
        Reason.SMALL_GROUP: _("Dit gaat over een klein groepje. Zijn die mensen te herkennen?"),
        Reason.ONE_PERSON: _("Dit gaat over één persoon. Is die te herkennen?"),
        Reason.HANDLE: _("Dit lijkt een naam op sociale media. Haal hem weg."),
        Reason.PLATE: _("Dit lijkt een kenteken. Haal het weg."),
        Reason.UNREADABLE: _("Er staan tekens in die wij niet kunnen lezen. Schrijf in gewone letters."),
    }[reason]
