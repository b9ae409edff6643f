"""Following a street by mail: confirmed by a link, told once a week at most, erased when stopped."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.street.actions import tell_wijk
from gebiedstafel.street.digests import changes_between, next_monday, tell_followers
from gebiedstafel.street.follow_views import ASKED
from gebiedstafel.street.followers import CONFIRMED_WITHIN, KEPT, forget_followers
from gebiedstafel.street.following import ask_to_follow, confirm
from gebiedstafel.street.models import Follower
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import Refused

from .street_table import NOON, a_table, promise, with_page

SITE = "https://tafel.voorbeeld.nl"
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
ANNE = "anne@voorbeeld.nl"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet_place():
    ASKED._seen.clear()


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def page(table):
    return with_page(table)


def ask(page, email=ANNE, at=NOON, has_shop=False, area="ST1"):
    ask_to_follow(page, area=area, email=email, has_shop=has_shop, language="nl", site=SITE, at=at)


def following(page, email=ANNE, **other):
    ask(page, email, **other)
    return confirm(Follower.objects.get(email=email), at=NOON)


def links(letter):
    text = letter.get_payload(decode=True).decode()
    return re.findall(r"https?://[^/\s]+(/straatpost/\S+)", text)


def test_an_address_follows_only_after_the_link_in_its_mail_was_used_with_a_button(client, page, mailbox):
    ask(page)
    carry_letters(NOON)

    client.get(mailbox.link)
    assert Follower.objects.get().used_at is None

    # The view looks at the clock of today: the link is asked anew for it.
    Follower.objects.update(expires_at=NOON + timedelta(days=9999))
    client.post(mailbox.link)
    assert Follower.objects.get().used_at is not None


def test_the_secret_of_a_link_is_kept_nowhere(page, mailbox):
    ask(page)
    kept = str(list(OutgoingLetter.objects.values())) + str(list(Follower.objects.values()))

    carry_letters(NOON)

    assert links(mailbox.letters[0])[0].split("/")[-2] not in kept


def test_the_answer_on_the_page_is_the_same_for_an_address_we_know(client, page):
    following(page)
    url = reverse("street:follow", args=[page.address, "ST1"])

    known = client.post(url, {"email": ANNE})
    unknown = client.post(url, {"email": "bob@voorbeeld.nl"})

    assert known.status_code == unknown.status_code == 200
    strip = re.compile(r'value="[^"]{40,}"|anne|bob')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())


def test_who_follows_already_becomes_a_shop_by_the_link_in_their_own_mail_and_not_before(
    client, page, mailbox
):
    following(page)
    carry_letters(NOON)
    ask(page, has_shop=True, at=NOON + timedelta(hours=1))
    carry_letters(NOON + timedelta(hours=1))
    assert "Iemand vulde in dat u daar een winkel of bedrijf hebt." in mailbox.text
    Follower.objects.update(expires_at=NOON + timedelta(days=9999))

    asked = client.get(mailbox.link).content.decode()
    assert "Ja, vraag mij ook" in asked
    assert not Follower.objects.get().has_shop
    answer = client.post(mailbox.link).content.decode()

    assert "U krijgt ook een vraag als er werk komt bij uw zaak." in answer
    one = Follower.objects.get()
    assert (one.has_shop, one.asks_shop) == (True, False)
    assert one.used_at == NOON
    assert Deed.objects.filter(action="follow_with_shop").count() == 1


def test_a_link_that_is_too_old_makes_nobody_a_shop(page):
    following(page)
    ask(page, has_shop=True, at=NOON + timedelta(hours=1))

    confirm(Follower.objects.get(), at=NOON + timedelta(hours=1) + CONFIRMED_WITHIN)

    assert not Follower.objects.get().has_shop


def test_an_address_is_not_flooded_by_whoever_fills_it_in(page, mailbox):
    for minute in range(20):
        ask(page, at=NOON + timedelta(minutes=minute))

    carry_letters(NOON + timedelta(hours=1))

    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(
    "bad", ["", "anne", "anne@voorbeeld.nl\nBcc: bob@voorbeeld.nl", "a@b.nl, c@d.nl", "\x00"]
)
def test_what_is_no_address_is_refused_in_words_and_comes_back(client, page, bad):
    answer = client.post(reverse("street:follow", args=[page.address, "ST1"]), {"email": bad})

    assert answer.status_code == 400
    assert not Follower.objects.exists()


@pytest.mark.parametrize("bad", ["nergens", "%00", "9" * 70])
def test_a_street_nobody_knows_cannot_be_followed(client, page, bad):
    assert client.get(f"/straat/{page.address}/volgen/{bad}/").status_code == 404


def test_one_place_cannot_leave_many_addresses(client, page):
    url = reverse("street:follow", args=[page.address, "ST1"])

    codes = [client.post(url, {"email": f"a{number}@voorbeeld.nl"}).status_code for number in range(12)]

    assert codes == [200] * 10 + [409] * 2


def test_a_link_that_is_too_old_confirms_nothing(page):
    ask(page)

    with pytest.raises(Refused):
        confirm(Follower.objects.get(), at=NOON + CONFIRMED_WITHIN)


def test_a_guessed_or_spent_link_says_what_helps(client, page):
    for name in ("confirm", "stop", "answer"):
        answer = client.get(reverse(f"street:{name}", args=["geraden"]))

        assert answer.status_code == 410
        assert "Deze link werkt niet meer." in answer.content.decode()


def test_a_follower_hears_on_monday_what_changed_since_and_only_once(table, page, mailbox):
    following(page)
    promise(table, "A1", "De stoep wordt hersteld.")
    tell_wijk(table, "De lantaarns branden.", area="ST1", by=table.seats.get(), at=NOON)
    assert tell_followers(site=SITE, at=MONDAY - timedelta(minutes=1)) == 0

    told = [tell_followers(site=SITE, at=MONDAY + timedelta(minutes=minute)) for minute in range(3)]
    carry_letters(MONDAY)

    assert told == [1, 0, 0]
    letter = mailbox.letters[-1].get_payload(decode=True).decode()
    assert letter.count("De stoep wordt hersteld.") == 1
    assert "De lantaarns branden." in letter


def test_who_has_nothing_to_hear_gets_no_mail(table, page, mailbox):
    promise(table, "A1", "De stoep wordt hersteld.")
    following(page)

    assert tell_followers(site=SITE, at=MONDAY) == 0
    assert tell_followers(site=SITE, at=MONDAY + timedelta(days=7)) == 0


def test_a_promise_that_is_kept_is_told_as_changed(table, page, mailbox):
    one = promise(table, "A1", "De stoep wordt hersteld.")
    following(page)
    one.status = "gereed"
    one.save()

    tell_followers(site=SITE, at=MONDAY)
    carry_letters(MONDAY)

    assert "Veranderd. Nu staat er:\n- De stoep wordt hersteld. (gedaan)" in mailbox.text.replace("\r", "")


def test_a_closed_page_sends_nothing_and_forgets_nothing(table, page, mailbox):
    following(page)
    promise(table, "A1", "De stoep wordt hersteld.")
    page.is_open = False
    page.save()
    assert tell_followers(site=SITE, at=MONDAY) == 0

    page.is_open = True
    page.save()

    assert tell_followers(site=SITE, at=MONDAY + timedelta(days=7)) == 1


def test_who_stops_is_erased_with_every_letter_and_without_an_account(client, table, page, mailbox):
    following(page)
    promise(table, "A1", "De stoep wordt hersteld.")
    tell_followers(site=SITE, at=MONDAY)
    carry_letters(MONDAY)
    stop = links(mailbox.letters[-1])[-1]
    assert "/stop/" in stop

    client.get(stop)
    assert Follower.objects.exists()
    assert client.post(stop).status_code == 200

    assert not Follower.objects.exists()
    assert ANNE not in str(list(OutgoingLetter.objects.values()))
    assert ANNE not in str(list(Deed.objects.values()))
    assert client.post(stop).status_code == 410


def test_what_waits_for_who_stops_does_not_go(page, mailbox):
    ask(page)
    forget_followers(at=NOON + CONFIRMED_WITHIN + timedelta(seconds=1))

    carry_letters(NOON + timedelta(days=8))

    assert mailbox.letters == []
    assert not Follower.objects.exists()


def test_an_address_is_kept_for_two_years_at_most(page):
    following(page)
    assert forget_followers(at=NOON + KEPT) == 0

    assert forget_followers(at=NOON + KEPT + timedelta(seconds=1)) == 1


LINES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["1", "2", "3"]))


@given(LINES, LINES)
def test_changes_are_what_a_slow_look_at_each_line_finds(before, after):
    found = changes_between(before, after)

    slow = {
        "new": sorted(after[name] for name in set(after) - set(before)),
        "gone": sorted(before[name] for name in set(before) - set(after)),
        "changed": sorted(after[name] for name in set(before) & set(after) if before[name] != after[name]),
    }
    assert {name: sorted(getattr(found, name)) for name in slow} == slow
    assert bool(found) == (before != after)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))
def test_letters_leave_on_the_first_monday_morning_after_today(moment):
    at = moment.replace(tzinfo=NOON.tzinfo)

    leaves = next_monday(at)

    assert leaves.weekday() == 0
    assert leaves.hour == 9
    assert timedelta(0) < leaves - at <= timedelta(days=8)
