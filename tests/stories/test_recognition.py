"""*Herkent u dit?*: parties and residents say side by side whether a figure is what they live through."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.accounts.paper_codes import read_code
from gebiedstafel.record.clearing import clear_table
from gebiedstafel.stories.askable import askable_things
from gebiedstafel.stories.recognised import FEWEST, STEP, counted, recognised, recognised_for
from gebiedstafel.stories.recognition import (
    answer_as_party,
    answer_as_resident,
    ask_about,
    close_page,
    make_letters,
    open_page,
    show_sentence,
)
from gebiedstafel.stories.recognition_models import Asked, LetterCode, PartyView, ResidentView, Says
from gebiedstafel.stories.recognition_views import NEW_IN_AN_HOUR
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.stories.told_here import NOON, a_reader
from tests.tables.own_tables import a_seat, a_table, chair_of

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
    ask_about(table, askable_things(table), by=chair, at=NOON)
    return Asked.objects.get()


@pytest.fixture
def page(table, chair, asked):
    return open_page(table, by=chair, at=NOON)


def residents(page, asked, yes=0, no=0, otherwise=0, words="", start=0):
    for number, says in enumerate(["yes"] * yes + ["no"] * no + ["otherwise"] * otherwise, start):
        answer_as_resident(page, {asked.pk: (says, words)}, token=f"browser {number}", at=NOON)


def test_a_figure_is_asked_about_in_words_with_its_source(table, asked):
    assert (asked.subject, asked.area) == (RUST, "WK1")
    assert asked.words == "Beukenhof. Slaapt goed: 61,5%."
    assert asked.source == "eigen telling, 2025"
    assert [one.subject for one in askable_things(table)] == [RUST], "an unknown value is not asked about"


def test_a_party_answers_once_and_may_change_it(table, asked):
    seat = a_seat(table, "member", "buren")

    answer_as_party(table, {asked.pk: ("yes", "")}, by=seat, at=NOON)
    answer_as_party(table, {asked.pk: ("otherwise", "Het zijn de bussen.")}, by=seat, at=NOON)

    found = recognised(table, RUST)
    assert (found.parties.yes, found.parties.otherwise) == (0, 1)
    assert found.told_of_parties == "1 van de 3 partijen antwoordde: 1 ziet het anders."
    assert [(one.who, one.words) for one in found.sentences] == [
        ("Buren van Beukenhof", "Het zijn de bussen.")
    ]


@pytest.mark.parametrize("role", ["visitor", "finance"])
def test_who_sits_for_no_party_does_not_answer_as_one(table, asked, role):
    with pytest.raises(NotAllowed):
        answer_as_party(table, {asked.pk: ("yes", "")}, by=a_seat(table, role), at=NOON)

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
    sent = {"toon": "1", "gezien": view.words}
    client.post(reverse("recognition:sentence", args=[table.pk, view.pk]), sent)
    assert recognised(table, RUST).sentences[0].words == "Ik slaap slecht door de bussen."

    residents(page, asked, yes=1, words="Iets heel anders.")
    assert not recognised(table, RUST).sentences, "what changed waits for a reader again"


def test_only_readers_show_a_sentence(table, page, asked):
    residents(page, asked, yes=1, words="Door de bussen.")

    with pytest.raises(NotAllowed):
        show_sentence(
            ResidentView.objects.get(),
            True,
            seen="Door de bussen.",
            by=a_seat(table, "member", "buren"),
            at=NOON,
        )


def test_without_a_page_nobody_learns_that_the_table_exists_and_a_closed_one_takes_nothing(
    client, table, page, chair, asked
):
    assert client.get("/herkent/nergens/").status_code == 404
    close_page(table, by=chair, at=NOON)

    with pytest.raises(Refused):
        residents(page, asked, yes=1)
    assert "niet meer antwoorden" in client.get(f"/herkent/{page.address}/").content.decode()


def test_the_chair_chooses_at_most_six_and_what_is_left_out_ends(client, table, chair, asked):
    client.force_login(chair.person)
    address = reverse("recognition:choose", args=[table.pk])

    client.post(address, {"vraag": [RUST, "figure/onzin/WK1"]})
    assert [one.subject for one in recognised_for(table)] == [RUST]
    client.post(address, {})

    assert recognised_for(table) == []
    assert recognised(table, RUST).ended_on is not None
    with pytest.raises(Refused):
        answer_as_party(table, {asked.pk: ("yes", "")}, by=a_seat(table, "member", "buren"), at=NOON)
    with pytest.raises(Refused):
        ask_about(table, [askable_things(table)[0]] * 7, by=chair, at=NOON)


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


def send_sentence(client, view, toon, seen=None):
    address = reverse("recognition:sentence", args=[view.asked.table_id, view.pk])
    return client.post(address, {"toon": toon, "gezien": view.words if seen is None else seen})


def test_words_that_changed_after_a_reader_looked_are_not_shown(client, table, page, chair, asked):
    residents(page, asked, yes=1, words="Door de bussen.")
    read = ResidentView.objects.get()
    residents(page, asked, yes=1, words="Iets dat niemand las.")
    client.force_login(chair.person)

    answer = send_sentence(client, read, "1")

    assert answer.status_code == 409
    assert "intussen veranderd" in answer.content.decode()
    assert not recognised(table, RUST).sentences


def test_a_sentence_is_left_out_hidden_and_shown_again_by_the_page(client, table, page, chair, asked):
    residents(page, asked, yes=1, words="Door de bussen.")
    view = ResidentView.objects.get()
    client.force_login(chair.person)
    overview = reverse("recognition:overview", args=[table.pk])

    assert "Niet tonen: Door de bussen." in client.get(overview).content.decode()
    send_sentence(client, view, "0")
    left_out = client.get(overview)
    assert not left_out.context["sentences"]["waiting"], "it stands in nobody's way any more"
    assert "Toon: Door de bussen." in left_out.content.decode()
    send_sentence(client, view, "1")
    assert "Verberg: Door de bussen." in client.get(overview).content.decode()
    assert recognised(table, RUST).sentences
    send_sentence(client, view, "0")

    assert not recognised(table, RUST).sentences
    actions = list(Deed.objects.filter(action__endswith="_sentence").values_list("action", flat=True))
    assert sorted(actions) == ["hide_sentence", "hide_sentence", "show_sentence"]
    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentView.objects.update(words_shown=True, words_refused=True)


def test_what_was_left_out_and_then_changed_waits_for_a_reader_again(table, page, chair, asked):
    residents(page, asked, yes=1, words="De eerste zin.")
    show_sentence(ResidentView.objects.get(), False, seen="De eerste zin.", by=chair, at=NOON)

    residents(page, asked, yes=1, words="De tweede zin.")

    assert not ResidentView.objects.get().words_refused


def test_a_cookie_that_we_did_not_give_counts_as_a_new_browser(client, page, asked):
    address = reverse("recognition:recognise", args=[page.address])

    def answer_with(cookie):
        client.cookies[f"herkent_{page.address}"] = cookie
        typed = {f"zegt-{asked.pk}": "yes", f"zin-{asked.pk}": "Zo is het."}
        return client.post(address, typed)

    sent = [answer_with(f"{number:043d}") for number in range(NEW_IN_AN_HOUR + 1)]

    assert [one.status_code for one in sent] == [302] * NEW_IN_AN_HOUR + [400]
    refused = sent[-1].content.decode()
    assert "Probeer het over een uur opnieuw." in refused
    assert 'value="yes" checked' in refused
    assert 'value="Zo is het."' in refused
    assert f"herkent_{page.address}" not in sent[-1].cookies, (
        "with a number of its own it would not be counted again"
    )


def test_below_ten_residents_a_sentence_does_not_tell_what_its_writer_answered(
    client, table, page, chair, asked
):
    residents(page, asked, otherwise=1, words="Door de bussen.")
    client.force_login(chair.person)
    overview = reverse("recognition:overview", args=[table.pk])
    waiting = client.get(overview).content.decode()
    assert "Door de bussen." in waiting
    assert waiting.count("het zit anders") == 0, "the chair has no buttons here: it sits for no party"

    show_sentence(ResidentView.objects.get(), True, seen="Door de bussen.", by=chair, at=NOON)
    assert [one.says for one in recognised(table, RUST).sentences] == [""]
    residents(page, asked, yes=FEWEST - 1, start=1)

    assert [one.says for one in recognised(table, RUST).sentences] == ["het zit anders"]


def test_a_party_that_left_or_does_not_sit_is_not_counted(table, asked):
    for key in ("buren", "huis"):
        seat = a_seat(table, "member", key, key)
        answer_as_party(table, {asked.pk: ("yes", "Een zin.")}, by=seat, at=NOON)
    assert recognised(table, RUST).parties.total == 2

    table.parties.filter(key="buren").update(left_on=NOON.date())
    table.parties.filter(key="huis").update(at_table=False)

    found = recognised(table, RUST)
    assert (found.parties.total, found.parties_at_table, found.sentences) == (0, 1, ())


def test_a_house_number_after_a_street_of_the_table_is_not_taken_in(table, page, asked):
    table.areas.filter(key="ST1").update(name="Klaver")
    table.count_change()
    residents(page, asked, yes=1, words="Bij de Vijver 14 is het nat.")

    with pytest.raises(Refused):
        residents(page, asked, yes=1, words="Bij Klaver 14 is het nat.", start=1)


def test_a_letter_never_shows_what_was_answered_by_it(client, table, page, chair, asked):
    code = make_letters(table, "WK1", 1, by=chair, at=NOON)[0]
    address = reverse("recognition:by_letter", args=[page.address, code])

    thanked = client.post(address, {f"zegt-{asked.pk}": "no", f"zin-{asked.pk}": "Alleen ik."}, follow=True)

    shown = thanked.content.decode()
    assert "Dank u wel." in shown
    assert "Alleen ik." not in shown
    assert not re.search(r'value="no"\s+checked', shown)
    assert ResidentView.objects.get().digest != LetterCode.objects.get().digest


def test_a_party_answers_all_at_once_or_nothing_and_what_stands_is_left(table, asked):
    seat = a_seat(table, "member", "buren")
    with pytest.raises(Refused):
        answer_as_party(table, {asked.pk: ("yes", ""), 987: ("no", "")}, by=seat, at=NOON)
    assert not PartyView.objects.exists()

    assert answer_as_party(table, {asked.pk: ("yes", "")}, by=seat, at=NOON) == 1
    assert answer_as_party(table, {asked.pk: ("yes", "")}, by=seat, at=NOON + timedelta(days=1)) == 0

    assert PartyView.objects.get().at == NOON
    assert Deed.objects.filter(action="answer_recognition").count() == 1


def test_signs_that_no_area_has_find_nothing(client, table, page, chair):
    client.force_login(chair.person)

    assert client.get(f"/herkent/{page.address}/in/%00/").status_code == 404
    assert client.get(f"/tafel/{table.pk}/herkent/poster/%00/").status_code == 404
    letters = {"gebied": "\x00", "aantal": "3"}
    assert client.post(reverse("recognition:letters", args=[table.pk]), letters).status_code == 409


def test_old_letters_and_answers_to_questions_that_never_ended_go_too(table, page, chair, asked):
    make_letters(table, "WK1", 2, by=chair, at=NOON)
    residents(page, asked, yes=1)

    clear_table(table, by=chair, at=NOON + timedelta(days=149))
    assert ResidentView.objects.exclude(digest=None).exists()
    clear_table(table, by=chair, at=NOON + timedelta(days=151))
    assert not ResidentView.objects.exclude(digest=None).exists()
    assert LetterCode.objects.count() == 2
    clear_table(table, by=chair, at=NOON + timedelta(days=396))

    assert not LetterCode.objects.exists(), "also when no answer is too old"


def test_a_sentence_that_nobody_read_goes_a_month_after_the_end(table, page, chair, asked):
    residents(page, asked, yes=1, words="Niemand las dit.")
    residents(page, asked, yes=1, words="Dit wel.", start=1)
    show_sentence(ResidentView.objects.last(), True, seen="Dit wel.", by=chair, at=NOON)
    ask_about(table, [], by=chair, at=NOON)

    clear_table(table, by=chair, at=NOON + timedelta(days=31))

    assert [one.words for one in ResidentView.objects.all()] == ["", "Dit wel."]
