"""Taking part in pages: without an account, without a script, and as if never there after withdrawing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.accounts.paper_codes import on_paper
from gebiedstafel.dialogue.actions import add_entrance, close_round, open_round
from gebiedstafel.dialogue.ballots import EarlierVote, EntryCode, Participant, Vote, WithdrawalLink
from gebiedstafel.dialogue.crowding import ARRIVALS, WRONG_CODES
from gebiedstafel.dialogue.moderation import reject_statements, translate_round, translate_statements
from gebiedstafel.dialogue.rounds import Round, RoundStatement, Route
from gebiedstafel.dialogue.sheets import make_codes
from gebiedstafel.dialogue.taking_part import Held, held_in
from gebiedstafel.dialogue.visit import cookie_of
from gebiedstafel.trail.models import Deed
from tests.dialogue.open_rounds import chair_of_a_table, draft_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_came_yet():
    ARRIVALS._seen.clear()
    WRONG_CODES._seen.clear()


@pytest.fixture
def chair():
    return chair_of_a_table()


@pytest.fixture
def round(chair):
    return opened(chair, draft_round(chair))


def opened(chair, round):
    return open_round(round, closes_at=now() + timedelta(days=14), by=chair, at=now())


def at(name, round, *more):
    return reverse(f"voter:{name}", args=[round.address, *more])


def begun(round, **how):
    client = Client(**how)
    client.post(at("begin", round))
    return client


def judge(client, round, statement, value, seen=0, **headers):
    data = {"stelling": statement, "keuze": value, "gezien": seen}
    return client.post(at("vote", round), data, headers=headers)


def held_by(client, round) -> Held:
    held = held_in(client.cookies[cookie_of(round.address)].value)
    assert held is not None
    return held


def statement_on(page) -> int:
    return int(re.search(r'name="stelling" value="(\d+)"', page.content.decode())[1])


def test_looking_alone_makes_nobody_a_participant(round):
    page = Client().get(at("start", round))

    assert page.status_code == 200
    assert round.question in page.content.decode()
    assert not Participant.objects.exists()


def test_a_draft_is_not_there_for_who_takes_part(chair):
    round = draft_round(chair)

    assert Client().get(at("start", round)).status_code == 404
    assert Client().post(at("begin", round)).status_code == 404


def test_someone_votes_without_account_or_script_until_all_is_judged(round):
    client = Client()
    assert client.post(at("begin", round), follow=True).redirect_chain == [(at("vote", round), 302)]

    seen = set()
    for value in ("1", "-1", "0"):
        statement = statement_on(client.get(at("vote", round)))
        assert judge(client, round, statement, value).url == at("vote", round)
        seen.add(statement)

    assert seen == {1, 2, 3}
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 0, 1]
    assert "U gaf op alle stellingen uw mening" in client.get(at("vote", round)).content.decode()


def test_a_page_that_is_loaded_again_shows_the_same_statement(round):
    client = begun(round)

    assert len({statement_on(client.get(at("vote", round))) for _ in range(5)}) == 1


def test_who_comes_back_goes_on_where_they_were(round):
    client = begun(round)
    judge(client, round, statement_on(client.get(at("vote", round))), 1)

    again = client.post(at("begin", round), follow=True)

    assert Participant.objects.count() == 1
    assert "Stelling 2 van 3" in again.content.decode()


def test_a_script_hears_what_stands(round):
    client = begun(round)

    first = judge(client, round, 1, 1, accept="application/json")
    again = judge(client, round, 1, 1, accept="application/json")
    late = judge(client, round, 1, -1, accept="application/json")

    assert first.json() == {"stands": True, "value": 1, "version": 1, "told": ""}
    assert again.json() == first.json()
    assert (late.status_code, late.json()["stands"], late.json()["value"]) == (200, False, 1)


def test_a_script_gets_what_comes_next_beyond_what_is_on_its_way(round):
    client = begun(round)

    first = client.get(at("upcoming", round)).json()
    without = [one["number"] for one in first["next"][:2]]
    rest = client.get(at("upcoming", round), {"zonder": ",".join(map(str, without))}).json()

    assert {one["number"] for one in first["next"]} == {1, 2, 3}
    assert [one["number"] for one in rest["next"]] == list({1, 2, 3} - set(without))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"stelling": "1"},
        {"stelling": "1", "keuze": "2"},
        {"stelling": "x", "keuze": "1"},
        {"stelling": "9" * 400, "keuze": "1"},
        {"stelling": "-1", "keuze": "1"},
        {"stelling": "1", "keuze": "1", "gezien": "\0"},
        {"stelling": "١", "keuze": "1"},
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_nonsense_is_no_ballot(round, data, accept):
    client = begun(round)

    answer = client.post(at("vote", round), data, headers={"accept": accept})

    assert answer.status_code == 400
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    "cookie", ["", "x", "." * 50, "a" * 22, "a" * 22 + "." + "b" * 22, "ü" * 30, "a" * 9000]
)
def test_a_forged_token_is_nobody(round, cookie):
    begun(round)
    client = Client()
    client.cookies[cookie_of(round.address)] = cookie

    assert judge(client, round, 1, 1).status_code == 403
    assert judge(client, round, 1, 1, accept="application/json").status_code == 403
    assert client.get(at("mine", round)).status_code == 403
    assert client.get(at("vote", round)).url == at("start", round)
    assert not Vote.objects.exists()


def test_the_database_never_holds_a_token(round):
    held = held_by(begun(round), round)

    kept = str(list(Participant.objects.values()) + list(WithdrawalLink.objects.values()))

    assert held.token not in kept
    assert held.link not in kept


def test_the_token_turns_on_another_day_and_the_old_one_dies_once_the_new_one_was_seen(round):
    client = begun(round)
    old = held_by(client, round)
    Participant.objects.update(turned_on=(now() - timedelta(days=1)).date())

    client.get(at("vote", round))
    new = held_by(client, round)
    thief = Client()
    thief.cookies[cookie_of(round.address)] = str(old)
    before_seen = judge(thief, round, 1, 1)
    client.get(at("vote", round))
    after_seen = judge(thief, round, 2, 1)

    assert new.token != old.token
    assert new.link == old.link
    assert before_seen.status_code == 302
    assert after_seen.status_code == 403


def test_on_a_slow_line_the_answer_with_the_new_token_may_get_lost(round):
    client = begun(round)
    old = held_by(client, round)
    Participant.objects.update(turned_on=(now() - timedelta(days=1)).date())
    client.get(at("vote", round))

    client.cookies[cookie_of(round.address)] = str(old)

    assert client.get(at("vote", round)).status_code == 200
    assert judge(client, round, 1, 1).status_code == 302


def test_one_address_brings_only_so_many_people_to_an_open_round(chair):
    round = opened(chair, draft_round(chair, per_address=3))

    answers = [Client().post(at("begin", round)).status_code for _ in range(5)]
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").post(at("begin", round)).status_code

    assert answers == [302, 302, 302, 429, 429]
    assert elsewhere == 302
    assert Participant.objects.count() == 4


def test_a_household_with_many_addresses_of_version_six_is_one(chair):
    round = opened(chair, draft_round(chair, per_address=1))

    answers = [
        Client(REMOTE_ADDR=f"2001:db8:1:{block}::{n}").post(at("begin", round)).status_code
        for block, n in ((1, 1), (1, 2), (2, 1))
    ]

    assert answers == [302, 429, 302]


def test_a_name_that_a_visitor_puts_in_front_is_not_believed(chair, settings):
    round = opened(chair, draft_round(chair, per_address=1))

    def come(passed):
        return Client().post(at("begin", round), headers={"x-forwarded-for": passed}).status_code

    assert [come("192.0.2.1"), come("192.0.2.2")] == [302, 429]
    settings.PROXIES = 1
    assert [come("192.0.2.3"), come("192.0.2.9, 192.0.2.3"), come("192.0.2.3, 192.0.2.4")] == [302, 429, 302]


def test_a_hall_shares_one_address(chair):
    round = opened(chair, draft_round(chair, per_address=1))
    hall = add_entrance(
        round, route=Route.HALL, until=now() + timedelta(hours=3), places=30, by=chair, at=now()
    )

    answers = [Client().post(at("begin", round), {"ingang": hall.key}).status_code for _ in range(31)]

    assert answers == [302] * 30 + [409]


def test_a_code_lets_one_person_in_and_brings_them_back_on_another_device(chair):
    round = opened(chair, draft_round(chair, access="codes"))
    (sheet,) = make_codes(
        round, kind=EntryCode.Kind.LETTER, count=1, area="B1", batch="a", by=chair, at=now()
    )
    phone, desk = Client(), Client()
    assert phone.post(at("begin", round)).status_code == 409

    page = phone.get(at("code_of_letter", round, sheet.code))
    assert sheet.code in page.content.decode()
    assert not Participant.objects.exists()
    phone.post(at("code", round), {"code": on_paper(sheet.code)})
    judge(phone, round, 1, 1)
    back = desk.post(at("code", round), {"code": f" {sheet.code.upper()} "}, follow=True)

    assert "Stelling 2 van 3" in back.content.decode()
    person = Participant.objects.get()
    assert (person.route, person.area) == ("letter", "B1")
    assert judge(phone, round, 2, 1).status_code == 403
    assert judge(desk, round, 2, 1).status_code == 302


def test_both_devices_are_told_that_one_code_takes_part_on_one_device(chair):
    round = opened(chair, draft_round(chair, access="codes"))
    (sheet,) = make_codes(round, kind=EntryCode.Kind.LETTER, count=1, batch="a", by=chair, at=now())
    phone, desk = Client(), Client()
    first = phone.post(at("code", round), {"code": sheet.code}, follow=True).content.decode()
    fresh = Client().get(at("start", round)).content.decode()

    second = desk.post(at("code", round), {"code": sheet.code}, follow=True).content.decode()

    assert "doet u met deze code niet meer mee" not in first
    assert "Op uw vorige apparaat doet u met deze code niet meer mee." in second
    left = phone.get(at("vote", round), follow=True).content.decode()
    assert "Op dit apparaat kennen wij u niet meer." in left
    assert "kennen wij u niet meer" not in fresh
    assert "kennen wij u niet meer" not in desk.get(at("start", round)).content.decode()


def test_who_fills_in_the_code_again_on_the_same_device_hears_of_no_other(chair):
    round = opened(chair, draft_round(chair, access="codes"))
    (sheet,) = make_codes(round, kind=EntryCode.Kind.LETTER, count=1, batch="a", by=chair, at=now())
    phone = Client()
    phone.post(at("code", round), {"code": sheet.code})

    again = phone.post(at("code", round), {"code": sheet.code}, follow=True).content.decode()

    assert "Stelling 1 van 3" in again
    assert "doet u met deze code niet meer mee" not in again


def test_guessing_codes_stops_after_ten(chair):
    round = opened(chair, draft_round(chair, access="codes"))
    (sheet,) = make_codes(round, kind=EntryCode.Kind.LETTER, count=1, batch="a", by=chair, at=now())
    client = Client()

    guesses = [client.post(at("code", round), {"code": f"{n:018}"}).status_code for n in range(12)]
    right = client.post(at("code", round), {"code": sheet.code}).status_code

    assert guesses == [400] * 10 + [429] * 2
    assert right == 429
    assert not Participant.objects.exists()


def test_withdrawing_is_as_if_one_never_took_part(round):
    stays = begun(round)
    judge(stays, round, 1, 1)
    before = state_of(round)
    goes = begun(round)
    judge(goes, round, 1, -1)
    judge(goes, round, 1, 1, seen=1)
    goes.post(at("add", round), {"tekst": "Er moet een bankje bij de vijver."})
    own = RoundStatement.objects.get(is_seed=False)
    RoundStatement.objects.filter(pk=own.pk).update(state="shown")
    judge(stays, round, own.number, 1)
    link = at("take_back", round, held_by(goes, round).link)

    looked = Client().get(link)
    assert "Uw ene antwoord" in looked.content.decode()
    assert Participant.objects.count() == 2
    answer = Client().post(link)

    assert "Alles is teruggenomen" in answer.content.decode()
    assert state_of(round) == before
    assert not EarlierVote.objects.exists()
    assert judge(goes, round, 2, 1).status_code == 403
    assert Client().post(link).status_code == 404


def state_of(round):
    return (
        list(Participant.objects.values_list("pk")),
        list(Vote.objects.values_list("participant", "statement__number", "value", "version")),
        list(RoundStatement.objects.values_list("number", "text", "state")),
        list(WithdrawalLink.objects.values_list("participant")),
    )


def test_withdrawing_works_until_thirty_days_after_the_round(chair, round):
    client = begun(round)
    link = at("take_back", round, held_by(client, round).link)
    close_round(round, by=chair, at=now())
    long_ago = now() - timedelta(days=60)
    Round.objects.update(opens_at=long_ago, closes_at=now() - timedelta(days=30) + timedelta(minutes=5))

    assert Client().get(link).status_code == 200
    Round.objects.update(closes_at=now() - timedelta(days=30))
    assert Client().get(link).status_code == 404
    assert Client().post(link).status_code == 404
    assert Participant.objects.count() == 1
    assert client.get(at("mine", round)).status_code == 403


def test_a_statement_of_ones_own_waits_and_its_writer_reads_why_it_was_left_out(chair, round):
    writer, other = begun(round), begun(round)
    writer.post(at("add", round), {"tekst": "  De bus\u202e moet vaker \n rijden. "})
    own = RoundStatement.objects.get(is_seed=False)

    assert (own.text, own.state) == ("De bus moet vaker rijden.", "waiting")
    assert "iemand leest hem nog" in writer.get(at("mine", round)).content.decode()
    reject_statements(round, [own.number], "Dit gaat over de regio.", by=chair, at=now())
    assert "Dit gaat over de regio." in writer.get(at("mine", round)).content.decode()
    assert "Dit gaat over de regio." not in other.get(at("mine", round)).content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Er staat nog niets"),
        ("   \u200b\u202e ", "Er staat nog niets"),
        ("x" * 10_000, "10000 tekens"),
        ("!!!!!!!", "een hele zin"),
        ("🙂🙂🙂🙂🙂🙂", "een hele zin"),
    ],
)
def test_a_statement_that_says_nothing_or_too_much_is_told_why(round, text, words):
    client = begun(round)

    answer = client.post(at("add", round), {"tekst": text})

    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert RoundStatement.objects.count() == 3


def test_markup_in_a_statement_is_text(round):
    client = begun(round)
    client.post(at("add", round), {"tekst": "<script>alert(1)</script> is mooi"})

    page = client.get(at("mine", round)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; is mooi" in page


def test_one_person_cannot_fill_the_round_with_statements(round):
    client = begun(round)

    answers = [
        client.post(at("add", round), {"tekst": f"Stelling nummer {n} van mij"}).status_code for n in range(7)
    ]

    assert answers == [302] * 5 + [409] * 2
    again = client.post(at("add", round), {"tekst": "Stelling nummer 1 van mij"}).status_code
    assert again == 409
    assert RoundStatement.objects.filter(is_seed=False).count() == 5


def test_a_statement_stands_in_the_language_someone_chose_with_the_writers_own_words(chair):
    round = opened(chair, draft_round(chair, languages=["nl", "ar"]))
    translate_statements(round, "ar", {1: "نريد المزيد من الأشجار."}, by=chair, at=now())
    client = Client()
    client.post(at("begin", round), {"taal": "ar"})

    data = {one["number"]: one for one in client.get(at("upcoming", round)).json()["next"]}

    assert (data[1]["language"], data[1]["text"]) == ("ar", "نريد المزيد من الأشجار.")
    assert data[1]["original"].startswith("Er moeten meer bomen")
    assert (data[2]["language"], data[2]["original"]) == ("nl", "")


def test_the_question_stands_in_the_language_someone_reads_with_the_tables_own_words_beside_it(chair):
    round = opened(chair, draft_round(chair, languages=["nl", "en", "tr"], intro="Wij lezen alles."))
    translate_round(round, "tr", question="Ne yapılmalı?", intro="Hepsini okuyoruz.", by=chair, at=now())
    page = at("start", round)

    plain = Client().get(page).content.decode()
    asked = Client().get(page, {"taal": "tr"}).content.decode()
    by_device = Client().get(page, headers={"Accept-Language": "tr-TR,tr;q=0.9,en;q=0.5"}).content.decode()
    untranslated = Client().get(page, {"taal": "en"}).content.decode()

    assert "Ne yapılmalı?" not in plain
    for shown in (asked, by_device):
        assert '<h1 class="nl-heading nl-heading--level-1 gt-open__a" lang="tr" dir="auto">Ne yap' in shown
        assert "Hepsini okuyoruz." in shown
        assert '<div class="gt-vote__o" lang="nl" dir="auto"><p>Wat moet er gebeuren?</p>' in shown
        assert 'name="taal" value="tr" checked' in shown
    assert 'lang="nl" dir="auto">Wat moet er gebeuren?</h1>' in untranslated
    assert 'name="taal" value="en" checked' in untranslated


def test_who_takes_part_keeps_reading_the_question_in_their_language(chair):
    round = opened(chair, draft_round(chair, languages=["nl", "ar"]))
    translate_round(round, "ar", question="ماذا يجب أن يحدث؟", intro="", by=chair, at=now())
    client = Client()
    client.post(at("begin", round), {"taal": "ar"})

    for page in ("vote", "mine", "add", "code"):
        shown = client.get(at(page, round)).content.decode()
        assert 'lang="ar" dir="auto">ماذا يجب أن يحدث؟' in shown, page
    assert 'lang="ar" dir="auto">ماذا' in client.get(f"/gesprek/{round.address}/uitkomst/").content.decode()


@pytest.mark.parametrize("taal", ["", "xx", "<script>", "tr" * 500, "\x00"])
def test_a_language_that_the_round_does_not_speak_changes_nothing(chair, taal):
    round = opened(chair, draft_round(chair, languages=["nl", "tr"]))

    answer = Client().get(at("start", round), {"taal": taal}, headers={"Accept-Language": "*;q=x, ,;;"})

    assert answer.status_code == 200
    assert 'value="nl" checked' in answer.content.decode()


def test_the_trail_knows_that_and_never_who_or_what(round):
    client = begun(round)
    judge(client, round, 1, 1)
    client.post(at("add", round), {"tekst": "Er moet een bankje bij de vijver."})
    held = held_by(client, round)
    client.post(at("take_back", round, held.link))
    judge(client, round, 1, 1)

    told = [f"{deed.action} {deed.subject} {deed.result}" for deed in Deed.objects.all()]

    assert f"withdraw round/{round.pk} ok" in told
    assert not any(held.token in line or held.link in line or "bankje" in line for line in told)
    assert not any("vote" in line or "refused" in line for line in told)


def test_no_page_of_a_participant_is_kept_by_a_browser_or_sent_elsewhere(round):
    client = begun(round)

    for name in ("start", "vote", "mine", "add", "upcoming"):
        assert "no-store" in client.get(at(name, round))["Cache-Control"], name
    cookie = client.cookies[cookie_of(round.address)]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == at("start", round)


def test_after_the_end_people_read_back_but_change_nothing(chair, round):
    client = begun(round)
    judge(client, round, 1, 1)
    close_round(round, by=chair, at=now())

    assert client.get(at("vote", round)).url == at("mine", round)
    assert "niet open" in client.get(at("mine", round)).content.decode()
    assert judge(client, round, 2, 1).status_code == 409
    assert client.post(at("add", round), {"tekst": "Te laat bedacht."}).status_code == 409
    assert Client().post(at("begin", round)).status_code == 409
