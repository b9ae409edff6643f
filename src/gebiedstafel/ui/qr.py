"""Something a phone reads, as a QR code drawn into the page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str) -> SafeString:
    """Return an SVG of dark squares on white, with a quiet edge, that grows with its place."""
    drawing = segno.make(address, error="m", micro=False)
    # What goes in is squares alone: the address does not stand in the drawing.
    return mark_safe(drawing.svg_inline(border=4, light="white", omitsize=True, svgclass="gt-qr"))  # noqa: S308
