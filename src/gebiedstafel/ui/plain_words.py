"""What someone may write: plain text of a bearable length, without signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import Refused

LONGEST = 1000
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


def written(text: str, most: int = LONGEST) -> str:
    """Return the text as it is kept, or refuse what says nothing or is longer than `most` signs."""
    found = plain(text)
    if not any(sign.isalpha() for sign in found):
        raise Refused(_("Er staat nog niets. Schrijf in een paar zinnen wat u bedoelt."))
    if len(found) > most:
        raise Refused(
            _(
                "Dit zijn {count} tekens. Hier passen er {most}. Zeg het korter, of breng het in twee keer."
            ).format(count=len(found), most=most)
        )
    return found
