"""A photo that someone sends, drawn anew: what comes out has its pixels and nothing else of the file.

Where a camera stood, when, whose it is and whatever lies behind the picture in the file are not taken
over, for nothing is copied but colours. What comes out is always a JPEG.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageOps, UnidentifiedImageError

#: What is read of a file at most, in bytes, and of a picture, in pixels: a small file can unpack to much.
LARGEST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
#: The longest side of what is kept, in pixels.
LONGEST_SIDE = 1600
#: Kinds that are read. Every other reader of the library stays shut.
KINDS = ("JPEG", "PNG", "WEBP")
QUALITY = 82
#: Narrower or lower than this is no photo, but a line or a spot.
SMALLEST_SIDE = 16


class Reason(StrEnum):
    """Why a file cannot be taken in as a photo."""

    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"


class BadPhoto(ValueError):
    """This file cannot be taken in as a photo."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it is kept: a JPEG and its size in pixels."""

    content: bytes
    width: int
    height: int


def redrawn(content: bytes) -> Photo:
    """Return the picture in a file, upright, at most `LONGEST_SIDE` long, without anything else of the file.

    Raises `BadPhoto` for what is too large, of another kind, broken, or would unpack to too much.
    """
    if len(content) > LARGEST_BYTES:
        raise BadPhoto(Reason.TOO_LARGE)
    return _drawn(_upright(_opened(content)))


def _opened(content: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=KINDS)
    except UnidentifiedImageError:
        raise BadPhoto(Reason.UNKNOWN) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        # It warns of much, where warnings are errors, and refuses what is more; we count for ourselves below.
        raise BadPhoto(Reason.TOO_MANY_PIXELS) from None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError):
        raise BadPhoto(Reason.BROKEN) from None
    if picture.width * picture.height > MOST_PIXELS:
        raise BadPhoto(Reason.TOO_MANY_PIXELS)
    if min(picture.size) < SMALLEST_SIDE:
        raise BadPhoto(Reason.TOO_SMALL)
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    """Return it small and as it was held, for the mark of how it was held does not come along."""
    try:
        # A JPEG unpacks at once to near the size that is kept: less memory for a large one.
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        turned = ImageOps.exif_transpose(picture)
    except Exception:
        # Whatever a broken file does to the library, it is the file that is broken: EXIF of any shape
        # raises errors of many kinds, and none of them may become a fault of ours.
        raise BadPhoto(Reason.BROKEN) from None
    return turned


def _drawn(picture: Image.Image) -> Photo:
    """Put the colours, and only those, on a white sheet of our own."""
    layer = picture.convert("RGBA")
    sheet = Image.new("RGB", layer.size, "white")
    sheet.paste(layer, mask=layer.getchannel("A"))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Photo(out.getvalue(), *sheet.size)
