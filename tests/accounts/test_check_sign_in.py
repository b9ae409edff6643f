"""The command says all that is wrong with the file at once, and shows what it would do without doing it."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from gebiedstafel.accounts.models import Person
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import Seat
from tests.organisations import come
from tests.small_table import small_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(gemeente):
    return load_table(small_table(), by=Person.objects.create_user("chair"), at=now())


def test_a_good_file_is_said_to_be_good_with_our_public_key_and_no_private_one(table, capsys):
    call_command("check_sign_in", reach=True, keys=True)

    told = capsys.readouterr().out
    assert "gemeente: Gemeente Bosrijk, 2 groups give a seat" in told
    assert '"kty": "RSA"' in told
    assert '"d":' not in told


def test_every_fault_is_told_at_once(table, gemeente, settings, tmp_path):
    path = tmp_path / "fout.yaml"
    text = Path(settings.SIGN_IN_FILE).read_text()
    wrong = text.replace("party: stad", "party: nergens").replace(
        "table: beukenhof, role", "table: weg, role"
    )
    path.write_text(wrong)
    gemeente.quirk = "wrong issuer in discovery"

    with pytest.raises(CommandError) as told:
        call_command("check_sign_in", str(path), reach=True)

    for part in ("no party “nergens”", "there is no such table", "discovery document is of"):
        assert part in str(told.value)


def test_a_rehearsal_says_what_would_happen_and_changes_nothing(table, capsys):
    before = list(Seat.objects.values_list("pk", "person", "role"))

    call_command("check_sign_in", provider="gemeente", groups="wijkteam,beheer", person="chair2")

    told = capsys.readouterr().out
    assert "would give beukenhof: member stad" in told
    assert "would give the right to keep the site" in told
    assert list(Seat.objects.values_list("pk", "person", "role")) == before


def test_a_rehearsal_of_leaving_a_group_names_the_seat_that_goes(table, gemeente, client, capsys):
    come(client, gemeente)

    call_command("check_sign_in", provider="gemeente", groups="", person="anne@gemeente.example")

    assert "would withdraw beukenhof: member stad" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["", "/bestaat/niet.yaml"])
def test_no_file_is_a_sentence(settings, file):
    settings.SIGN_IN_FILE = file

    with pytest.raises(CommandError):
        call_command("check_sign_in")


def test_the_command_resets_a_second_step_once(db):
    Person.objects.create_user("anne")

    for name in ("anne", "niemand"):
        with pytest.raises(CommandError):
            call_command("reset_second_step", name)
