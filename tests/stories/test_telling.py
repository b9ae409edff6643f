"""Anyone tells a story without an account, and takes it back at any time by a link that only they have."""

import io
import logging
import re

import pytest
from django.urls import reverse
from PIL import Image

from gebiedstafel.accounts.paper_codes import on_paper, read_code
from gebiedstafel.accounts.slowing import MOST_BY_NETWORK
from gebiedstafel.exchange.circles import Circle
from gebiedstafel.exchange.themes import GROUPS, PLAIN, THEMES
from gebiedstafel.stories.actions import close_box, erase_story, take_back_story
from gebiedstafel.stories.models import Story, StoryPhoto
from gebiedstafel.stories.paper import type_over
from gebiedstafel.stories.published import stories_for
from gebiedstafel.stories.reading import refuse_story, show_story
from gebiedstafel.stories.views import PHOTOS_IN_AN_HOUR, TOLD_IN_AN_HOUR
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.stories.told_here import NOON, a_box, a_file, a_jpeg, tell
from tests.tables.own_tables import a_seat, a_table, chair_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return chair_of(table)


@pytest.fixture
def box(table):
    return a_box(table)


def send(client, box, **more):
    filled = {"text": "De lamp is stuk.", "area": "", "theme": "", "circle": "table", **more}
    return client.post(reverse("stories:tell", args=[box.address]), filled)


def read(client, address):
    return client.get(address).content.decode()


def test_a_story_is_told_followed_and_taken_back_without_an_account(client, box):
    answer = send(client, box, text="Ik loop om, want de lamp is stuk.", area="ST1", theme="VEI-BELE")
    own = answer["Location"]

    assert "Iemand van de tafel leest uw verhaal eerst." in read(client, own)
    assert "Esdoornlaan" in read(client, own)
    asked = client.get(own + "terug/")
    assert Story.objects.exists(), "looking takes nothing back: a mail scanner looks too"
    assert "overal meteen weg" in asked.content.decode()
    client.post(own + "terug/")

    assert not Story.objects.exists()
    assert client.get(own).status_code == 404


def test_a_resident_chooses_in_plain_words_and_everyone_reads_the_same_theme(client, box):
    page = read(client, reverse("stories:tell", args=[box.address]))
    send(client, box, text="De muur is zwart.", theme="WON-KWAL")

    assert '<option value="WON-KWAL">Vocht, schimmel of iets kapot in huis</option>' in page
    assert "Woningkwaliteit en onderhoud" not in page
    assert {*GROUPS, *THEMES} == set(PLAIN)
    assert Story.objects.get().themes == ["WON-KWAL"]


def test_a_link_is_kept_as_a_digest_alone_and_another_one_opens_nothing(client, box):
    story, link = tell(box)

    assert link not in str(Story.objects.filter(pk=story.pk).values().get())
    assert client.get(reverse("stories:follow", args=[box.address, link[:-1] + "x"])).status_code == 404
    assert client.get(reverse("stories:follow", args=["anders", link])).status_code == 404


def test_behind_a_link_of_what_was_taken_back_stands_the_same_as_behind_one_that_never_was(client, box):
    """Whoever finds a link learns nothing: not that a story was there, and not at which table."""
    _story, link = tell(box)
    own = reverse("stories:follow", args=[box.address, link])
    client.post(own + "terug/")
    client.get(own)  # reads the message that it is gone

    gone = client.get(own)
    never = client.get(reverse("stories:follow", args=[box.address, "nooit-geweest"]))
    nowhere = client.get(reverse("stories:follow", args=["anders", "nooit-geweest"]))

    words = [re.sub(r'value="[^"]*"', "", one.content.decode()) for one in (gone, never, nowhere)]
    assert words[0] == words[1] == words[2]
    assert "Achter deze link staat niets meer." in words[0]
    assert "Trok u uw verhaal terug? Dan is het weg." in words[0]
    assert "stoel" not in words[0]
    assert {one.status_code for one in (gone, never, nowhere, client.get(own + "terug/"))} == {404}


@pytest.mark.parametrize(
    "damaged", ["verhaal/{0}/volg/", "verhaal/{0}/vol/", "verhaal/{0}x/", "herkent/{0}/"]
)
def test_who_comes_by_a_damaged_address_reads_what_to_do_and_nothing_of_a_seat(client, box, damaged):
    answer = client.get("/" + damaged.format(box.address))

    words = answer.content.decode()
    assert answer.status_code == 404
    assert "Kopieer hem nog eens helemaal" in words
    assert "Vraag de voorzitter van de tafel" in words
    assert "stoel" not in words


