"""What is too old is first told, then cleared; the trail keeps its chain, and nothing goes unasked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.dialogue.rounds import Round
from gebiedstafel.record.clearing import clear_table, keep_for
from gebiedstafel.record.exporting import ask_record
from gebiedstafel.record.keeping import KINDS, clear_site, due_at
from gebiedstafel.record.making import folder, make
from gebiedstafel.record.models import KeepingTime
from gebiedstafel.tables.models import AreaTable, Invitation, Seat
from gebiedstafel.trail.check import check_chain, check_trail
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Deed, Segment
from gebiedstafel.trail.segments import close_segment, file_of
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.workshop.models import Card, Guest, Sitting
from tests.dialogue.open_rounds import chair_of_a_table, round_that_is_open
from tests.tables.own_tables import own_table, person, seat

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=500)


@pytest.fixture
def table(settings, tmp_path):
    settings.DEMO, settings.HOME = False, tmp_path
    return AreaTable.objects.select_related("municipality").get(pk=own_table().pk)


def chair_of(table):
    return table.seats.select_related("table", "party", "person").get(role=Seat.Role.CHAIR)


def counts(table, at=LATER):
    return {due.keeping.kind: due.count for due in due_at(table, at=at)}


def fill(table):
    Invitation.objects.create(table=table, role="visitor", email="ooit@voorbeeld.nl", made_at=NOON)
    record = ask_record(by=chair_of(table), at=NOON)
    make(record, at=NOON)
    gathering(table, ended_at=NOON)


def gathering(table, **ended):
    """Make a gathering with one phone and two cards, of which one came on the table."""
    sitting = Sitting.objects.create(
        table=table, format="geldtafel", step=1, step_since=NOON, made_at=NOON, **ended
    )
    guest = Guest.objects.create(sitting=sitting, number=1, token_hash="x", joined_at=NOON)
    for key, became in (("los", None), ("tafel", {"kind": "agenda"})):
        Card.objects.create(
            sitting=sitting, key=key, text=key, stamp=1, guest=guest, written_at=NOON, became=became
        )
    return sitting


def test_long_after_a_gathering_phones_and_loose_cards_go_and_what_came_on_the_table_stays(table):
    forgotten, open_still = gathering(table), gathering(table, ended_at=NOON + timedelta(days=400))
    at_another = gathering(own_table("elders", chair=person("ander")), ended_at=NOON)

    clear_table(table, by=chair_of(table), at=LATER)

    assert list(Card.objects.filter(sitting=forgotten).values_list("key", "guest")) == [("tafel", None)]
    assert not forgotten.guests.exists()
    for kept in (open_still, at_another):
        assert (kept.guests.count(), kept.cards.count()) == (1, 2)


def test_looking_says_what_is_too_old_and_changes_nothing(table, capsys):
    fill(table)
    before = Deed.objects.count(), Invitation.objects.get().email, len(list(folder().glob("*.zip")))

    found = counts(table)
    call_command("clear_old", "--table", table.pk)

    assert found == {
        "rounds": 0,
        "invitations": 1,
        "gatherings": 2,
        "signals": 0,
        "refused_stories": 0,
        "stories": 0,
        "strengths": 0,
        "recognition": 0,
        "record_files": 1,
        "trail": before[0],
    }
    assert before == (Deed.objects.count(), Invitation.objects.get().email, len(list(folder().glob("*.zip"))))
    assert "Nothing was changed" in capsys.readouterr().out


def test_what_was_told_is_what_goes_and_afterwards_nothing_is_too_old(table):
    fill(table)
    told = {kind: count for kind, count in counts(table).items() if count}

    went = clear_table(table, by=chair_of(table), at=LATER)

    assert {due.keeping.kind: due.count for due in went} == told
    assert sum(counts(table).values()) == 0
    assert Invitation.objects.get().email == ""
    assert list(folder().glob("*.zip")) == []
    assert check_trail() == []


def test_what_is_not_old_yet_stays_to_the_day(table):
    fill(table)

    for kind, one in KINDS.items():
        days = timedelta(days=one.days)
        assert counts(table, NOON + days - timedelta(seconds=1))[kind] == 0, kind


def write(count, chain="table/a", at=NOON):
    for number in range(count):
        record_deed(chain, action="x", subject=str(number), actor="system", at=at + timedelta(days=number))


def test_the_old_part_of_the_trail_goes_to_a_file_and_the_chain_goes_on(table):
    write(6)

    segment = close_segment("table/a", before=NOON + timedelta(days=4), at=LATER)
    write(2, at=LATER)

    assert (segment.first, segment.last) == (1, 4)
    assert list(Deed.objects.filter(chain="table/a").values_list("number", flat=True)) == [5, 6, 7, 8]
    assert list(check_chain("table/a")) == []


def test_a_second_part_follows_the_first_also_when_the_files_are_with_the_archive(table):
    write(6)
    first = close_segment("table/a", before=NOON + timedelta(days=2), at=LATER)
    second = close_segment("table/a", before=NOON + timedelta(days=9), at=LATER)
    assert list(check_chain("table/a")) == []

    for segment in (first, second):
        file_of(segment).unlink()

    assert (second.first, second.last) == (3, 6)
    assert list(check_chain("table/a")) == []


@pytest.mark.parametrize("field", ["last", "head", "digest", "mark"])
def test_a_closed_part_that_was_changed_is_found(table, field):
    write(5)
    segment = close_segment("table/a", before=NOON + timedelta(days=3), at=LATER)
    value = segment.last - 1 if field == "last" else "0" * 64

    Segment.objects.filter(pk=segment.pk).update(**{field: value})

    assert list(check_chain("table/a"))


def test_a_closed_part_that_was_removed_or_whose_file_was_changed_is_found(table):
    write(5)
    segment = close_segment("table/a", before=NOON + timedelta(days=3), at=LATER)
    place = file_of(segment)
    content = place.read_bytes()
    for where in range(0, len(content), 37):
        place.write_bytes(content[:where] + bytes([content[where] ^ 1]) + content[where + 1 :])
        assert list(check_chain("table/a")), where
    place.write_bytes(content)
    assert list(check_chain("table/a")) == []

    Segment.objects.all().delete()

    assert list(check_chain("table/a"))


def test_a_municipality_keeps_a_kind_longer_but_the_trail_never_shorter_than_half_a_year(table):
    chair = chair_of(table)
    keep_for(table, "invitations", 400, by=chair, at=NOON)

    assert {due.keeping.kind: due.days for due in due_at(table, at=LATER)}["invitations"] == 400
    for kind, days in (("trail", 30), ("nergens", 400), ("trail", 10**6)):
        with pytest.raises(Refused):
            keep_for(table, kind, days, by=chair, at=NOON)


def test_what_is_promised_to_participants_is_a_time_that_nobody_changes(table):
    with pytest.raises(Refused, match="deze tijd ligt vast"):
        keep_for(table, "rounds", 400, by=chair_of(table), at=NOON)
    KeepingTime.objects.create(municipality=table.municipality, kind="rounds", days=400, changed_at=NOON)

    assert {due.keeping.kind: due.days for due in due_at(table, at=LATER)}["rounds"] == 30


def test_clearing_one_table_forgets_nobody_of_another(table):
    own, others = (round_that_is_open(chair) for chair in (chair_of(table), chair_of_a_table("elders")))
    Round.objects.update(opens_at=NOON, closes_at=NOON + timedelta(days=1))

    went = clear_table(table, by=chair_of(table), at=LATER)

    assert ("rounds", 1) in [(due.keeping.kind, due.count) for due in went]
    assert Round.objects.get(pk=own.pk).forgotten_at == LATER
    assert Round.objects.get(pk=others.pk).forgotten_at is None


def test_of_the_site_go_all_letters_that_do_not_wait_any_more():
    old = NOON - timedelta(days=400)
    ends = {"went": "sent_at", "refused": "refused_at", "stopped": "stopped_at", "waits": None}
    for name, end in ends.items():
        OutgoingLetter.objects.create(
            key=name,
            message_id=name,
            to="a@voorbeeld.nl",
            made_at=old,
            not_before=old,
            **{end: old} if end else {},
        )

    clear_site(before=NOON - timedelta(days=365), really=True)

    assert [letter.key for letter in OutgoingLetter.objects.all()] == ["waits"]


def test_only_the_chair_looks_and_clears(table):
    anne = seat(table, person("anne"))

    with pytest.raises(NotAllowed):
        clear_table(table, by=anne, at=LATER)


def test_the_page_tells_first_and_the_button_does_it(table):
    client = Client()
    client.force_login(chair_of(table).person)
    Invitation.objects.create(
        table=table, role="visitor", email="ooit@voorbeeld.nl", made_at=datetime(2020, 1, 1, tzinfo=UTC)
    )

    page = client.get(reverse("record:keeping", args=[table.pk])).content.decode()
    assert "nooit vanzelf" in page
    assert Invitation.objects.get().email

    client.post(reverse("record:clear", args=[table.pk]))
    assert not Invitation.objects.get().email
