"""What someone may write: plain text of a bearable length, without signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.ui.refusals import Refused

LONGEST = 1000
#: What a box of a form says that holds more than fits; the counts are filled in by the form.
BOX_TOO_LONG = gettext_lazy("Dit zijn %(show_value)d tekens. Hier passen er %(limit_value)d. Zeg het korter.")
#: Signs that turn the reading direction around for what follows, and others that nobody sees.
HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]")


def plain(text: str) -> str:
    """Return the text without signs that nobody sees and without broken ones; its lines stay lines."""
    whole = unicodedata.normalize("NFC", HIDDEN.sub("", text.encode("utf-8", "ignore").decode()))
    lines = (
        " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in line).split())
        for line in whole.splitlines()
    )
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return the text on one line, without signs that nobody sees and without broken ones."""
    return " ".join(plain(text).split())


def too_long(text: str, most: int) -> str:
    """Return in words that a text is longer than `most` signs and what helps; nothing when it fits."""
    if len(text) <= most:
        return ""
    return _("Dit zijn {count} tekens. Hier passen er {most}. Zeg het korter.").format(
        count=len(text), most=most
    )


def check_fits(text: str, most: int) -> None:
    """Refuse a text that is longer than `most` signs."""
    if why := too_long(text, most):
        raise Refused(why)


def written(text: str, most: int = LONGEST, *, missing: str = "") -> str:
    """Return the text as it is kept, or refuse what says nothing or is longer than `most` signs.

    Where one thing is asked, `missing` says what to write, and nobody is told to bring it in two.
    """
    found = plain(text)
    if not any(sign.isalpha() for sign in found):
        raise Refused(missing or _("Er staat nog niets. Schrijf in een paar zinnen wat u bedoelt."))
    if why := too_long(found, most):
        raise Refused(why if missing else why + " " + _("Of breng het in twee keer."))
    return found
