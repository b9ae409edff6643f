"""The trail as a page: in words, by seat, to search and take along; looking stands in it too."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.record import trail_page
from gebiedstafel.record.deed_words import DEEDS, KINDS
from gebiedstafel.record.trail_page import LEFT_OUT, Asked, asked_for, deeds_of, state_of
from gebiedstafel.record.trail_page import told as told_of
from gebiedstafel.signals.sealed import record_sealed
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.deeds import forget_actor, record_deed
from gebiedstafel.trail.models import Deed
from tests.tables.own_tables import own_table, person, seat

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return own_table()


def browser(table, role="chair"):
    client = Client()
    client.force_login(table.seats.get(role=role).person)
    return client


def read(table, query="", name="trail"):
    return browser(table).get(reverse(f"record:{name}", args=[table.pk]) + query)


def test_the_page_says_in_words_who_did_what_and_that_the_chain_is_whole(table):
    seat(table, person("anne"))

    told = read(table).content.decode()

    assert "Ketting heel, " in told
    assert "gaf iemand een stoel" in told
    assert "de beheerder van de installatie" in told


def test_what_the_worker_did_is_told_to_be_done_by_the_site_itself(table):
    record_deed(table.chain, action="remind_agreement", subject="agreement/A1", actor="worker", at=NOON)

    (told,) = told_of(table, [Deed.objects.filter(chain=table.chain).latest("number")])

    assert (told.who, told.did) == ("Gebiedstafel zelf", "herinnerde aan een afspraak")


def test_no_name_of_a_person_stands_on_the_page_but_their_seat_does(table):
    anne = seat(table, person("anne"))
    record_deed(table.chain, action="change_rows", subject="measures/M1", actor=anne.actor, at=NOON)

    told = read(table).content.decode()

    assert "aan tafel, Buren van Beukenhof" in told
    assert "Anne" not in told


def test_looking_and_taking_along_stand_in_the_trail_with_what_was_looked_for(table):
    read(table, "?soort=seats&zoek=person")
    read(table, "?soort=seats", name="trail_file")

    kept = Deed.objects.filter(chain=table.chain).order_by("-number")[:2]
    assert [(one.action, one.subject) for one in kept] == [
        ("take_trail", "soort=seats"),
        ("read_trail", "soort=seats&zoek=person"),
    ]


@pytest.mark.parametrize("role", ["member", "finance", "visitor"])
def test_only_the_chair_reads_it_and_a_refusal_leaves_no_reading(table, role):
    seat(table, person("iemand"), role, None if role == "visitor" else "buren")

    answer = browser(table, role).get(reverse("record:trail", args=[table.pk]))

    assert answer.status_code == 403
    assert not Deed.objects.filter(action="read_trail").exists()


def test_a_deed_of_which_one_letter_was_changed_is_told_on_the_page(table):
    from django.db import connection

    seat(table, person("anne"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_deed SET subject = subject || 'x' WHERE action = 'give_seat'")

    told = read(table).content.decode()

    assert "De ketting is niet heel" in told
    assert "is not as it was written" in told


def test_a_signal_that_is_gone_from_the_sealed_chain_is_told_without_how_many_there_are(table):
    from django.db import connection

    for signal in ("signal/a", "signal/b", "signal/c"):
        record_sealed(table, action="send_signal", subject=signal, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_deed SET subject = 'x' WHERE subject = 'signal/b'")

    told = read(table).content.decode()

    assert "De verzegelde ketting van signalen is niet heel." in told
    assert "is not as it was written" not in told


def test_a_refusal_is_a_kind_of_its_own_with_its_reason(table):
    seat(table, person("anne"))
    browser(table, "member").post(reverse("tables:seats", args=[table.pk]), {"email": "a@b.nl"})

    told = read(table, "?soort=refused").content.decode()

    assert "geweigerd: Alleen de voorzitter nodigt mensen uit" in told
    assert "gaf iemand een stoel" not in told.split("<tbody")[1]


def test_who_was_forgotten_is_no_longer_known_and_the_chain_stays_whole(table):
    anne = seat(table, person("anne"))
    record_deed(table.chain, action="change_rows", subject="measures/M1", actor=anne.actor, at=NOON)
    forget_actor(anne.actor)

    told = read(table).content.decode()

    assert "iemand die niet meer bekend is" in told
    assert "Ketting heel" in told


def test_a_month_holds_what_was_done_in_it_to_the_minute(table):
    first = datetime(2027, 1, 31, 22, 59, tzinfo=UTC)  # Still January in the Netherlands.
    for number, at in enumerate((first, first + timedelta(minutes=1))):
        record_deed(table.chain, action="change_rows", subject=f"x{number}", actor="system", at=at)

    found = {
        month: sorted(deeds_of(table, Asked(month=month)).values_list("subject", flat=True))
        for month in ("2027-01", "2027-02")
    }

    assert found == {"2027-01": ["x0"], "2027-02": ["x1"]}


@pytest.mark.parametrize(
    "month", ["2026-13", "0000-01", "9999-12", "²026-01", "2026-1", "x", "\x00", "9" * 50]
)
def test_a_month_that_is_none_is_not_looked_for(month):
    assert asked_for({"maand": month}) == Asked()


def test_every_kind_together_is_the_whole_trail_and_none_comes_twice(table):
    seat(table, person("anne"))
    for action in [*DEEDS, "something_new"]:
        record_deed(table.chain, action=action, subject="x", actor="system", at=NOON)
    record_deed(table.chain, action="x", subject="y", result="refused: nee", actor="system", at=NOON)

    by_kind = [
        number
        for kind in KINDS
        for number in deeds_of(table, Asked(kind=kind)).values_list("number", flat=True)
    ]

    whole = Deed.objects.filter(chain=table.chain).exclude(action__in=LEFT_OUT)
    assert len(by_kind) > len(DEEDS) - len(LEFT_OUT)
    assert sorted(by_kind) == sorted(whole.values_list("number", flat=True))


def test_who_sent_a_signal_before_that_was_sealed_apart_is_read_nowhere_and_the_chain_stays_whole(table):
    then = datetime(2025, 3, 4, 12, tzinfo=UTC)
    for action in LEFT_OUT:
        record_deed(table.chain, action=action, subject="signal/71", actor="seat/1", at=then)

    pages = [read(table, "?soort=signals"), read(table, "?zoek=signal/"), read(table, name="trail_file")]

    for page in pages:
        told = page.content.decode()
        assert "signal/71" not in told
        assert "stuurde een signaal" not in told.partition("<tbody")[2]
        assert "vinkte in de kwartaalronde iets af" not in told.partition("<tbody")[2]
        assert "2025" not in told
    assert (
        f"{len(LEFT_OUT)} oude regels over wie een signaal stuurde, staan hier niet."
        in pages[0].content.decode()
    )
    assert "Ketting heel, " in pages[0].content.decode()


def test_what_a_spreadsheet_would_reckon_with_is_text_in_the_file(table):
    record_deed(table.chain, action="change_rows", subject="=1+1", actor="system", at=NOON)

    told = read(table, name="trail_file").content.decode("utf-8-sig")

    assert ";'=1+1;" in told
    assert told.count("\r\n") > 2


def test_a_page_of_any_length_asks_the_database_as_often(table, django_assert_max_num_queries):
    for number in range(120):
        record_deed(table.chain, action="change_rows", subject=f"x{number}", actor="system", at=NOON)
    client = browser(table)

    with django_assert_max_num_queries(26):
        client.get(reverse("record:trail", args=[table.pk]))


def test_the_chair_finds_the_trail_at_the_foot_of_every_page(table):
    seat(table, person("anne"))
    address = reverse("record:trail", args=[table.pk])

    assert address in browser(table).get(reverse("tables:seats", args=[table.pk])).content.decode()
    assert (
        address
        not in browser(table, Seat.Role.MEMBER).get(reverse("tables:seats", args=[table.pk])).content.decode()
    )


def test_one_deed_and_one_fault_are_told_in_the_singular(monkeypatch):
    table = AreaTable(pk="een")
    record_deed(table.chain, action="clear", subject="a", actor="worker", at=NOON)

    whole = state_of(table).words
    monkeypatch.setattr(trail_page, "check_chain", lambda chain: ["kapot"])

    assert whole == "Ketting heel, 1 daad."
    assert state_of(table).words == "De ketting is niet heel: 1 fout. Bel de beheerder, en verander niets."
