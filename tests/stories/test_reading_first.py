"""Nobody sees a story before a reader did; about a place that people know two readers decide."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.record.clearing import clear_table
from gebiedstafel.record.own_data import own_data, readable
from gebiedstafel.record.sheets import sheets_of
from gebiedstafel.stories.actions import ask_readers
from gebiedstafel.stories.models import Story, StoryReader
from gebiedstafel.stories.published import stories_for, story_for
from gebiedstafel.stories.reading import hide_photo, link_story, refuse_story, show_story, stand_of
from gebiedstafel.tables.actions import move_seat
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.stories.told_here import NOON, a_box, a_reader, tell
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


@pytest.fixture
def reader(table):
    return a_reader(table)


def look(client, seat, name, *args):
    client.force_login(seat.person)
    return client.get(reverse(name, args=args))


def test_what_waits_is_seen_by_readers_alone(client, table, box, chair):
    story, _link = tell(box, "Nog niemand las dit.", photo=True, circle="everyone")
    member = a_seat(table, "member", "buren")

    assert "Nog niemand las dit." not in look(client, member, "stories:overview", table.pk).content.decode()
    assert look(client, member, "stories:queue", table.pk).status_code == 403
    assert look(client, member, "stories:story", table.pk, story.pk).status_code == 403
    assert look(client, member, "stories:first_photo", table.pk, story.pk).status_code == 403
    assert look(client, member, "stories:photo", table.pk, story.pk).status_code == 404
    assert client.get(reverse("stories:public_photo", args=[box.address, story.pk])).status_code == 404
    assert not stories_for(table, Circle.TAFEL)
    assert "Nog niemand las dit." in look(client, chair, "stories:queue", table.pk).content.decode()


def test_shown_it_is_read_by_whom_its_teller_chose(client, table, box, chair):
    own, _ = tell(box, "Voor de tafel alleen.")
    wide, _ = tell(box, "Voor iedereen.", circle="everyone", photo=True)
    for story in (own, wide):
        show_story(story, by=chair, at=NOON)

    public = client.get(reverse("stories:read", args=[box.address])).content.decode()
    visitor = look(client, a_seat(table, "visitor"), "stories:overview", table.pk).content.decode()
    member = look(client, a_seat(table, "member", "buren"), "stories:overview", table.pk).content.decode()

    assert "Voor iedereen." in public
    assert "Voor de tafel alleen." not in public + visitor
    assert "Voor iedereen." in visitor
    assert "Voor de tafel alleen." in member
    assert story_for(table, Circle.OPENBAAR, own.pk) is None


def test_one_reader_never_shows_what_is_about_a_place_that_people_know(table, box, chair, reader):
    story, _link = tell(box, "In die winkel koopt nooit iemand iets.")

    story = show_story(story, recognisable=True, by=chair, at=NOON)
    assert story.waits_for_second
    with pytest.raises(Refused):
        show_story(story, by=chair, at=NOON)
    assert not stories_for(table, Circle.TAFEL)

    story = show_story(story, recognisable=False, by=reader, at=NOON)

    assert story.recognisable
    assert [one.text for one in stories_for(table, Circle.TAFEL)] == [story.text]


def test_the_database_itself_lets_no_story_through_that_was_not_read(box, chair):
    story, _link = tell(box)
    by_two = {"state": "shown", "read_at": NOON, "recognisable": True}
    for change in (
        {"state": "shown"},
        by_two,
        {**by_two, "first_at": NOON, "first_by": chair, "read_by": chair},
        {"state": "refused", "read_at": NOON},
        {"text": ""},
        {"circle": "straat"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Story.objects.filter(pk=story.pk).update(**change)


def test_a_reason_is_given_and_read_and_words_are_never_changed(box, chair):
    story, _link = tell(box, "Precies deze woorden.")
    for reason in ("", "  ", "?!", "x" * 501):
        with pytest.raises(Refused):
            refuse_story(story, reason, by=chair, at=NOON)

    refuse_story(story, "Er staat een naam in.", by=chair, at=NOON)

    story.refresh_from_db()
    assert (story.text, story.reason) == ("Precies deze woorden.", "Er staat een naam in.")
    with pytest.raises(Refused):
        show_story(story, by=chair, at=NOON)


def test_of_two_readers_at_once_the_second_is_told(box, chair, reader):
    story, _link = tell(box)
    seen = stand_of(story)
    show_story(story, seen=seen, by=chair, at=NOON)

    with pytest.raises(Refused, match="was u voor"):
        refuse_story(story, "Liever niet.", seen=seen, by=reader, at=NOON)


def test_what_was_taken_back_meanwhile_is_told_and_stays_gone(box, chair):
    story, _link = tell(box)
    Story.objects.all().delete()

    with pytest.raises(Refused, match="nam het terug"):
        show_story(story, by=chair, at=NOON)

    assert not Story.objects.exists()


def test_a_photo_alone_can_be_left_out(client, table, box, chair):
    story, _link = tell(box, photo=True, circle="everyone")
    show_story(story, by=chair, at=NOON)
    address = reverse("stories:public_photo", args=[box.address, story.pk])

    hide_photo(story, True, by=chair, at=NOON)

    assert client.get(address).status_code == 404
    assert look(client, chair, "stories:photo", table.pk, story.pk).status_code == 404
    assert look(client, chair, "stories:first_photo", table.pk, story.pk).status_code == 200
    assert not stories_for(table, Circle.OPENBAAR)[0].has_photo
    hide_photo(story, False, by=chair, at=NOON)
    assert client.get(address).status_code == 200


def test_what_is_shown_can_be_taken_off_again_with_a_reason(table, box, chair):
    story, _link = tell(box)
    show_story(story, by=chair, at=NOON)

    refuse_story(story, "Iemand herkende zich.", by=chair, at=NOON)

    assert not stories_for(table, Circle.TAFEL)


def test_readers_are_whom_the_chair_asks_and_of_this_table(table, chair, reader):
    visitor = a_seat(table, "visitor")

    assert ask_readers(table, [visitor.pk, reader.pk, 987], by=chair, at=NOON) == 1
    with pytest.raises(NotAllowed):
        ask_readers(table, [reader.pk], by=reader, at=NOON)
    ask_readers(table, [], by=chair, at=NOON)

    assert not StoryReader.objects.exists()


def test_a_reader_decides_by_the_page_and_says_what_it_is_about(client, table, box, reader):
    story, _link = tell(box)
    client.force_login(reader.person)
    themes = {"theme_0": "OPE-WATE", "theme_1": "VEI-BELE"}
    sent = {"gezien": "waiting", **themes, "challenge": "O1", "doe": "toon"}

    assert client.post(reverse("stories:story", args=[table.pk, story.pk]), sent).status_code == 302

    shown = stories_for(table, Circle.TAFEL)[0]
    assert (shown.themes, shown.challenge) == (("OPE-WATE", "VEI-BELE"), "O1")
    page = client.get(reverse("stories:overview", args=[table.pk])).content.decode()
    assert "Hoort bij: Wateroverlast in de Esdoornlaan" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"doe": "toon", "gezien": "shown"},
        {"doe": "toon", "gezien": "waiting", "theme_0": "ONZIN"},
        {"doe": "toon", "gezien": "waiting", "challenge": "O9"},
        {"doe": "weiger", "gezien": "waiting", "reason": ""},
        {"doe": "iets"},
        {},
    ],
)
def test_a_decision_that_does_not_hold_is_told_on_the_same_page(client, table, box, chair, sent):
    story, _link = tell(box)
    client.force_login(chair.person)

    answer = client.post(reverse("stories:story", args=[table.pk, story.pk]), sent)

    assert answer.status_code == 409
    assert "utrecht-alert--error" in answer.content.decode()
    assert Story.objects.get().state == "waiting"


def test_a_story_of_another_table_does_not_exist_here(client, table, box, chair):
    story, _link = tell(box)
    Story.objects.filter(pk=story.pk).update(state="shown", read_at=NOON)
    client.force_login(chair.person)

    assert client.get(reverse("stories:story", args=["anders", story.pk])).status_code == 404
    assert client.get(reverse("stories:photo", args=[table.pk, 987])).status_code == 404


def test_shown_stories_can_be_found_by_theme_and_place(client, table, box, chair):
    for text, theme, area in (("Over water.", "OPE-WATE", "ST1"), ("Over licht.", "VEI-BELE", "")):
        show_story(tell(box, text, area=area)[0], themes=[theme], by=chair, at=NOON)
    client.force_login(chair.person)
    address = reverse("stories:overview", args=[table.pk])

    by_theme = client.get(address, {"onderwerp": "VEI-BELE"}).content.decode()
    by_place = client.get(address, {"waar": "ST1"}).content.decode()

    assert "Over licht." in by_theme
    assert "Over water." not in by_theme
    assert "Over water." in by_place
    assert "Over licht." not in by_place


def test_a_page_of_stories_asks_the_database_as_often_however_many_there_are(
    client, table, box, chair, django_assert_max_num_queries
):
    for number in range(30):
        story, _link = tell(box, f"Verhaal {number}.", circle="everyone")
        show_story(story, themes=["OPE-WATE"], by=chair, at=NOON)
    client.force_login(chair.person)

    with django_assert_max_num_queries(15):
        assert client.get(reverse("stories:overview", args=[table.pk])).status_code == 200
    with django_assert_max_num_queries(6):
        assert client.get(reverse("stories:read", args=[box.address])).status_code == 200


def test_what_it_is_about_can_be_written_down_later(box, chair):
    story, _link = tell(box)
    show_story(story, by=chair, at=NOON)

    link_story(story, themes=["SAM-EENZ"], challenge="O2", by=chair, at=NOON)

    story.refresh_from_db()
    assert (story.themes, story.challenge, story.state) == (["SAM-EENZ"], "O2", "shown")


def test_refused_stories_go_after_a_while_and_shown_ones_after_two_years(table, box, chair):
    refused, shown = tell(box, "Geweigerd.", photo=True)[0], tell(box, "Getoond.", photo=True)[0]
    refuse_story(refused, "Er staat een naam in.", by=chair, at=NOON)
    show_story(shown, by=chair, at=NOON)

    clear_table(table, by=chair, at=NOON + timedelta(days=89))
    assert Story.objects.count() == 2
    clear_table(table, by=chair, at=NOON + timedelta(days=91))
    assert [one.text for one in Story.objects.all()] == ["Getoond."]
    clear_table(table, by=chair, at=NOON + timedelta(days=732))

    assert not Story.objects.exists()


def test_the_record_of_a_table_holds_shown_stories_and_no_digest(table, box, chair):
    story, _link = tell(box, "Staat in het dossier.")
    tell(box, "Wacht nog.")
    show_story(story, by=chair, at=NOON)

    sheet = next(one for one in sheets_of(table) if one.name == "verhalen")

    assert [row["text"] for row in sheet.rows] == ["Staat in het dossier."]
    assert "digest" not in sheet.columns


def test_who_reads_stories_does_not_take_their_words_along_as_their_own(table, box, chair):
    story, _link = tell(box, "Niet van de lezer.")
    show_story(story, by=chair, at=NOON)

    assert "Niet van de lezer." not in readable(own_data(chair.person), at=NOON)


def test_who_read_along_and_then_became_a_visitor_reads_nothing_that_waits(client, table, box, chair, reader):
    story, _link = tell(box, "Nog niemand las dit.")
    assert look(client, reader, "stories:queue", table.pk).status_code == 200

    visitor = move_seat(reader, role=Seat.Role.VISITOR, party=None, by=chair, at=NOON)

    assert look(client, visitor, "stories:queue", table.pk).status_code == 403
    assert look(client, visitor, "stories:story", table.pk, story.pk).status_code == 403
    with pytest.raises(NotAllowed):
        show_story(story, by=visitor, at=NOON)


def test_a_number_too_large_for_a_database_is_no_photo(client, table, chair):
    client.force_login(chair.person)

    assert client.get(f"/tafel/{table.pk}/verhalen/eerst/{10**30}/foto/").status_code == 404
