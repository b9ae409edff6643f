"""A table comes in and goes out on the command line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.table_file import read_table
from gebiedstafel.tables.models import AreaTable
from tests.small_table import SMALL, small_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tafel.json"
    path.write_text(json.dumps(SMALL))
    return path


def test_a_loaded_table_is_exported_as_it_was(file):
    Person.objects.create(username="brenger")
    out = StringIO()

    call_command("load_table", str(file), by="brenger", stdout=StringIO())
    call_command("export_table", "beukenhof", stdout=out)

    assert read_table(out.getvalue()) == SMALL


def test_an_own_table_first_needs_an_account(file):
    with pytest.raises(CommandError, match="add_person"):
        call_command("load_table", str(file), by="niemand")

    assert not AreaTable.objects.exists()


@pytest.mark.parametrize("content", ["", "[]", "format: gebiedstafel/table\n", "{", "a: &a [*a]"])
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path, content):
    Person.objects.create(username="brenger")
    path = tmp_path / "tafel.yaml"
    path.write_text(content)

    with pytest.raises(CommandError) as refusal:
        call_command("load_table", str(path), by="brenger")

    assert str(refusal.value).strip()
    assert "Traceback" not in str(refusal.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    Person.objects.create(username="brenger")

    with pytest.raises(CommandError, match=r"weg\.yaml"):
        call_command("load_table", str(tmp_path / "weg.yaml"), by="brenger")


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    Person.objects.create(username="brenger")
    document = small_table()
    document["money_flows"][0]["holder"] = "niemand"
    document["measures"][0]["requires"] = [{"measure": "M9"}]
    path = tmp_path / "tafel.json"
    path.write_text(json.dumps(document))

    with pytest.raises(CommandError) as refusal:
        call_command("load_table", str(path), by="brenger")

    assert "niemand" in str(refusal.value)
    assert "M9" in str(refusal.value)
    assert not AreaTable.objects.exists()


def test_an_unknown_table_is_answered_with_the_known_ones():
    with pytest.raises(CommandError, match="none yet"):
        call_command("export_table", "weg")
