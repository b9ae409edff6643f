"""The page that says who may do what asks the rules themselves."""

import inspect
import re
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import gebiedstafel
from gebiedstafel.exchange.circles import visible_document
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.viewers import viewer_of
from gebiedstafel.tables.who_may import answer, example_seat, who_may
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import Right, Whose, rights
from tests.small_table import small_table
from tests.tables.own_tables import own_table, person, seat

pytestmark = pytest.mark.django_db


def checks_in_the_code():
    """Yield the place of every permission check of the site."""
    for path in sorted(Path(gebiedstafel.__file__).parent.glob("*/permissions.py")):
        module = import_module(f"gebiedstafel.{path.parent.name}.permissions")
        for name, found in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("check_") and found.__module__ == module.__name__:
                yield f"{module.__name__}.{name}"


def test_every_check_of_the_site_stands_on_the_page():
    in_code = sorted(checks_in_the_code())

    assert len(in_code) >= 10
    assert sorted({key.partition(":")[0] for key in rights()}) == in_code


def test_what_the_page_holds_is_the_very_function_that_guards():
    for key, one in rights().items():
        module, _, name = key.partition(":")[0].rpartition(".")
        assert getattr(import_module(module), name) is one.check


def test_the_page_changes_when_the_rule_does():
    def check_can_whistle(seat):
        if seat.role not in allowed:
            raise NotAllowed("Niet fluiten.")

    one = Right("fluiten", check_can_whistle, (Whose.TABLE,), lambda seat, whose: ((seat,), {}))

    for allowed in ({"chair"}, {"member", "visitor"}, set()):
        assert {role for role in Seat.Role if answer(one, role).may} == allowed


def test_a_rule_about_ones_own_party_says_so():
    def check_can_edit(seat, party):
        if seat.party is None or seat.party.key != party:
            raise NotAllowed("Alleen de eigen partij.")

    one = Right(
        "bewerken",
        check_can_edit,
        (Whose.OWN, Whose.OTHER),
        lambda seat, whose: ((seat, "own" if whose == Whose.OWN else "other"), {}),
    )

    assert answer(one, Seat.Role.MEMBER).words == "alleen wat eigen is"
    assert answer(one, Seat.Role.VISITOR).words == "nee"


#: For each deed that is one button of the site: its address, and what it sends.
BUTTONS = {
    "gebiedstafel.tables.permissions.check_can_invite": ("tables:seats", {"email": "", "role": "visitor"}),
    "gebiedstafel.connections.permissions.check_can_ask": ("connections:solve", {}),
    "gebiedstafel.connections.permissions.check_can_stop": ("connections:stop", {}),
    "gebiedstafel.connections.permissions.check_can_choose": (
        "connections:choose",
        {"measure": "M1", "side": "in"},
    ),
}


@pytest.mark.parametrize("role", list(Seat.Role))
def test_the_buttons_do_what_the_page_says(settings, role):
    settings.DEMO = False
    table = own_table()
    who = person("iemand")
    seat(table, who, role, "buren" if role != Seat.Role.VISITOR else None)
    client = Client()
    client.force_login(who)
    told = {row.key: row.answers for row in who_may(table.seats.get(person=who)).rows}

    for key, (address, sent) in BUTTONS.items():
        refused = client.post(reverse(address, args=[table.pk]), sent).status_code == 403
        assert refused != told[key][list(Seat.Role).index(role)].may, (key, role)


def test_the_page_shows_each_deed_with_its_answer_for_each_role(settings):
    settings.DEMO = False
    table = own_table()
    client = Client()
    client.force_login(table.seats.get().person)

    page = client.get(reverse("tables:rights", args=[table.pk])).content.decode()

    for key, one in rights().items():
        row = re.search(rf'<tr[^>]*id="{re.escape(key)}".*?</tr>', page, re.DOTALL)[0]
        assert str(one.does) in unescape(row)
        said = [bool(re.search(r"<b>", cell)) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        assert said == [answer(one, role).may for role in Seat.Role]


def test_an_example_seat_is_nobodys():
    assert example_seat(Seat.Role.MEMBER).pk is None


def test_what_each_role_sees_is_what_the_rule_of_circles_shows(settings):
    settings.DEMO = False
    table = own_table()
    shown = {row.key: row.answers for row in who_may(table.seats.get()).sees}
    for number, role in enumerate(Seat.Role):
        who = seat(table, person(f"iemand{number}"), role, "buren" if role != Seat.Role.VISITOR else None)
        for key, answers in shown.items():
            circle, _, owner = key.partition("-")
            party = "buren" if owner == "own" else "huis"
            row = {
                "id": "M9",
                "title": "x",
                "owner": party,
                "costs": {"proces": [1]},
                "circles": {"*": circle},
            }
            document = {**small_table(), "measures": [row]}

            seen = visible_document(document, viewer_of(who))["measures"]

            assert any("costs" in one for one in seen) == answers[number].may, (role, key)
