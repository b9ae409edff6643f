"""A shop owner hears of works by mail and answers in one tap; the table reads counts and reasons."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import override

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.ideas.agenda import answer_question as settle
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.street.following import ask_to_follow, confirm, stop
from gebiedstafel.street.models import CALL_BACK, AskedShop, Follower, WorksQuestion
from gebiedstafel.street.shops import (
    answer_question,
    call_back,
    discard_question,
    make_question,
    send_question,
)
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .street_table import NOON, a_table, with_page

SITE = "https://tafel.voorbeeld.nl"
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def page(table):
    return with_page(table)


@pytest.fixture
def chair(table):
    return table.seats.get(role="chair")


def shop(page, name, area="ST1", has_shop=True):
    email = f"{name}@voorbeeld.nl"
    ask_to_follow(page, area=area, email=email, has_shop=has_shop, language="nl", site=SITE, at=NOON)
    return confirm(Follower.objects.get(email=email), at=NOON)


def question(table, chair, **other):
    given = {
        "measure": "M1", "area": "ST1", "words": "Het riool wordt vernieuwd.",
        "begins_on": date(2027, 3, 1), "ends_on": date(2027, 3, 26), "answer_by": date(2027, 2, 1),
    }  # fmt: skip
    return make_question(table, **(given | other), by=chair, at=NOON)


def sent(table, chair, **other):
    made = question(table, chair, **other)
    send_question(made, site=SITE, by=chair, at=NOON)
    made.refresh_from_db()
    return made


def test_only_shops_near_the_works_are_asked_and_each_once(table, page, chair, mailbox):
    table.areas.create(key="ST2", name="Iepenlaan", level="straat", parent="WK1", position=9)
    shop(page, "bakker")
    shop(page, "kapper", area="WK1")
    shop(page, "slager", area="ST2")
    shop(page, "buur", has_shop=False)
    carry_letters(NOON)
    mailbox.letters.clear()

    sent(table, chair)
    for minute in (0, 9, 10, 11):
        carry_letters(NOON + timedelta(minutes=minute))

    assert sorted(one["X-Went-To"] for one in mailbox.letters) == [
        "bakker@voorbeeld.nl",
        "kapper@voorbeeld.nl",
    ]


def test_a_question_is_called_back_before_it_leaves_and_then_nothing_goes(table, page, chair, mailbox):
    shop(page, "bakker")
    carry_letters(NOON)
    mailbox.letters.clear()
    made = sent(table, chair)

    call_back(made, by=chair, at=NOON + CALL_BACK - timedelta(seconds=1))
    carry_letters(NOON + timedelta(hours=1))

    assert mailbox.letters == []
    made.refresh_from_db()
    assert made.leaves_at is None
    assert send_question(made, site=SITE, by=chair, at=NOON + timedelta(hours=2)) == 1
    carry_letters(NOON + timedelta(hours=3))
    assert len(mailbox.letters) == 1


def test_what_left_cannot_be_called_back_nor_thrown_away(table, page, chair):
    shop(page, "bakker")
    made = sent(table, chair)

    with pytest.raises(Refused):
        call_back(made, by=chair, at=NOON + CALL_BACK)
    with pytest.raises(Refused):
        discard_question(made, by=chair, at=NOON)


def test_without_a_shop_near_the_works_nothing_is_sent(table, page, chair):
    with pytest.raises(Refused, match="nog geen ondernemer"):
        sent(table, chair)


def test_a_shop_answers_in_one_tap_and_looking_alone_changes_nothing(client, table, page, chair, mailbox):
    shop(page, "bakker")
    day = localdate() + timedelta(days=30)
    sent(table, chair, begins_on=day, ends_on=day, answer_by=day)
    carry_letters(NOON + CALL_BACK)
    link = mailbox.link
    assert "/werk/" in link

    assert "Het riool wordt vernieuwd." in client.get(link).content.decode()
    assert AskedShop.objects.get().answer == ""

    assert "U antwoordde: past." in client.post(link, {"antwoord": "past"}).content.decode()
    assert AskedShop.objects.get().answer == "past"

    client.post(link, {"antwoord": "past_niet", "why": "Dan is het markt."})
    one = AskedShop.objects.get()
    assert (one.answer, one.why) == ("past_niet", "Dan is het markt.")


def test_after_the_last_day_an_answer_stays_as_it_was(table, page, chair):
    shop(page, "bakker")
    sent(table, chair)
    one = answer_question(AskedShop.objects.get(), "past", why="", at=NOON)

    with pytest.raises(Refused, match="Antwoorden kon tot en met"):
        answer_question(one, "past_niet", why="", at=NOON + timedelta(days=100))

    assert AskedShop.objects.get().answer == "past"


@pytest.mark.parametrize(("answer", "why"), [("misschien", ""), ("", ""), ("past_niet", "x" * 301)])
def test_a_strange_answer_is_refused_and_what_was_typed_comes_back(
    client, table, page, chair, mailbox, answer, why
):
    shop(page, "bakker")
    day = localdate() + timedelta(days=30)
    sent(table, chair, begins_on=day, ends_on=day, answer_by=day)
    carry_letters(NOON + CALL_BACK)

    told = client.post(mailbox.link, {"antwoord": answer, "why": why})

    assert told.status_code == 409
    assert why in told.content.decode()
    assert AskedShop.objects.get().answer == ""


def test_the_table_reads_counts_and_reasons_and_no_address(client, table, page, chair):
    for name in ("bakker", "kapper", "slager"):
        shop(page, name)
    made = sent(table, chair)
    first, second, _third = AskedShop.objects.order_by("pk")
    answer_question(first, "past", why="", at=NOON)
    answer_question(second, "past_niet", why="Dan is het markt.", at=NOON)
    WorksQuestion.objects.update(leaves_at=NOON)
    client.force_login(chair.person)

    text = client.get(reverse("street:question", args=[table.pk, made.pk])).content.decode()

    assert "Past: 1. Past niet: 1. Nog geen antwoord: 1, van 3." in text
    assert "Dan is het markt." in text
    assert "voorbeeld.nl" not in text


def test_when_one_in_three_says_it_does_not_suit_it_goes_on_the_agenda_once(table, page, chair):
    for name in ("a", "b", "c", "d"):
        shop(page, name)
    sent(table, chair)
    rows = list(AskedShop.objects.order_by("pk"))

    answer_question(rows[0], "past_niet", why="", at=NOON)
    assert not AgendaQuestion.objects.exists()
    answer_question(rows[1], "past_niet", why="", at=NOON)
    answer_question(rows[2], "past_niet", why="", at=NOON)

    assert AgendaQuestion.objects.count() == 1
    assert AgendaQuestion.objects.get().text.startswith("2 ondernemers zeggen: past niet.")


def test_the_table_reads_its_agenda_in_dutch_whatever_the_shop_speaks(table, page, chair):
    shop(page, "bakker")
    sent(table, chair)

    with override("en"):
        answer_question(AskedShop.objects.get(), "past_niet", why="", at=NOON)

    assert AgendaQuestion.objects.get().text.startswith("Eén ondernemer zegt: past niet.")


def test_a_question_that_says_nothing_anyone_sees_is_refused(table, chair):
    with pytest.raises(Refused, match="wat er gebeurt"):
        question(table, chair, words="\u200b \u202e")


def test_who_answered_reads_later_what_became_of_it(client, table, page, chair, mailbox):
    shop(page, "bakker")
    day = localdate() + timedelta(days=30)
    sent(table, chair, begins_on=day, ends_on=day, answer_by=day)
    carry_letters(NOON + CALL_BACK)
    client.post(mailbox.link, {"antwoord": "past_niet", "why": "Dan is het markt."})

    settle(AgendaQuestion.objects.get(), "We wachten tot na de markt.", by=chair, at=now())

    assert "We wachten tot na de markt." in client.get(mailbox.link).content.decode()


def test_who_stops_following_is_forgotten_and_the_answer_stays_without_them(table, page, chair):
    follower = shop(page, "bakker")
    sent(table, chair)
    answer_question(AskedShop.objects.get(), "past", why="", at=NOON)

    stop(follower, at=NOON)

    assert AskedShop.objects.get().follower is None
    assert AskedShop.objects.get().answer == "past"
    assert "bakker" not in str(list(OutgoingLetter.objects.values()))


def test_only_the_chair_asks(table, page, chair):
    member = Seat.objects.create(table=table, role="member", party=table.parties.get(key="buren"))

    with pytest.raises(NotAllowed):
        question(table, member)


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("words", ""),
        ("words", "x" * 301),
        ("words", "\u200b"),
        ("area", "nergens"),
        ("begins_on", "0001-01-01"),
        ("ends_on", "9999-12-31"),
        ("begins_on", "morgen"),
        ("ends_on", "2000-01-01"),
        ("answer_by", "2099-01-01"),
    ],
)
def test_all_that_is_wrong_is_told_at_once_and_nothing_is_lost(client, table, page, chair, name, bad):
    client.force_login(chair.person)
    day = (localdate() + timedelta(days=30)).isoformat()
    good = {"words": "Riool.", "area": "ST1", "begins_on": day, "ends_on": day, "answer_by": day}

    answer = client.post(reverse("street:new_question", args=[table.pk]), good | {name: bad})

    assert answer.status_code == 400
    assert not WorksQuestion.objects.exists()
    if name != "words":
        assert "Riool." in answer.content.decode()


def test_a_question_is_prepared_from_a_work_and_looked_at_before_it_goes(client, table, page, chair):
    client.force_login(chair.person)
    day = (localdate() + timedelta(days=30)).isoformat()
    good = {"words": "Riool.", "area": "ST1", "begins_on": day, "ends_on": day, "answer_by": day}

    shown = client.post(reverse("street:new_question", args=[table.pk]), good, follow=True)

    assert "Er is nog niets verstuurd." in shown.content.decode()
    assert not OutgoingLetter.objects.exists()
