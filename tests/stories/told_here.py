"""What tests of stories begin with: a table with an open box, people, and files of photos."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.photos import redrawn
from gebiedstafel.means.table_import import load_table
from gebiedstafel.stories.actions import ask_readers, open_box, tell_story
from gebiedstafel.tables.models import Seat
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_table():
    return load_table(small_table(), by=Person.objects.create_user("voorzitter"), at=NOON)


def chair_of(table):
    return table.seats.get(role=Seat.Role.CHAIR)


def a_box(table):
    return open_box(table, by=chair_of(table), at=NOON)


def a_seat(table, role, party=None, name=""):
    person = Person.objects.create_user(name or role)
    held = table.parties.get(key=party) if party else None
    return Seat.objects.create(table=table, role=role, party=held, person=person)


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
