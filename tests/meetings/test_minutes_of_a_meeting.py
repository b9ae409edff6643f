"""Minutes are ready at the end, corrected beside, confirmed at a next meeting, and then closed."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from gebiedstafel.meetings import unchanging
from gebiedstafel.meetings.leading import end_meeting, open_again
from gebiedstafel.meetings.minutes import confirm, correct
from gebiedstafel.meetings.models import Correction, Kept, Meeting, Minutes, Sent
from gebiedstafel.meetings.public import take_back, tell, told
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .held import EVENING, NOON, agreed, begun, item_of_kind, table_with_people, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def ended(people):
    table, chair, member, *_ = people
    agreement = agreed(table, chair)
    meeting = begun(table, chair)
    item = item_of_kind(meeting, "afspraken")
    wrote(meeting, "besluit", by=member, item=item, row="r1", text="De lamp gaat voor.", seen=0)
    wrote(meeting, "besluit", by=member, item=item, row="r2", text="Weg hiermee", seen=0)
    wrote(meeting, "besluit", by=member, item=item, row="r2", text="", seen=1)
    wrote(
        meeting,
        "actie",
        by=member,
        item=item,
        row="r3",
        text="Belt",
        wie="huis",
        wanneer="2026-12-20",
        seen=0,
    )
    wrote(meeting, "stand", by=chair, item=item, row=agreement.key, stand="op_schema", seen=agreement.version)
    wrote(meeting, "vertellen", by=member, item=item, text="De lamp komt voor de kerst.", aan="1", seen=1)
    wrote(meeting, "vertellen", by=member, text="Dit blijft binnen.", aan="0", seen=1)
    end_meeting(meeting, by=chair, at=EVENING)
    return Meeting.objects.get(pk=meeting.pk)


def read(client, seat, meeting):
    client.force_login(seat.person)
    return client.get(reverse("meetings:minutes", args=[meeting.table_id, meeting.pk])).content.decode()


def test_the_minutes_are_ready_when_the_meeting_ends(client, people, ended):
    page = read(client, people[2], ended)

    assert "De lamp gaat voor." in page
    assert "Weg hiermee" not in page
    assert "Belt – Wonen in Bosrijk" in page
    assert "op schema" in page
    assert "1 besluit" not in page
    assert "Eén besluit, één actie, één afspraak besproken." in page.replace("\xa0", " ")


def test_minutes_never_change_and_corrections_stand_beside_them(client, people, ended):
    correct(ended, "Het was de lamp op de hoek.", by=people[2], at=EVENING)

    page = read(client, people[1], ended)

    assert "De lamp gaat voor." in page
    assert "Het was de lamp op de hoek." in page
    with pytest.raises(Kept):
        ended.record.save()
    with pytest.raises(Kept):
        Correction.objects.update(text="Anders")


def test_what_happens_to_an_agreement_later_does_not_change_the_minutes(client, people, ended):
    from gebiedstafel.agreements.actions import report_progress
    from gebiedstafel.agreements.models import Agreement

    report_progress(Agreement.objects.get(), "gereed", "Hij hangt.", by=people[1], at=EVENING)

    assert "op schema" in read(client, people[1], ended)


def test_confirmed_minutes_are_closed(people, ended):
    chair, member = people[1], people[2]
    with pytest.raises(NotAllowed):
        confirm(ended, by=member, at=EVENING)

    confirm(ended, by=chair, at=EVENING)

    for late in (
        lambda: correct(ended, "Nog iets", by=member, at=EVENING),
        lambda: confirm(ended, by=chair, at=EVENING),
        lambda: open_again(ended, by=chair, at=EVENING),
        lambda: wrote(ended, "notities", by=chair, text="Nog iets", seen=1),
    ):
        with pytest.raises(Refused):
            late()
    assert not Sent.objects.exists()


def test_the_database_itself_keeps_minutes_as_they_were(people, ended):
    correct(ended, "Het was de lamp op de hoek.", by=people[2], at=EVENING)
    confirm(ended, by=people[1], at=EVENING)
    past_the_code = (
        "UPDATE meetings_minutes SET content = '{}'",
        "UPDATE meetings_correction SET text = 'Iets anders'",
        "UPDATE meetings_meeting SET confirmed_at = NULL",
    )

    for sql in past_the_code:
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            connection.cursor().execute(sql)

    # What does not touch the words goes on, and a table that goes takes its minutes along.
    take_back(ended, by=people[1], at=EVENING)
    Correction.objects.get().meeting.delete()
    assert not Minutes.objects.exists()


def test_a_correction_that_says_nothing_or_too_much_is_refused_and_stays_typed(client, people, ended):
    client.force_login(people[2].person)
    url = reverse("meetings:minutes", args=[ended.table_id, ended.pk])

    empty, long = client.post(url, {"tekst": "  "}), client.post(url, {"tekst": "Te lang. " * 300})

    assert (empty.status_code, long.status_code) == (409, 409)
    assert "Te lang. Te lang." in long.content.decode()
    assert not Correction.objects.exists()


def test_the_wijk_reads_only_the_chosen_lines_and_only_once_they_are_public(client, people, ended):
    address = reverse("meeting_calendar:told", args=[ended.address])
    assert client.get(address).status_code == 404
    assert told(people[0]) == ()

    tell(ended, by=people[1], at=EVENING)

    page = client.get(address).content.decode()
    assert "De lamp komt voor de kerst." in page
    assert "Dit blijft binnen." not in page
    assert "De lamp gaat voor." not in page
    assert [one.lines for one in told(people[0])] == [("De lamp komt voor de kerst.",)]

    take_back(ended, by=people[1], at=EVENING)
    assert client.get(address).status_code == 404


def test_nothing_is_told_that_was_not_written_for_the_wijk(people):
    meeting = begun(people[0], people[1])
    end_meeting(meeting, by=people[1], at=NOON)

    with pytest.raises(Refused, match="valt nog niets te vertellen"):
        tell(meeting, by=people[1], at=NOON)


def test_markup_is_shown_as_it_was_typed(client, people):
    meeting = begun(people[0], people[1])
    wrote(meeting, "besluit", by=people[1], row="r", text="<b>Vet</b><script>x</script>", seen=0)
    end_meeting(meeting, by=people[1], at=EVENING)

    page = read(client, people[1], meeting)

    assert "&lt;b&gt;Vet&lt;/b&gt;&lt;script&gt;" in page


def test_an_older_trigger_that_is_there_makes_way_for_the_one_of_this_release(people, ended, monkeypatch):
    with_fewer = {**unchanging.KEPT, "meetings_minutes": (("made_at",), "")}
    monkeypatch.setattr(unchanging, "KEPT", with_fewer)
    unchanging.keep_unchanged(using="default")
    monkeypatch.undo()

    unchanging.keep_unchanged(using="default")

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        connection.cursor().execute("UPDATE meetings_minutes SET content = '{}'")
