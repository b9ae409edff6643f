"""Running a gathering: its step and time, two who run it, phones that join, and cards that are never lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gebiedstafel.dialogue.crowding import WRONG_CODES
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.workshop.cards import Written, put_card_back, take_card_away, write_card
from gebiedstafel.workshop.joining import guest_of, join
from gebiedstafel.workshop.models import Card, Guest, Sitting
from gebiedstafel.workshop.sitting_page import hall_cards, steps_with_cards
from gebiedstafel.workshop.sittings import (
    end_sitting,
    give_more_time,
    go_back_to_step,
    go_to_step,
    make_sitting,
    seconds_left,
    show_cards,
)
from tests.workshop.rounds_of_choosing import NOON, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def member(people):
    return people[2]


@pytest.fixture
def sitting(people, member):
    made = make_sitting(people[0], "belangenkaart", by=member, at=NOON)
    return go_to_step(made, 2, by=member, at=NOON, seen=0)


@pytest.fixture
def guest(sitting):
    return guest_of(sitting, join(sitting, None, at=NOON))


def written(text="Rust in de straat", key="sleutel-een", step="willen", stamp=10):
    return Written(key, step, text, stamp)


def fresh(sitting):
    return Sitting.objects.select_related("table").get(pk=sitting.pk)


def as_data(client, url, **sent):
    return client.post(url, sent, headers={"Accept": "application/json"})


def test_the_time_counts_by_the_server_and_an_hour_asleep_changes_nothing(sitting, member):
    assert seconds_left(sitting, NOON + timedelta(minutes=5)) == 5 * 60

    give_more_time(sitting, by=member, at=NOON)

    assert seconds_left(fresh(sitting), NOON + timedelta(hours=1)) == (15 - 60) * 60


def test_of_two_who_run_it_the_newest_step_stays_and_the_other_is_told(people, sitting, member):
    chair = people[1]
    go_to_step(sitting, 3, by=chair, at=NOON, seen=1)

    with pytest.raises(Refused, match="Nu is de stap “Waar ben je bang voor"):
        go_to_step(sitting, 4, by=member, at=NOON, seen=1)

    assert fresh(sitting).step == 3
    assert go_to_step(sitting, 3, by=member, at=NOON, seen=1).step == 3


def test_who_pressed_too_soon_goes_back_with_the_time_the_step_still_had(client, people, sitting, member):
    give_more_time(sitting, by=member, at=NOON)
    left = seconds_left(fresh(sitting), NOON + timedelta(minutes=4))
    go_to_step(sitting, 3, by=member, at=NOON + timedelta(minutes=4), seen=2)
    client.force_login(member.person)
    page = reverse("workshop:sitting", args=[people[0].pk, sitting.pk])
    assert "”, met nog 11:00" in client.get(page).content.decode()

    go_back_to_step(sitting, 2, by=member, at=NOON + timedelta(minutes=9), seen=3)
    go_back_to_step(sitting, 2, by=member, at=NOON + timedelta(minutes=9), seen=3)

    back = fresh(sitting)
    assert (back.step, back.step_version, back.step_before) == (2, 4, 3)
    assert seconds_left(back, NOON + timedelta(minutes=9)) == left == 11 * 60
    assert Deed.objects.filter(action="go_back_to_step").count() == 1
    gone_on = {"doe": "terugstap", "stap": "3", "gezien": "4"}
    client.post(reverse("workshop:run_sitting", args=[people[0].pk, sitting.pk]), gone_on)
    assert fresh(sitting).step == 3


def test_going_back_is_refused_after_another_press_after_the_end_and_to_another_step(sitting, member):
    go_to_step(sitting, 3, by=member, at=NOON, seen=1)

    with pytest.raises(Refused, match="Waar ben je bang voor"):
        go_back_to_step(sitting, 2, by=member, at=NOON, seen=1)
    with pytest.raises(Refused, match="niet de vorige"):
        go_back_to_step(sitting, 1, by=member, at=NOON, seen=2)
    end_sitting(sitting, by=member, at=NOON)
    with pytest.raises(Refused, match="afgesloten"):
        go_back_to_step(sitting, 2, by=member, at=NOON, seen=3)

    assert fresh(sitting).step == 3


def test_a_card_sent_twice_or_late_is_one_card_and_the_newest_words_stay(sitting, guest):
    write_card(sitting, written("Rust", stamp=10), by=guest, at=NOON)
    write_card(sitting, written("Rust en licht", stamp=20), by=guest, at=NOON)

    write_card(sitting, written("Rust", stamp=10), by=guest, at=NOON + timedelta(hours=1))

    assert [one.text for one in Card.objects.all()] == ["Rust en licht"]
    assert Deed.objects.filter(action="write_card").count() == 1


def test_an_emptied_card_goes_and_comes_back_when_written_again(sitting, guest):
    write_card(sitting, written(), by=guest, at=NOON)
    write_card(sitting, written("", stamp=11), by=guest, at=NOON)
    assert Card.objects.get().gone_at is not None

    write_card(sitting, written("Toch rust", stamp=12), by=guest, at=NOON)

    assert (Card.objects.get().gone_at, Card.objects.get().text) == (None, "Toch rust")


def test_nobody_writes_on_the_card_of_another(sitting, guest, member):
    write_card(sitting, written(), by=guest, at=NOON)
    other = guest_of(sitting, join(sitting, None, at=NOON))

    for someone in (other, member):
        with pytest.raises(NotAllowed, match="iemand anders"):
            write_card(sitting, written("Lawaai", stamp=99), by=someone, at=NOON)


def test_cards_come_in_after_the_end_but_nobody_joins_any_more(sitting, guest, member):
    end_sitting(sitting, by=member, at=NOON)

    assert write_card(sitting, written(), by=guest, at=NOON + timedelta(days=1)) is not None

    with pytest.raises(Refused, match="afgesloten"):
        join(sitting, None, at=NOON)
    with pytest.raises(Refused, match="paar dagen voorbij"):
        write_card(sitting, written(key="sleutel-twee"), by=guest, at=NOON + timedelta(days=3))


def test_what_someone_wrote_stays_when_they_leave(sitting, guest):
    write_card(sitting, written(), by=guest, at=NOON)

    Guest.objects.all().delete()

    assert Card.objects.get().text == "Rust in de straat"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (written("x" * 601), "Er passen|passen er 600"),
        (written(step="nergens"), "kwam niet goed aan"),
        (written(key="kort"), "kwam niet goed aan"),
    ],
)
def test_a_card_that_does_not_fit_is_refused_with_a_reason(sitting, guest, sent, why):
    with pytest.raises(Refused, match=why):
        write_card(sitting, sent, by=guest, at=NOON)

    assert not Card.objects.exists()


def test_what_a_party_writes_of_itself_is_seen_by_that_party_alone(people, sitting, guest, member):
    _table, chair, *_ = people
    write_card(sitting, written("Wij willen rust"), by=member, at=NOON)
    write_card(sitting, written("Licht", key="sleutel-twee"), by=guest, at=NOON)
    show_cards(sitting, "willen", True, by=chair, at=NOON)

    own, other = (steps_with_cards(fresh(sitting), seat)[1] for seat in (member, chair))

    assert [card.text for card in own.cards] == ["Wij willen rust", "Licht"]
    assert [card.text for card in other.cards] == ["Licht"]
    assert other.hidden == 1
    assert [card.text for card in hall_cards(fresh(sitting))] == ["Licht"]
    with pytest.raises(NotAllowed, match="andere partij"):
        take_card_away(Card.objects.get(seat=member), by=chair, at=NOON)


def test_the_hall_sees_cards_when_who_runs_it_says_so_and_none_that_was_taken_away(sitting, guest, member):
    card = write_card(sitting, written(), by=guest, at=NOON)
    assert hall_cards(fresh(sitting)) == []
    show_cards(sitting, "willen", True, by=member, at=NOON)
    assert hall_cards(fresh(sitting)) == [card]

    take_card_away(card, by=member, at=NOON)

    assert hall_cards(fresh(sitting)) == []
    put_card_back(card, by=member, at=NOON)
    assert hall_cards(fresh(sitting)) == [card]


def test_a_phone_joins_by_the_code_writes_and_comes_back(client, sitting):
    door = client.post(reverse("join:code"), {"code": f" {sitting.code.upper()} "})
    assert door["Location"] == reverse("join:door", args=[sitting.code])
    joined = client.post(door["Location"])

    told = as_data(
        client,
        reverse("join:write", args=[sitting.code]),
        sleutel="abcdefgh",
        stap="willen",
        tekst="Rust\x00",
        tijd="5",
    )

    assert told.json() == {"sleutel": "abcdefgh", "tijd": 5}
    assert "Rust" in client.get(joined["Location"]).content.decode()
    assert client.get(door["Location"])["Location"] == joined["Location"]
    stranger = as_data(type(client)(), reverse("join:write", args=[sitting.code]), tekst="x")
    assert (stranger.status_code, stranger.json()["mag"]) == (403, False)


def test_a_wrong_code_is_told_on_the_same_page(client, sitting):
    answer = client.post(reverse("join:code"), {"code": "fout\x00"})

    assert answer.status_code == 400
    assert "Deze code kennen we niet" in answer.content.decode()


def test_codes_guessed_in_addresses_are_slowed_and_who_is_in_goes_on(client, sitting):
    WRONG_CODES._seen.clear()
    inside = type(client)()
    inside.post(reverse("join:door", args=[sitting.code]))

    guesses = [client.get(reverse("join:door", args=[f"fout{n}"])).status_code for n in range(31)]
    newcomer = client.get(reverse("join:door", args=[sitting.code]))
    write = as_data(
        inside,
        reverse("join:write", args=[sitting.code]),
        sleutel="abcdefgh",
        stap="willen",
        tekst="Rust",
        tijd="5",
    )

    WRONG_CODES._seen.clear()
    assert guesses == [404] * 30 + [409]
    assert newcomer.status_code == 409
    assert "Dat waren veel verkeerde codes" in newcomer.text
    assert write.status_code == 200


def test_the_screens_show_the_step_the_time_and_what_the_hall_reads(client, people, sitting, guest, member):
    write_card(sitting, written(), by=guest, at=NOON)
    show_cards(sitting, "willen", True, by=member, at=NOON)
    client.force_login(member.person)
    where = [people[0].pk, sitting.pk]

    screen = client.get(reverse("workshop:sitting", args=where)).content.decode()
    hall = client.get(reverse("workshop:hall", args=where)).content.decode()
    stand = client.get(reverse("workshop:sitting_stand", args=where)).json()

    assert "Schrijf in stilte één kaart." in screen
    assert "Rust in de straat" in screen
    assert "Rust in de straat" in hall
    assert f"/doe-mee/{sitting.code}/" in hall
    assert (stand["naam"], stand["klaar"]) == ("Wat wil je, en waarom?", False)


def test_the_page_of_own_cards_leads_back_to_the_gathering(client, people, sitting, member):
    client.force_login(member.person)
    where = [people[0].pk, sitting.pk]

    page = client.get(reverse("workshop:own_cards", args=where)).content.decode()

    assert f'href="{reverse("workshop:sitting", args=where)}">Terug naar de bijeenkomst</a>' in page


def test_who_takes_part_without_a_trio_does_not_wait_for_a_card(client, sitting):
    client.post(reverse("join:door", args=[sitting.code]))

    page = client.get(reverse("join:tries", args=[sitting.code])).content.decode()

    assert "U doet mee zonder trio. Hier staat dan niets." in page
    assert "De begeleider legt uw kaart op tafel" not in page


def test_no_clock_stands_on_a_screen_before_the_first_step_or_after_the_end(client, people, member):
    made = make_sitting(people[0], "geldtafel", by=member, at=NOON)
    client.force_login(member.person)
    screen = reverse("workshop:sitting", args=[people[0].pk, made.pk])
    before = client.get(screen).content.decode()
    go_to_step(made, 1, by=member, at=NOON, seen=0)
    during = client.get(screen).content.decode()

    end_sitting(made, by=member, at=NOON)

    clocks = ['role="timer"' in html for html in (before, during, client.get(screen).content.decode())]
    assert clocks == [False, True, False]


def test_a_page_without_a_script_steps_on_and_types_cards_over(client, people, member):
    client.force_login(member.person)
    client.post(reverse("workshop:make_sitting", args=[people[0].pk]), {"werkvorm": "geldtafel"})
    made = Sitting.objects.get()
    where = [people[0].pk, made.pk]

    client.post(reverse("workshop:run_sitting", args=where), {"doe": "stap", "stap": "2", "gezien": "0"})
    client.post(
        reverse("workshop:write_card", args=where),
        {"sleutel": "papier-een", "stap": "kaarten", "tekst": "Wijkbudget, 40.000", "terug": "leiden"},
    )

    assert Sitting.objects.get().step == 2
    assert "Wijkbudget, 40.000" in client.get(reverse("workshop:sitting", args=where)).content.decode()
