"""An e-mail address as someone typed it: one address that mail can be sent to, or a sentence why not."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

LONGEST = 254


def mail_address(typed: str) -> str:
    """Return the address as we keep it; refuse what is not exactly one address."""
    text = typed.strip()
    fault = _fault(text)
    if fault:
        raise ValidationError(fault)
    return text.lower()


def _fault(text: str) -> str:
    if not text:
        return _("We missen het e-mailadres.")
    if not text.isprintable():
        return _("Een e-mailadres staat op één regel. Haal de regeleinden en vreemde tekens weg.")
    if any(sign in text for sign in '<>"'):
        return _("Vul alleen het adres in, zonder naam en haakjes. Bijvoorbeeld: anne@voorbeeld.nl.")
    if any(sign in text for sign in ",; ") or text.count("@") > 1:
        return _("Vul één e-mailadres in, zonder spaties. Nodig meer mensen één voor één uit.")
    try:
        validate_email(text)
    except ValidationError:
        return _("“{text}” is geen e-mailadres. Het ziet eruit als anne@voorbeeld.nl.").format(text=text[:80])
    if len(text) > LONGEST:
        return _("Dit e-mailadres is te lang. Kijk het na.")
    return ""