def test_elsewhere_a_lost_page_still_speaks_of_seats_and_signing_in(client):
    words = client.get("/tafel/nergens/").content.decode()

    assert "niet voor uw stoel" in words
    assert "Kopieer hem" not in words


def test_a_link_is_written_in_no_log(client, box, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get(reverse("stories:follow", args=[box.address, "geheim-woord-dat-niet-klopt"]))

    assert "geheim-woord" not in caplog.text


def test_who_guesses_links_is_slowed(client, box):
    _story, link = tell(box)
    for number in range(MOST_BY_NETWORK):
        client.get(reverse("stories:follow", args=[box.address, f"gok-{number}"]))

    assert client.get(reverse("stories:follow", args=[box.address, link])).status_code == 429


def test_without_a_box_nobody_learns_that_the_table_exists_and_a_closed_one_takes_nothing(
    client, table, chair
):
    nowhere = client.get("/verhaal/beukenhof/")
    assert nowhere.status_code == 404
    assert "Kopieer hem nog eens helemaal" in nowhere.content.decode()
    box = a_box(table)
    _story, link = tell(box)

    close_box(table, by=chair, at=NOON)

    with pytest.raises(Refused):
        tell(box)
    assert client.get(reverse("stories:follow", args=[box.address, link])).status_code == 200
    page = read(client, reverse("stories:tell", args=[box.address]))
    assert "U kunt hier nu geen verhaal vertellen." in page


def test_what_a_bad_line_makes_someone_send_twice_is_told_once(client, box):
    page = client.get(reverse("stories:tell", args=[box.address]))
    once = page.context["form"]["once"].value()

    first, second = send(client, box, once=once), send(client, box, once=once)

    assert first["Location"] == second["Location"]
    assert Story.objects.count() == 1
    assert send(client, box, once=once[:-1] + "x")["Location"] != first["Location"]
    assert once not in str(list(Story.objects.values()))


def test_who_takes_a_story_back_and_then_sends_it_again_has_it_read_anew_by_the_same_link(client, box, chair):
    once = client.get(reverse("stories:tell", args=[box.address])).context["form"]["once"].value()
    own = send(client, box, once=once)["Location"]
    show_story(Story.objects.get(), by=chair, at=NOON)
    client.post(own + "terug/")

    assert send(client, box, once=once)["Location"] == own

    assert Story.objects.get().state == "waiting", "nobody sees it before a reader looked again"
    client.post(own + "terug/")
    assert not Story.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "!!!", "\u200b\u202e", "\ud800", "\x00", "a" * 1001])
def test_nothing_that_says_nothing_and_nothing_endless_is_taken_in(client, box, text):
    answer = send(client, box, text=text.encode("utf-8", "ignore").decode())

    assert answer.status_code == 400
    with pytest.raises(Refused):
        tell(box, text)
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("circle", "iedereen"),
        ("area", "WK9"),
        ("theme", "ONZIN"),
        ("once", "x" * 300),
        ("photo_words", "x" * 151),
    ],
)
def test_what_is_in_no_list_is_refused_in_words_and_nothing_typed_is_lost(client, box, field, value):
    answer = send(client, box, **{"text": "Dit blijft staan.", field: value})

    assert answer.status_code == 400
    assert "Dit blijft staan." in answer.content.decode()


def test_a_place_is_no_finer_than_the_table_knows_and_no_wider_than_the_wijk(box):
    assert tell(box, area="ST1")[0].area == "ST1"
    assert tell(box, area="GM1")[0].area == ""
    assert tell(box, area="Esdoornlaan 12")[0].area == ""


def test_themes_are_known_ones_and_at_most_three(box):
    themes = ["WON-KWAL", "WON-KWAL", "ONZIN", "VEI-BELE", "SAM-EENZ", "ENE-ISOL"]

    assert tell(box, themes=themes)[0].themes == ["WON-KWAL", "VEI-BELE", "SAM-EENZ"]


def test_markup_is_words_and_signs_that_nobody_sees_are_gone(client, box):
    _story, link = tell(box, "<b>Vet</b>\u202e plan 🌳")

    page = read(client, reverse("stories:follow", args=[box.address, link]))
    assert "&lt;b&gt;Vet&lt;/b&gt; plan 🌳" in page


