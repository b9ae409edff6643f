"""A story on paper is typed over once: a second press, or the same sheet again, makes no second story."""

import pytest
from django.urls import reverse

from gebiedstafel.accounts.paper_codes import code_of_seed, read_code
from gebiedstafel.stories.models import Story
from gebiedstafel.stories.paper import TypedBefore, type_over
from gebiedstafel.stories.reading import show_story
from gebiedstafel.stories.reading_views import NEWEST
from tests.stories.told_here import NOON, a_box, a_file, a_reader, tell
from tests.tables.own_tables import a_table, chair_of

pytestmark = pytest.mark.django_db
SHEET = "De bus rijdt sinds maart niet meer door onze straat, dus ik loop nu een kwartier naar de halte."


@pytest.fixture
def table():
    table = a_table()
    a_box(table)
    return table


@pytest.fixture
def send(client, table):
    client.force_login(chair_of(table).person)
    address = reverse("stories:typing", args=[table.pk])

    def sent(text, once=None, **more):
        if once is None:
            once = client.get(address).context["form"]["once"].value()
        return client.post(address, {"text": text, "circle": "table", "once": once, **more})

    return sent


def test_a_button_pressed_twice_types_one_story_and_prints_the_same_code(client, table, send):
    once = client.get(reverse("stories:typing", args=[table.pk])).context["form"]["once"].value()

    first, second = send(SHEET, once), send(SHEET, once)

    assert first.context["code"] == second.context["code"]
    assert Story.objects.count() == 1
    assert once not in str(list(Story.objects.values()))


def test_the_same_sheet_typed_by_another_hand_is_asked_about_and_counted_once(send):
    send(SHEET)

    again = send(SHEET.replace("een kwartier", "kwartier").replace("maart", "Maart"))

    page = again.content.decode()
    assert again.status_code == 409
    assert "Dit lijkt op een verhaal dat op" in page
    assert "naar de halte." in page, "what was typed stays"
    assert 'type="checkbox" name="other"' in page
    assert Story.objects.count() == 1


def test_another_sheet_with_nearly_the_same_words_is_typed_when_whoever_types_says_so(send):
    send(SHEET)

    assert send(SHEET, other="on").status_code == 200
    assert send("Over iets heel anders: de speeltuin is dicht.").status_code == 200

    assert Story.objects.count() == 3


def test_the_next_sheet_typed_on_an_old_page_is_a_story_of_its_own(client, table, send):
    once = client.get(reverse("stories:typing", args=[table.pk])).context["form"]["once"].value()

    first = send(SHEET, once)
    second = send("Over iets heel anders: de speeltuin is dicht.", once)
    third = send("Over iets heel anders: de speeltuin is dicht.", once, photo=a_file(), other="on")

    assert len({one.context["code"] for one in (first, second, third)}) == 3
    assert Story.objects.count() == 3


def test_what_residents_told_themselves_is_not_compared_with_a_sheet(table):
    tell(a_box(table), SHEET)

    type_over(table, text=SHEET, circle="table", by=chair_of(table), at=NOON)
    with pytest.raises(TypedBefore):
        type_over(table, text=SHEET, circle="table", by=chair_of(table), at=NOON)


def test_nothing_typed_is_told_in_words(send):
    answer = send("")

    assert answer.status_code == 400
    assert "Er staat nog niets." in answer.content.decode()


def test_a_code_of_a_seed_is_one_that_people_can_type():
    code = code_of_seed("paper/1")

    assert code == code_of_seed("paper/1") != code_of_seed("paper/2")
    assert read_code(code) == code


def test_a_reader_reaches_every_shown_story_also_the_oldest(client, table):
    story, _link = tell(a_box(table), "Het oudste verhaal van allemaal.")
    show_story(story, by=chair_of(table), at=NOON)
    old = Story.objects.get()
    for number in range(NEWEST):
        old.pk, old.digest, old.text = None, f"{number:064d}", f"Nieuwer {number}."
        old.save()
    reader = a_reader(table)
    client.force_login(reader.person)

    queue = client.get(reverse("stories:queue", args=[table.pk])).content.decode()
    address = reverse("stories:overview", args=[table.pk])
    last = client.get(address, {"pagina": "3"}).content.decode()

    assert "Nog één ouder verhaal staat bij alle verhalen." in queue
    assert "Bekijk als lezer: Het oudste verhaal van allemaal." in last
    assert reverse("stories:story", args=[table.pk, story.pk]) in last
