"""The whole record of a table as one file: made by the worker, checked by a command, gone after a week."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from gebiedstafel.exchange.table_file import read_table
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.record.exporting import ask_record, take_record
from gebiedstafel.record.making import folder, make
from gebiedstafel.record.models import RecordFile
from gebiedstafel.record.whole_record import faults_of
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Deed, Run
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.tables.own_tables import own_table, person, seat

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def table(settings, tmp_path):
    settings.DEMO, settings.HOME = False, tmp_path
    return own_table()


def chair_of(table):
    return table.seats.select_related("table", "party", "person").get(role=Seat.Role.CHAIR)


def made(table):
    record = ask_record(by=chair_of(table), at=NOON)
    make(record, at=NOON)
    return RecordFile.objects.select_related("run", "table").get(pk=record.pk)


def packed(record):
    return zipfile.ZipFile(folder() / record.name)


def test_it_holds_the_table_the_lists_the_trail_and_a_page_to_read(table):
    record = made(table)

    names = set(packed(record).namelist())
    assert {"tafel.yaml", "lees-mij.html", "controle.json", "logboek/daden.json"} <= names
    assert {"gegevens/afspraken.csv", "gegevens/mandaten.json"} <= names
    assert record.run.state == Run.State.DONE
    deeds = json.loads(packed(record).read("logboek/daden.json"))
    assert len(deeds) == Deed.objects.filter(chain=table.chain).count()


def test_it_tells_how_many_old_lines_about_who_sent_a_signal_are_left_out(table):
    record_deed(table.chain, action="send_signal", subject="signal/71", actor="seat/1", at=NOON)

    whole = packed(made(table))

    assert "signal/71" not in "".join(whole.read(name).decode() for name in whole.namelist())
    assert (
        "1 oude regel over wie een signaal stuurde, staat hier niet." in whole.read("lees-mij.html").decode()
    )


def test_the_table_in_it_can_be_loaded_again(table):
    text = packed(made(table)).read("tafel.yaml").decode()

    assert read_table(text)["table"]["id"] == table.pk


def test_what_another_organisation_keeps_to_itself_is_not_in_it(table):
    buren = seat(table, person("anne"))
    own = {"interest": "KANARIE", "circles": {"interest": "eigen"}}
    change_entries(table, [Change("parties", "buren", own)], by=buren, at=NOON)

    whole = packed(made(AreaTable.objects.get(pk=table.pk)))

    read = [whole.read(name).decode() for name in whole.namelist()]
    assert len(read) > 10
    assert not any("KANARIE" in text for text in read)
    assert not any("anne@voorbeeld.nl" in text or "Anne" in text for text in read)


def changed(place, name, text):
    """Return the same record with one file in it changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(place) as before, zipfile.ZipFile(file, "w") as after:
        for one in before.namelist():
            after.writestr(one, text if one == name else before.read(one))
    other = place.with_name("anders.zip")
    other.write_bytes(file.getvalue())
    return other


def test_the_command_finds_any_file_that_was_changed_and_the_list_that_would_hide_it(table, capsys):
    place = folder() / made(table).name
    call_command("check_record", str(place))
    assert "as it was made here" in capsys.readouterr().out

    names = zipfile.ZipFile(place).namelist()
    assert len(names) > 10
    for name in names:
        with pytest.raises(CommandError):
            call_command("check_record", str(changed(place, name, b"{}")))


def test_what_is_no_record_is_told_and_never_a_crash(tmp_path):
    for content in (b"", b"PK", b"\x00" * 100):
        place = tmp_path / "x.zip"
        place.write_bytes(content)
        assert faults_of(place)
    assert faults_of(tmp_path / "nergens.zip")


def test_only_the_chair_asks_and_one_at_a_time(table):
    with pytest.raises(NotAllowed):
        ask_record(by=seat(table, person("anne")), at=NOON)
    ask_record(by=chair_of(table), at=NOON)

    with pytest.raises(Refused, match="al klaargezet"):
        ask_record(by=chair_of(table), at=NOON)


def test_one_seat_cannot_take_what_was_made_for_another(table):
    record = made(table)
    other = seat(table, person("bert"), Seat.Role.CHAIR, "stad")

    with pytest.raises(Refused, match="andere stoel"):
        take_record(record, by=other, at=NOON)


def test_from_button_to_file_by_the_pages_and_each_step_stands_in_the_trail(table, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    client = Client()
    client.force_login(chair_of(table).person)
    address = reverse("record:files", args=[table.pk])

    assert client.post(address).status_code == 302
    page = client.get(address).content.decode()
    record = RecordFile.objects.get()
    file_address = reverse("record:file", args=[table.pk, record.pk])
    assert file_address in page
    file = client.get(file_address)

    body = b"".join(file.streaming_content)
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    actions = list(Deed.objects.filter(chain=table.chain).values_list("action", flat=True))
    assert actions[-2:] == ["ask_record", "take_record"]


def test_a_run_that_was_stopped_leaves_no_file(table):
    record = ask_record(by=chair_of(table), at=NOON)
    Run.objects.filter(pk=record.run_id).update(state=Run.State.RUNNING, stop_asked=NOON)
    Run.objects.filter(pk=record.run_id).update(state=Run.State.WAITING)

    make(record, at=NOON + timedelta(minutes=1))

    assert Run.objects.get(pk=record.run_id).state == Run.State.STOPPED
    assert list(folder().glob("*.zip")) == []


def test_a_record_whose_file_is_gone_is_refused_in_words_and_not_written_down_as_taken(table):
    record = made(table)
    (folder() / record.name).unlink()

    with pytest.raises(Refused, match="opnieuw klaarzetten"):
        take_record(record, by=chair_of(table), at=NOON)

    assert not Deed.objects.filter(action="take_record").exists()