def test_one_place_tells_no_more_than_a_hall_full_in_an_hour(client, box):
    sent = [
        send(client, box, text="Nog een verhaal" + "!" * n).status_code for n in range(TOLD_IN_AN_HOUR + 2)
    ]

    assert sent == [302] * TOLD_IN_AN_HOUR + [409] * 2


def test_one_place_has_no_more_than_so_many_photos_drawn_in_an_hour(client, box):
    sent = [send(client, box, text="", photo=a_file(b"x")).status_code for _ in range(PHOTOS_IN_AN_HOUR + 1)]

    assert sent == [400] * PHOTOS_IN_AN_HOUR + [409]


def test_a_photo_comes_along_without_where_it_was_taken(client, box):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 11.5), 3: "E", 4: (4.0, 53.0, 2.5)})
    photo = a_file(a_jpeg(exif=exif.tobytes()))

    own = send(client, box, photo=photo, photo_words="Een lantaarnpaal")["Location"]

    answer = client.get(own + "foto/")
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not dict(Image.open(io.BytesIO(answer.content)).getexif())
    assert 'alt="Een lantaarnpaal"' in read(client, own)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 geen foto", "Dit bestand is geen foto die wij kunnen lezen."),
        (b"", "Dit bestand is leeg."),
        (a_jpeg((400, 300))[:900], "Deze foto is beschadigd."),
        (b"GIF89a" + b"\0" * 99, "Dit bestand is geen foto die wij kunnen lezen."),
    ],
)
def test_a_file_that_is_no_good_photo_is_told_and_the_words_stay(client, box, content, words):
    answer = send(client, box, text="Dit blijft staan.", photo=a_file(content))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert "Dit blijft staan." in page
    assert not Story.objects.exists()


def test_who_forgot_the_words_is_told_to_choose_the_photo_again(client, box):
    answer = send(client, box, text="", photo=a_file())

    assert "Kies uw foto nog een keer." in answer.content.decode()


def test_taken_back_a_story_is_gone_everywhere_at_once_with_its_photo(client, table, box, chair):
    story, link = tell(box, circle="everyone", photo=True)
    show_story(story, by=chair, at=NOON)
    photo = reverse("stories:public_photo", args=[box.address, story.pk])
    assert client.get(photo).status_code == 200

    client.post(reverse("stories:take_back", args=[box.address, link]))

    assert client.get(photo).status_code == 404
    assert "lamp" not in read(client, reverse("stories:read", args=[box.address]))
    assert not stories_for(table, Circle.TAFEL)
    assert not StoryPhoto.objects.exists()


def test_the_trail_knows_that_something_was_told_but_not_what(box):
    story, link = tell(box, "Een heel bijzonder verhaal.")
    take_back_story(story, at=NOON)

    rows = str(list(Deed.objects.values()))
    assert {"tell_story", "take_back_story"} <= set(Deed.objects.values_list("action", flat=True))
    assert "bijzonder" not in rows
    assert link not in rows


def test_a_story_on_paper_is_typed_over_and_its_code_leads_to_it(client, table, box):
    member = a_seat(table, "member", "buren")
    client.force_login(member.person)
    sent = {"text": "Op papier gezet.", "circle": "everyone"}
    strip = client.post(reverse("stories:typing", args=[table.pk]), sent)
    client.logout()
    shown = strip.context["code"]

    assert shown in strip.content.decode()
    assert read_code(shown) not in str(list(Story.objects.values()))
    spaced = {"code": shown.lower().replace("-", " ")}
    typed = client.post(reverse("stories:code", args=[box.address]), spaced)
    assert "Op papier gezet." in read(client, typed["Location"])


def test_a_wrong_code_is_told_in_words_and_whoever_guesses_is_slowed(client, box):
    address = reverse("stories:code", args=[box.address])
    answer = client.post(address, {"code": "abc\x00"})

    assert answer.status_code == 400
    assert "Deze code kennen we niet." in answer.content.decode()
    answers = {client.post(address, {"code": "a" * 18}).status_code for _ in range(MOST_BY_NETWORK)}
    assert answers == {400, 429}


def test_a_code_is_read_however_it_was_typed():
    assert on_paper("abcdefghjkmnpqrstv") == "ABCDEF-GHJKMN-PQRSTV"
    assert read_code(" abcdef ghjkmn–PQRSTV ") == "abcdefghjkmnpqrstv"
    assert read_code("abcdef") is None


