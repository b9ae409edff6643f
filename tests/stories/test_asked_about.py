"""*Herkent u dit?* asks about signals and strengths too: only what anyone may see, in the words of then."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gebiedstafel.signals.models import Batch, BatchReview
from gebiedstafel.stories.askable import askable_things
from gebiedstafel.stories.recognised import recognised, recognised_before, recognised_for
from gebiedstafel.stories.recognition import (
    GONE,
    answer_as_party,
    answer_as_resident,
    ask_about,
    open_page,
    press_answer,
    take_back_answer,
)
from gebiedstafel.stories.recognition_models import Asked, PartyView
from gebiedstafel.strengths.actions import bring_strength, change_strength, put_back, take_away
from gebiedstafel.strengths.from_residents import bring_from_outside, open_box, show, take_back
from gebiedstafel.strengths.said import Said
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.stories.told_here import NOON
from tests.tables.own_tables import a_seat, a_table, chair_of

pytestmark = pytest.mark.django_db
KAS = Said(kind="place", name="De kas", sentence="Hier drinken buren koffie.", circle="openbaar")
RUST = "figure/rust/WK1"


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return chair_of(table)


@pytest.fixture
def kas(table, chair):
    return bring_strength(table, KAS, by=chair, at=NOON)


def a_batch(table, *, theme="SAM-EENZ", reviewed=True, **more):
    batch = Batch.objects.create(
        table=table,
        place="WK1",
        theme=theme,
        quarter="2026-Q3",
        size_class="10-24",
        for_public=True,
        shown_at=NOON,
        answer_by=NOON.date(),
        reporters=2,
        total=12,
        **more,
    )
    if reviewed:
        BatchReview.objects.create(batch=batch, reviewed_at=NOON)
    return batch


def ask(table, chair, *subjects):
    known = {one.subject: one for one in askable_things(table)}
    ask_about(table, [known[one] for one in subjects], by=chair, at=NOON)


def asked_words(table):
    return [one.words for one in recognised_for(table)]


def test_a_batch_is_asked_about_by_its_theme_place_and_size_class_alone(table, chair):
    batch = a_batch(table)

    ask(table, chair, f"batch/{batch.pk}")

    asked = Asked.objects.get()
    assert asked.words == "Beukenhof. Vakmensen meldden dit tussen 10 en 24 keer: Eenzaamheid."
    assert (asked.area, asked.source) == ("WK1", "signalen, juli t/m september 2026")


def test_what_not_everyone_may_see_is_not_offered(table, chair, kas):
    a_batch(table, reviewed=False)
    bring_strength(table, Said(kind="tool", name="Alleen voor de tafel"), by=chair, at=NOON)

    subjects = [one.subject for one in askable_things(table)]

    assert subjects == [RUST, f"strength/{kas.pk}"]


def test_parties_and_residents_answer_about_a_strength_side_by_side_with_the_same_threshold(
    client, table, chair, kas
):
    client.force_login(chair.person)
    client.post(reverse("recognition:choose", args=[table.pk]), {"vraag": [f"strength/{kas.pk}"]})
    asked, page = Asked.objects.get(), open_page(table, by=chair, at=NOON)

    answer_as_party(table, {asked.pk: ("yes", "")}, by=a_seat(table, "member", "buren"), at=NOON)
    for number in range(10):
        answer_as_resident(page, {asked.pk: ("no", "")}, token=f"browser {number}", at=NOON)

    found = recognised(table, f"strength/{kas.pk}")
    assert found.words == "Beukenhof. Dit is hier sterk: De kas. Hier drinken buren koffie."
    assert found.told_of_parties == "1 van de 3 partijen antwoordde: 1 herkent het."
    assert found.told_of_residents == "10 bewoners antwoordden: 10 herkennen het niet."
    shown = client.get(reverse("recognition:recognise_in", args=[page.address, "WK1"])).content.decode()
    assert "Hier drinken buren koffie." in shown


def test_a_strength_that_is_taken_back_is_asked_about_no_more_and_its_words_are_gone(table, chair):
    box = open_box(table, by=chair, at=NOON)
    strength, _link = bring_from_outside(box, KAS, at=NOON)
    show(strength, by=chair, at=NOON)
    ask(table, chair, f"strength/{strength.pk}", RUST)

    take_back(strength, at=NOON + timedelta(hours=1))

    assert asked_words(table) == ["Beukenhof. Slaapt goed: 61,5%."]
    (before,) = recognised_before(table)
    assert (before.words, before.source) == (GONE, "")
    assert "koffie" not in str(list(Asked.objects.values()))


def test_who_keeps_a_strength_is_read_by_nobody_once_that_was_taken_out_of_it(table, chair):
    held = Said(**{**_kept(KAS), "holder": "Tuinclub De Spade"})
    kas = bring_strength(table, held, by=chair, at=NOON)
    ask(table, chair, f"strength/{kas.pk}")
    assert [one.source for one in recognised_for(table)] == ["Tuinclub De Spade"]

    change_strength(kas, KAS, by=chair, at=NOON)

    assert asked_words(table) == []
    assert [(one.words, one.source) for one in recognised_before(table)] == [(GONE, "")]


def test_a_strength_that_says_something_else_now_is_asked_anew_or_not_at_all(table, chair, kas):
    ask(table, chair, f"strength/{kas.pk}")
    change_strength(kas, Said(**{**_kept(KAS), "capacity": "Twintig mensen"}), by=chair, at=NOON)
    assert asked_words(table) == ["Beukenhof. Dit is hier sterk: De kas. Hier drinken buren koffie."]

    change_strength(kas, Said(**{**_kept(KAS), "sentence": "Hier is het stil."}), by=chair, at=NOON)
    assert asked_words(table) == []

    ask(table, chair, f"strength/{kas.pk}")
    take_away(kas, by=chair, at=NOON)
    put_back(kas, by=chair, at=NOON)
    assert asked_words(table) == []
    assert {one.words for one in recognised_before(table)} == {GONE}


def test_what_is_asked_about_another_strength_is_left_when_one_changes(table, chair, kas):
    plein = bring_strength(table, Said(kind="place", name="Het plein", circle="openbaar"), by=chair, at=NOON)
    ask(table, chair, f"strength/{kas.pk}", f"strength/{plein.pk}")
    table.areas.filter(key="WK1").update(name="Beukenhof-Oost")
    table.count_change()

    take_away(plein, by=chair, at=NOON)

    assert asked_words(table) == ["Beukenhof. Dit is hier sterk: De kas. Hier drinken buren koffie."]
    assert [one.words for one in recognised_before(table)] == [GONE]


def _kept(said):
    return {name: getattr(said, name) for name in said.__slots__}


def test_what_was_asked_before_stays_readable_with_what_came_of_it(client, table, chair):
    ask(table, chair, RUST)
    asked = Asked.objects.get()
    answer_as_party(table, {asked.pk: ("no", "")}, by=a_seat(table, "member", "buren"), at=NOON)

    ask(table, chair)

    client.force_login(chair.person)
    page = client.get(reverse("recognition:overview", args=[table.pk])).content.decode()
    assert "Wat de tafel eerder vroeg" in page
    assert "Beukenhof. Slaapt goed: 61,5%." in page
    assert "1 van de 3 partijen antwoordde: 1 herkent het niet." in page


def test_a_party_answers_by_one_press_on_the_page_of_the_area_and_takes_it_back(client, table, chair):
    ask(table, chair, RUST)
    asked, seat = Asked.objects.get(), a_seat(table, "member", "buren")
    client.force_login(seat.person)
    gebied = reverse("table_area:page", args=[table.pk])
    press = reverse("recognition:press", args=[table.pk, asked.pk])
    assert 'value="yes" aria-pressed="false"' in client.get(gebied).content.decode()

    assert client.post(press, {"zegt": "yes"})["Location"] == f"{gebied}#herkent"

    answered = client.get(gebied).content.decode()
    assert 'value="yes" aria-pressed="true"' in answered
    assert "1 van de 3 partijen antwoordde: 1 herkent het." in answered
    client.post(press, {"zegt": ""})
    assert 'aria-pressed="true"' not in client.get(gebied).content.decode()
    assert not PartyView.objects.exists()
    assert Deed.objects.filter(action="take_back_recognition").count() == 1


def test_the_folded_part_of_the_area_says_how_many_questions_wait_or_were_answered(client, table, chair, kas):
    ask(table, chair, RUST, f"strength/{kas.pk}")
    seat = a_seat(table, "member", "buren")
    client.force_login(seat.person)

    def told():
        page = client.get(reverse("table_area:page", args=[table.pk])).content.decode()
        return re.search(r'id="herkent">Herkent u dit\? <span[^>]*>(.*?)</span>', page)[1]

    assert told() == "2 vragen wachten op uw antwoord"
    first, last = Asked.objects.all()
    press_answer(table, first.pk, "yes", by=seat, at=NOON)
    assert told() == "Eén vraag wacht op uw antwoord"
    press_answer(table, last.pk, "no", by=seat, at=NOON)
    assert told() == "U gaf 2 antwoorden"


def test_a_sentence_stays_where_it_stood_when_another_answer_is_pressed(table, chair):
    ask(table, chair, RUST)
    asked, seat = Asked.objects.get(), a_seat(table, "member", "buren")
    answer_as_party(table, {asked.pk: ("yes", "Het zijn de bussen.")}, by=seat, at=NOON)

    press_answer(table, asked.pk, "otherwise", by=seat, at=NOON)

    assert [(one.says, one.words) for one in PartyView.objects.all()] == [
        ("otherwise", "Het zijn de bussen.")
    ]


def test_a_press_about_a_number_that_no_question_has_is_refused_in_words(client, table, chair):
    ask(table, chair, RUST)
    client.force_login(a_seat(table, "member", "buren").person)

    for says in ("yes", ""):
        answer = client.post(f"/tafel/{table.pk}/herkent/{10**20}/", {"zegt": says})
        assert answer.status_code == 409
        assert "Hier vraagt de tafel nu niet meer naar." in answer.content.decode()


def test_a_press_writes_no_sentence_so_that_what_a_colleague_just_wrote_stands(table, chair):
    ask(table, chair, RUST)
    asked, seat = Asked.objects.get(), a_seat(table, "member", "buren")
    answer_as_party(table, {asked.pk: ("yes", "Het zijn de bussen.")}, by=seat, at=NOON)
    PartyView.objects.update(words="Bel 06-12345678.")  # Kept before the guard knew it.

    with CaptureQueriesContext(connection) as asked_of_it:
        press_answer(table, asked.pk, "no", by=seat, at=NOON)

    (written,) = [
        one["sql"]
        for one in asked_of_it
        if one["sql"].startswith("UPDATE") and PartyView._meta.db_table in one["sql"]
    ]
    assert '"words"' not in written
    press_answer(table, asked.pk, "no", by=seat, at=NOON + timedelta(hours=1))
    assert [(one.says, one.at) for one in PartyView.objects.all()] == [("no", NOON)]


def test_nobody_presses_for_another_or_about_what_is_over(client, table, chair):
    ask(table, chair, RUST)
    asked, seat = Asked.objects.get(), a_seat(table, "member", "buren")
    with pytest.raises(NotAllowed):
        take_back_answer(table, asked.pk, by=chair, at=NOON)
    with pytest.raises(Refused):
        press_answer(table, asked.pk, "misschien", by=seat, at=NOON)
    press_answer(table, asked.pk, "yes", by=seat, at=NOON)

    ask(table, chair)

    with pytest.raises(Refused):
        take_back_answer(table, asked.pk, by=seat, at=NOON)
    assert PartyView.objects.count() == 1
    client.force_login(chair.person)
    gebied = client.get(reverse("table_area:page", args=[table.pk])).content.decode()
    assert "Herkent u dit?" in gebied
    assert "aria-pressed" not in gebied
