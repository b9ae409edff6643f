"""*Herkent u dit?*: parties and residents say side by side whether a figure is what they live through."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.record.clearing import clear_table
from gebiedstafel.stories.figures import askable_figures
from gebiedstafel.stories.paper_codes import read_code
from gebiedstafel.stories.recognised import FEWEST, STEP, counted, recognised, recognised_for
from gebiedstafel.stories.recognition import (
    answer_as_party,
    answer_as_resident,
    ask_about,
    make_letters,
    open_page,
    show_sentence,
)
from gebiedstafel.stories.recognition_models import Asked, LetterCode, PartyView, ResidentView, Says
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.stories.told_here import NOON, a_reader, a_seat, a_table, chair_of

pytestmark = pytest.mark.django_db
RUST = "figure/rust/WK1"


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return chair_of(table)


@pytest.fixture
def asked(table, chair):
    ask_about(table, askable_figures(table), by=chair, at=NOON)
    return Asked.objects.get()


@pytest.fixture
def page(table, chair, asked):
    return open_page(table, True, by=chair, at=NOON)


def residents(page, asked, yes=0, no=0, otherwise=0, words="", start=0):
    for number, says in enumerate(["yes"] * yes + ["no"] * no + ["otherwise"] * otherwise, start):
        answer_as_resident(page, {asked.pk: (says, words)}, token=f"browser {number}", at=NOON)


def test_a_figure_is_asked_about_in_words_with_its_source(table, asked):
    assert (asked.subject, asked.area) == (RUST, "WK1")
    assert asked.words == "Beukenhof. Slaapt goed: 61,5%."
    assert asked.source == "eigen telling, 2025"
    assert [one.subject for one in askable_figures(table)] == [RUST], "an unknown value is not asked about"


def test_a_party_answers_once_and_may_change_it(table, asked):
    seat = a_seat(table, "member", "buren")

    answer_as_party(asked, ("yes", ""), by=seat, at=NOON)
    answer_as_party(asked, ("otherwise", "Het zijn de bussen."), by=seat, at=NOON)

    found = recognised(table, RUST)
    assert (found.parties.yes, found.parties.otherwise) == (0, 1)
    assert found.told_of_parties == "1 van de 3 partijen antwoordde: 1 ziet het anders."
    assert [(one.who, one.words) for one in found.sentences] == [
        ("Buren van Beukenhof", "Het zijn de bussen.")
    ]


@pytest.mark.parametrize("role", ["visitor", "finance"])
def test_who_sits_for_no_party_does_not_answer_as_one(table, asked, role):
    with pytest.raises(NotAllowed):
        answer_as_party(asked, ("yes", ""), by=a_seat(table, role), at=NOON)

    assert not PartyView.objects.exists()


def test_residents_are_counted_from_ten_on_and_per_five(page, table, asked):
    residents(page, asked, yes=9)
    assert recognised(table, RUST).residents is None

    residents(page, asked, no=1, start=9)
    assert recognised(table, RUST).told_of_residents == (
        "10 bewoners antwoordden: 9 herkennen het, 1 herkent het niet."
    )
    residents(page, asked, otherwise=4, start=10)
    assert recognised(table, RUST).residents.total == 10

    residents(page, asked, otherwise=1, start=14)
    assert recognised(table, RUST).residents.otherwise == 5


@given(st.lists(st.sampled_from(Says.values), max_size=40))
def test_no_single_answer_ever_shows_by_looking_twice(says):
    before, after = counted(says), counted([*says, "yes"])

    assert before is None or before.total >= FEWEST
    if before is not None and after is not None:
        assert after.total - before.total in (0, STEP)


def test_one_browser_answers_once_however_often_it_sends(client, page, asked):
    address = reverse("recognition:recognise", args=[page.address])
    for says in ("yes", "yes", "no"):
        assert client.post(address, {f"zegt-{asked.pk}": says}).status_code == 302

    view = ResidentView.objects.get()
    assert view.says == "no"
    cookie = client.cookies[f"herkent_{page.address}"]
    assert cookie["httponly"]
    assert cookie.value not in str(ResidentView.objects.values().get())
    assert re.search(r'value="no"\s+checked', client.get(address).content.decode())


def test_looking_writes_nothing_and_sets_no_cookie(client, page):
    answer = client.get(reverse("recognition:recognise", args=[page.address]))

    assert answer.status_code == 200
    assert f"herkent_{page.address}" not in answer.cookies
    assert not ResidentView.objects.exists()


def test_a_letter_answers_once_too_and_another_code_opens_nothing(client, table, page, chair, asked):
    code = make_letters(table, "WK1", 2, by=chair, at=NOON)[0]
    address = reverse("recognition:by_letter", args=[page.address, code])

    client.post(address, {f"zegt-{asked.pk}": "yes"})
    client.cookies.clear()
    client.post(address, {f"zegt-{asked.pk}": "otherwise"})

    assert [one.says for one in ResidentView.objects.all()] == ["otherwise"]
    assert code not in str(list(LetterCode.objects.values()))
    assert client.get(address[:-2] + "x/").status_code == 404


def test_letters_are_made_by_the_chair_for_a_place_the_table_knows(client, table, page, chair):
    client.force_login(chair.person)
    answer = client.post(reverse("recognition:letters", args=[table.pk]), {"gebied": "ST1", "aantal": "3"})
    assert len(answer.context["sheets"]) == 3
    assert read_code(answer.context["sheets"][0][1])

    for area, count in (("GM1", 3), ("XX", 3), ("ST1", 0), ("ST1", 501)):
        with pytest.raises(Refused):
            make_letters(table, area, count, by=chair, at=NOON)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("misschien", ""),
        ("", "Alleen een zin."),
        ("yes", "x" * 201),
        ("yes", "Bel 06-12345678."),
        ("yes", "De zoon van de kapper."),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_on_the_screen(client, page, asked, says, words):
    address = reverse("recognition:recognise", args=[page.address])

    answer = client.post(address, {f"zegt-{asked.pk}": says, f"zin-{asked.pk}": words})

    assert answer.status_code == 400
    assert words[:20] in answer.content.decode()
    assert not ResidentView.objects.exists()


def test_an_empty_page_is_told_in_words(client, page):
    answer = client.post(reverse("recognition:recognise", args=[page.address]), {})

    assert answer.status_code == 400
    assert "U koos nog niets." in answer.content.decode()


def test_a_sentence_of_a_resident_is_read_before_the_table_sees_it(client, table, page, asked):
    reader = a_reader(table)
    residents(page, asked, yes=1, words="Ik slaap slecht door de bussen.")
    view = ResidentView.objects.get()
    assert not recognised(table, RUST).sentences

    client.force_login(reader.person)
    client.post(reverse("recognition:sentence", args=[table.pk, view.pk]), {"toon": "1"})
    assert recognised(table, RUST).sentences[0].words == "Ik slaap slecht door de bussen."

    residents(page, asked, yes=1, words="Iets heel anders.")
    assert not recognised(table, RUST).sentences, "what changed waits for a reader again"


def test_only_readers_show_a_sentence(table, page, asked):
    residents(page, asked, yes=1, words="Door de bussen.")

    with pytest.raises(NotAllowed):
        show_sentence(ResidentView.objects.get(), True, by=a_seat(table, "member", "buren"), at=NOON)


def test_without_a_page_nobody_learns_that_the_table_exists_and_a_closed_one_takes_nothing(
    client, table, page, chair, asked
):
    assert client.get("/herkent/nergens/").status_code == 404
    open_page(table, False, by=chair, at=NOON)

    with pytest.raises(Refused):
        residents(page, asked, yes=1)
    assert "niet meer antwoorden" in client.get(f"/herkent/{page.address}/").content.decode()


def test_the_chair_chooses_at_most_six_and_what_is_left_out_ends(client, table, chair, asked):
    client.force_login(chair.person)
    address = reverse("recognition:choose", args=[table.pk])

    client.post(address, {"cijfer": [RUST, "figure/onzin/WK1"]})
    assert [one.subject for one in recognised_for(table)] == [RUST]
    client.post(address, {})

    assert recognised_for(table) == []
    assert recognised(table, RUST).is_asked is False
    with pytest.raises(Refused):
        answer_as_party(asked, ("yes", ""), by=a_seat(table, "member", "buren"), at=NOON)
    with pytest.raises(Refused):
        ask_about(table, [askable_figures(table)[0]] * 7, by=chair, at=NOON)


def test_who_is_not_the_chair_chooses_nothing(table, asked):
    with pytest.raises(NotAllowed):
        ask_about(table, [], by=a_seat(table, "member", "buren"), at=NOON)


def test_the_page_of_the_table_shows_both_sides_and_keeps_the_own_answer(client, table, page, asked):
    seat = a_seat(table, "member", "buren")
    client.force_login(seat.person)
    address = reverse("recognition:overview", args=[table.pk])
    residents(page, asked, yes=10)

    client.post(address, {f"zegt-{asked.pk}": "no", f"zin-{asked.pk}": "Niet bij ons."})

    shown = client.get(address).content.decode()
    assert "1 van de 3 partijen antwoordde: 1 herkent het niet." in shown
    assert "10 bewoners antwoordden: 10 herkennen het." in shown
    assert "Niet bij ons." in shown


def test_the_database_itself_takes_one_answer_of_each(table, page, asked):
    residents(page, asked, yes=1)
    view = ResidentView.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentView.objects.create(asked=asked, digest=view.digest, says="no", at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentView.objects.filter(pk=view.pk).update(says="misschien")


def test_a_month_after_the_end_no_browser_is_known_any_more(table, page, chair, asked):
    residents(page, asked, yes=12)
    ask_about(table, [], by=chair, at=NOON)

    clear_table(table, by=chair, at=NOON + timedelta(days=29))
    assert ResidentView.objects.exclude(digest=None).count() == 12
    clear_table(table, by=chair, at=NOON + timedelta(days=31))

    assert not ResidentView.objects.exclude(digest=None).exists()
    assert recognised(table, RUST).residents.total == 10
