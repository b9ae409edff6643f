"""Of a photo that is sent only the picture stays."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from gebiedstafel.exchange.photos import LARGEST_BYTES, LONGEST_SIDE, BadPhoto, Reason, redrawn

GPS, ORIENTATION, MAKER, BY = 0x8825, 0x0112, 0x010F, 0x013B
TURNED_RIGHT = 6


def a_file(size=(60, 40), kind="JPEG", colour="red", **more):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def with_marks(**more):
    exif = Image.Exif()
    exif[MAKER], exif[BY] = "Toestel 3000", "Iemand van hier"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 22.0, 11.5), 3: "E", 4: (4.0, 53.0, 2.5)})
    for tag, value in more.items():
        exif[int(tag.removeprefix("tag"))] = value
    return a_file(exif=exif.tobytes())


def opened(photo):
    return Image.open(io.BytesIO(photo.content))


def reason_of(content):
    with pytest.raises(BadPhoto) as refused:
        redrawn(content)
    return refused.value.reason


def test_where_a_photo_was_taken_and_by_whom_does_not_come_along():
    sent = with_marks()
    assert dict(Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS))
    assert b"Iemand van hier" in sent

    photo = redrawn(sent)

    assert not dict(opened(photo).getexif())
    assert not [name for name in opened(photo).info if name not in ("jfif", "jfif_version", "jfif_unit",
                "jfif_density", "progressive", "progression")]  # fmt: skip
    assert b"Exif" not in photo.content
    assert b"Iemand van hier" not in photo.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_words_in_other_kinds_of_file_do_not_come_along_either(kind):
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "Iemand van hier")
    words.add_itxt("XML:com.adobe.xmp", "Iemand van hier")
    more = {"pnginfo": words} if kind == "PNG" else {"xmp": b"<x>Iemand van hier</x>"}
    sent = a_file(kind=kind, **more)
    assert b"Iemand van hier" in sent or kind == "PNG"

    photo = redrawn(sent)

    assert opened(photo).format == "JPEG"
    assert b"Iemand van hier" not in photo.content


def test_a_photo_that_was_held_sideways_stands_upright():
    out = io.BytesIO()
    half = Image.new("RGB", (80, 40), "white")
    half.paste("black", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_RIGHT
    half.save(out, "JPEG", exif=exif.tobytes(), quality=95)

    picture = opened(redrawn(out.getvalue())).convert("L")

    assert picture.size == (40, 80)
    assert picture.getpixel((20, 10)) < 40
    assert picture.getpixel((20, 70)) > 215


def test_a_large_photo_becomes_smaller_and_a_small_one_stays():
    assert (redrawn(a_file((4000, 3000))).width, redrawn(a_file((4000, 3000))).height) == (1600, 1200)
    assert redrawn(a_file((90, 50))).width == 90
    assert LONGEST_SIDE == 1600


def test_what_is_see_through_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(redrawn(out.getvalue())).getpixel((20, 20)) == (255, 255, 255)


def test_what_lies_behind_the_picture_in_a_file_is_left_behind():
    photo = redrawn(a_file() + b"PK\x03\x04<script>alert(1)</script>")

    assert b"script" not in photo.content
    assert b"PK\x03\x04" not in photo.content


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM"])
def test_other_kinds_are_not_read(kind):
    assert reason_of(a_file(kind=kind)) == Reason.UNKNOWN


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\0" * 99]
)
def test_what_is_no_photo_is_refused(content):
    assert reason_of(content) == Reason.UNKNOWN


def test_a_photo_that_was_cut_off_is_refused():
    whole = a_file((400, 300))

    assert reason_of(whole[: len(whole) // 2]) == Reason.BROKEN


def test_a_file_that_is_too_large_is_not_read_at_all():
    assert reason_of(b"\xff" * (LARGEST_BYTES + 1)) == Reason.TOO_LARGE


def a_bomb(width, height):
    """A PNG of a few bytes that says it is very large."""

    def piece(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + piece(b"IHDR", head)
        + piece(b"IDAT", zlib.compress(b"\0" * 99))
        + piece(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(8000, 8000), (60_000, 60_000), (2_000_000_000, 2)])
def test_what_would_unpack_to_too_much_is_refused_before_it_does(size):
    assert reason_of(a_bomb(*size)) in (Reason.TOO_MANY_PIXELS, Reason.TOO_SMALL)


def test_a_line_is_no_photo():
    assert reason_of(a_file((500, 3))) == Reason.TOO_SMALL


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_done_to_a_file_it_is_a_photo_or_refused_in_words(data):
    whole = bytearray(data.draw(st.sampled_from([with_marks(), a_file(kind="PNG"), a_file(kind="WEBP")])))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    sent = bytes(whole[: data.draw(st.integers(0, len(whole)))])

    with suppress(BadPhoto):
        assert opened(redrawn(sent)).format == "JPEG"
