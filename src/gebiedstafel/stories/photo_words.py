"""Why a photo cannot come along, in words for who chose it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gebiedstafel.exchange.photos import LARGEST_BYTES, MOST_PIXELS, Reason


def why_no_photo(reason: Reason) -> str:
    """Return what is the matter with the file and what would help."""
    return {
        Reason.TOO_LARGE: _(
            "Deze foto is groter dan {most} MB. Kies een kleinere, of maak er een nieuwe."
        ).format(most=LARGEST_BYTES // (1024 * 1024)),
        Reason.UNKNOWN: _("Dit bestand is geen foto die wij kunnen lezen. Kies een jpg, png of webp."),
        Reason.BROKEN: _("Deze foto is beschadigd. Maak of kies een andere."),
        Reason.TOO_MANY_PIXELS: _(
            "Deze foto heeft meer dan {most} miljoen beeldpunten. Zet uw camera op een kleinere maat, of"
            " knip een stuk uit."
        ).format(most=MOST_PIXELS // 1_000_000),
        Reason.TOO_SMALL: _("Deze foto is te klein om iets op te zien. Kies een andere."),
    }[reason]
