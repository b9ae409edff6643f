"""The outbox: each letter once in effect, refusals in words, and nothing secret kept."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from gebiedstafel.accounts.actions import erase_person
from gebiedstafel.accounts.letters import Letter, NotSent
from gebiedstafel.accounts.models import OutgoingLetter, Person
from gebiedstafel.accounts.outbox import (
    HOLD,
    MOST_TRIES,
    _write_down_refusal,
    carry_letters,
    mark,
    post,
    refusal_words,
    release_held_letters,
    stop_letter,
    stop_letters,
)
from gebiedstafel.accounts.tokens import token_of_seed

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
A_LETTER = Letter("anne@voorbeeld.nl", "Uw afspraak", "Kijk op /v/" + mark("zaad"))
pytestmark = pytest.mark.django_db


def posted(key="een", letter=A_LETTER, **other):
    return post(letter, key=key, at=NOON, seeds=["zaad"], **other)


def test_a_letter_is_written_once_however_often_it_is_posted(mailbox):
    first, again = posted(), posted()

    carry_letters(NOON)
    carry_letters(NOON + timedelta(hours=1))

    assert first == again
    assert [one["Message-ID"] for one in mailbox.letters] == [first.message_id]


def test_the_secret_of_a_link_is_in_the_letter_and_nowhere_in_the_database(mailbox):
    letter = posted(headers={"List-Unsubscribe": f"<https://voorbeeld.nl/{mark('zaad')}>"})
    kept = str(OutgoingLetter.objects.values().get(pk=letter.pk))

    carry_letters(NOON)

    assert token_of_seed("zaad") in mailbox.text
    assert token_of_seed("zaad") in mailbox.letters[0]["List-Unsubscribe"].replace("\n", "").replace(" ", "")
    assert token_of_seed("zaad") not in kept
    assert OutgoingLetter.objects.get().text == ""


def test_a_mark_that_someone_typed_is_left_as_it_is(mailbox):
    post(Letter("a@voorbeeld.nl", "Hoi", "Ik typ " + mark("ander")), key="k", at=NOON, seeds=["zaad"])

    carry_letters(NOON)

    assert mark("ander") in mailbox.text


def test_the_copy_after_a_crash_is_the_same_letter(mailbox):
    letter = posted()
    carry_letters(NOON)
    # The worker died between the mail server and the database: as if it never wrote down that it went.
    OutgoingLetter.objects.filter(pk=letter.pk).update(
        sent_at=None, text=A_LETTER.text, held_until=NOON + HOLD
    )

    carry_letters(NOON + timedelta(seconds=5))
    release_held_letters(NOON + timedelta(seconds=9))
    carry_letters(NOON + timedelta(seconds=9))

    first, copy = (one.as_bytes() for one in mailbox.letters)
    assert first == copy


def test_a_letter_held_by_one_worker_is_not_sent_by_another(mailbox):
    letter = posted()
    OutgoingLetter.objects.filter(pk=letter.pk).update(held_until=NOON + HOLD)

    assert carry_letters(NOON + HOLD - timedelta(seconds=1)) == 0
    assert carry_letters(NOON + HOLD) == 1


@pytest.mark.parametrize(
    "address",
    ["a@voorbeeld.nl\nBcc: b@x.nl", "a@voorbeeld.nl\r\nSubject: Hoi", "a@x.nl\x00", "", "geen adres"],
)
def test_an_address_that_is_none_is_refused_in_words_and_never_sent(mailbox, address):
    letter = posted(letter=Letter(address, "Hoi", "Tekst"))

    assert carry_letters(NOON + timedelta(days=9)) == 0
    assert letter.refused_at == NOON
    assert "geen e-mailadres" in refusal_words(letter.answer)
    assert mailbox.letters == []


def test_a_refusal_for_good_is_told_and_not_tried_again(mailbox):
    mailbox.refuses = True
    posted()
    carry_letters(NOON)
    mailbox.refuses = False

    assert carry_letters(NOON + timedelta(days=9)) == 0
    letter = OutgoingLetter.objects.get()
    assert letter.answer == 550
    assert "kent dit adres niet" in refusal_words(letter.answer)


def test_a_fault_of_the_site_itself_ends_no_letter(mailbox, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "wrong", "wrong"
    posted()
    carry_letters(NOON)
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""

    assert OutgoingLetter.objects.get().refused_at is None
    assert carry_letters(NOON + timedelta(hours=1)) == 1


def test_who_is_forgotten_while_a_letter_goes_stops_no_other(mailbox):
    first = posted()
    posted("twee")
    OutgoingLetter.objects.filter(pk=first.pk).update(held_until=NOON)
    held = OutgoingLetter.objects.get(pk=first.pk)
    OutgoingLetter.objects.filter(pk=first.pk).update(stopped_at=NOON, text="")

    _write_down_refusal(held, NotSent("gone", code=550, for_good=True), NOON)

    assert carry_letters(NOON) == 1


def test_a_server_that_is_away_is_asked_again_later_and_not_for_ever(mailbox, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    posted()
    carry_letters(NOON)
    assert carry_letters(NOON + timedelta(seconds=30)) == 0
    assert OutgoingLetter.objects.get().tries == 1
    for hours in range(MOST_TRIES):
        carry_letters(NOON + timedelta(hours=5 * (hours + 1)))
    given_up = OutgoingLetter.objects.get()
    settings.EMAIL_PORT = port
    posted("twee")

    assert given_up.refused_at
    assert "gaf geen antwoord" in refusal_words(given_up.answer)
    assert carry_letters(NOON) == 1


def test_a_letter_can_be_stopped_until_it_goes(mailbox):
    early, late = posted("vroeg"), posted("laat", not_before=NOON + timedelta(days=1))
    carry_letters(NOON)

    assert not stop_letter(early, at=NOON)
    assert stop_letter(late, at=NOON)
    assert carry_letters(NOON + timedelta(days=2)) == 0


def test_a_letter_that_waits_for_its_next_try_is_stopped_and_one_that_is_just_going_is_not(mailbox):
    mailbox.refuses = "451 Try again later"
    tried = posted("proef")
    carry_letters(NOON)
    going = posted("onderweg")
    OutgoingLetter.objects.filter(pk=going.pk).update(held_until=NOON + HOLD)
    mailbox.refuses = False

    assert stop_letter(tried, at=NOON)
    assert not stop_letter(going, at=NOON)
    stop_letters("onder", at=NOON)

    assert carry_letters(NOON + timedelta(days=2)) == 1


def test_letters_are_stopped_together_by_the_begin_of_their_keys_in_one_question(
    mailbox, django_assert_num_queries
):
    for key in ("asking/1/a", "asking/1/b", "asking/11/a"):
        posted(key)

    with django_assert_num_queries(1):
        stop_letters("asking/1/", at=NOON)

    assert carry_letters(NOON) == 1


def test_whoever_leaves_gets_no_more_letters_and_is_in_none(mailbox):
    person = Person.objects.create_user("anne", "anne@voorbeeld.nl")
    posted("een", person=person)
    carry_letters(NOON)
    posted("twee", person=person)

    erase_person(person, at=NOON)

    assert carry_letters(NOON) == 0
    assert "anne" not in str(list(OutgoingLetter.objects.values()))


def test_a_letter_ends_in_one_way():
    letter = posted()
    letter.sent_at = letter.refused_at = NOON
    letter.text = ""

    with pytest.raises(IntegrityError, match="a_letter_ends_in_one_way"):
        letter.save()
