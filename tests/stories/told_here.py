"""What tests of stories begin with: an open box, a reader, a story, and files of photos."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gebiedstafel.exchange.photos import redrawn
from gebiedstafel.stories.actions import ask_readers, open_box, tell_story
from tests.tables.own_tables import a_seat, chair_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_box(table):
    return open_box(table, by=chair_of(table), at=NOON)


def a_reader(table):
    """Another seat that the chair asked to read along."""
    seat = a_seat(table, "member", "buren", "meelezer")
    ask_readers(table, [seat.pk], by=chair_of(table), at=NOON)
    return seat


def a_jpeg(size=(80, 60), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG", **more)
    return out.getvalue()


def a_file(content=None, name="foto.jpg"):
    return SimpleUploadedFile(name, a_jpeg() if content is None else content, "image/jpeg")


def tell(box, text="De lamp bij de vijver is al weken stuk.", *, circle="table", photo=False, **more):
    drawn = redrawn(a_jpeg()) if photo else None
    return tell_story(box, text=text, circle=circle, photo=drawn, at=NOON, **more)