def test_only_who_sits_at_the_table_types_over_and_only_with_a_way_back(table):
    with pytest.raises(Refused):
        type_over(table, text="Zonder adres.", circle="table", by=chair_of(table), at=NOON)
    a_box(table)

    with pytest.raises(NotAllowed):
        type_over(table, text="Van een bezoeker.", circle="table", by=a_seat(table, "visitor"), at=NOON)


def test_a_teller_reads_why_a_story_is_not_shown(client, box, chair):
    story, link = tell(box)

    refuse_story(story, "Er staat een naam in. Vertel het zonder naam.", by=chair, at=NOON)

    page = read(client, reverse("stories:follow", args=[box.address, link]))
    assert "De tafel toont uw verhaal niet." in page
    assert "Vertel het zonder naam." in page


def test_the_chair_erases_for_who_lost_the_link_and_nobody_else_does(table, box, chair):
    story, _link = tell(box, photo=True)
    with pytest.raises(NotAllowed):
        erase_story(story, by=a_seat(table, "member", "buren"), at=NOON)

    erase_story(story, by=chair, at=NOON)

    assert not Story.objects.exists()
    assert not StoryPhoto.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bel mij op 06-12345678.", "telefoonnummer"),
        ("Bel mij op nul zes een twee drie vier vijf zes zeven acht.", "telefoonnummer"),
        ("Op Esdoornlaan 14 is het nat.", "Noem alleen de straat."),
        ("Mail naar iemand@voorbeeld.nl.", "mailadres"),
    ],
)
def test_what_a_story_never_needs_stops_it_and_is_kept_nowhere(client, box, text, words, caplog):
    answer = send(client, box, text=text)

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert text in answer.content.decode(), "on the screen of who wrote it nothing is lost"
    assert not Story.objects.exists()
    assert text not in caplog.text


def test_what_may_point_at_someone_is_asked_about_once_and_then_a_reader_is_warned(client, table, box, chair):
    text = "De zoon van de kapper helpt mij altijd."

    asked = send(client, box, text=text)
    assert asked.status_code == 400
    assert "Ik keek het na: niemand is te herkennen" in asked.content.decode()
    assert send(client, box, text=text, sure="on").status_code == 302

    client.force_login(chair.person)
    page = client.get(reverse("stories:story", args=[table.pk, Story.objects.get().pk])).content.decode()
    assert "Kijk hier extra naar" in page


def test_taking_back_twice_is_one_deed(box):
    story, _link = tell(box, photo=True)

    take_back_story(story, at=NOON)
    take_back_story(story, at=NOON)

    assert Deed.objects.filter(action="take_back_story").count() == 1
    assert not StoryPhoto.objects.exists()


def test_what_was_changed_before_it_is_sent_again_takes_the_place_of_what_waits(client, box):
    once = "een-keer-" * 4
    first = send(client, box, text="De eerste woorden.", once=once, circle="everyone")
    second = send(client, box, text="Zonder die ene naam.", once=once, circle="table")

    story = Story.objects.get()
    assert (story.text, story.circle) == ("Zonder die ene naam.", "table")
    assert first["Location"] == second["Location"], "its teller has one link"


def test_what_was_changed_after_a_reader_showed_the_first_is_another_story(client, box, chair):
    once = "een-keer-" * 4
    send(client, box, text="De eerste woorden.", once=once)
    show_story(Story.objects.get(), by=chair, at=NOON)

    sent = {send(client, box, text="Andere woorden.", once=once)["Location"] for _time in range(2)}

    assert len(sent) == 1
    assert {(one.text, one.state) for one in Story.objects.all()} == {
        ("De eerste woorden.", "shown"),
        ("Andere woorden.", "waiting"),
    }


def test_a_refusal_keeps_what_was_typed(client, table, box, chair):
    close_box(table, by=chair, at=NOON)
    closed = send(client, box, text="Dit blijft staan.")
    assert (closed.status_code, "Dit blijft staan." in closed.content.decode()) == (409, True)

    client.force_login(chair.person)
    box.delete()
    typed = client.post(reverse("stories:typing", args=[table.pk]), {"text": "Ook dit.", "circle": "table"})
    assert typed.status_code == 409
    assert "Ook dit." in typed.content.decode()


def test_too_many_photos_keep_the_words_and_ask_the_photo_again(client, box):
    for _time in range(PHOTOS_IN_AN_HOUR):
        send(client, box, text="", photo=a_file(b"x"))

    answer = send(client, box, text="Dit blijft staan.", photo=a_file())

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Dit blijft staan." in shown
    assert "Kies uw foto nog een keer." in shown
