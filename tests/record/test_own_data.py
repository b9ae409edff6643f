"""A person sees everything that is kept about them, takes it along, and is erased where the law allows."""

import json
from datetime import UTC, datetime

import pytest
from axes.models import AccessLog
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.models import Person
from gebiedstafel.dialogue.ballots import Participant
from gebiedstafel.record.own_data import NAMES, SECRET, own_data, pointing_fields
from gebiedstafel.tables.actions import close_account
from gebiedstafel.tables.invitations import invite
from gebiedstafel.tables.models import Mandate, Seat
from gebiedstafel.trail.check import check_trail
from gebiedstafel.trail.models import Deed, Pseudonym
from tests.dialogue.open_rounds import draft_round
from tests.tables.own_tables import PASSWORD, own_table, person, seat

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return own_table()


def browser(who):
    client = Client()
    client.force_login(who)
    return client


def mandate_of(anne):
    return Mandate.objects.create(
        party=anne.party, line=1, decides="MIJN-MANDAAT", made_at=NOON, made_by=anne
    )


def test_what_someone_made_and_did_is_in_their_file_and_what_others_made_is_not(table):
    anne, bert = seat(table, person("anne")), seat(table, person("bert"))
    mandate_of(anne)
    Mandate.objects.create(party=bert.party, line=2, decides="VAN-BERT", made_at=NOON, made_by=bert)

    file = browser(anne.person).get(reverse("record:mine_file")).content.decode()

    assert "MIJN-MANDAAT" in file
    assert "anne@voorbeeld.nl" in file
    assert "VAN-BERT" not in file
    assert "bert@" not in file
    assert json.loads(file)["person"]["username"] == "anne"


def test_the_address_of_whom_someone_invited_is_not_theirs_to_take(table):
    chair = table.seats.get(role=Seat.Role.CHAIR)
    invite(
        "geheim@voorbeeld.nl", table, role=Seat.Role.VISITOR, party=None, by=chair, at=NOON, site="http://x"
    )

    file = browser(chair.person).get(reverse("record:mine_file")).content.decode()

    assert "uitnodigingen die u verstuurde" in file
    assert "geheim@voorbeeld.nl" not in file


def test_no_secret_is_shown_not_even_to_whom_it_belongs(table):
    anne = seat(table, person("anne"))

    for query in ("", "?vorm=tekst"):
        file = browser(anne.person).get(reverse("record:mine_file") + query).content.decode()
        assert anne.person.password not in file
        assert not any(f'"{word}"' in file for word in SECRET)


def test_every_model_that_points_to_a_person_or_a_seat_is_looked_at(table):
    pointing = [model for model in apps.get_models() if pointing_fields(model)]

    assert len(pointing) >= 20
    assert {"Seat", "ChangeSet", "Mandate", "Plan"} <= {model.__name__ for model in pointing}
    assert sorted({model.__name__ for model in pointing} - set(NAMES)) == []


def test_who_decided_about_a_statement_does_not_learn_who_wrote_it(table):
    anne = seat(table, person("anne"))
    round = draft_round(table.seats.get(role=Seat.Role.CHAIR), "MEER-BOMEN bij de vijver.")
    writer = Participant.objects.create(round=round, route="link")
    round.statements.update(writer=writer, moderated_by=anne)

    file = browser(anne.person).get(reverse("record:mine_file")).content.decode()

    assert "MEER-BOMEN" in file
    assert "writer" not in file


def test_taking_it_along_stands_in_the_trail(table):
    anne = person("anne")
    browser(anne).get(reverse("record:mine_file"))

    assert Deed.objects.filter(chain="site", action="take_own_data").count() == 1


def test_after_erasing_no_name_no_address_and_no_visit_is_left_and_the_rest_stands(table):
    anne = seat(table, person("anne"))
    mandate_of(anne)
    phone, desk = Client(), browser(anne.person)
    assert phone.post("/inloggen/", {"username": "anne", "password": PASSWORD}).status_code == 302
    before = Deed.objects.filter(chain=table.chain).count()

    close_account(anne.person, at=NOON)

    assert phone.get("/mijn-account/").status_code == 302
    assert desk.get("/mijn-account/").status_code == 302
    kept = json.dumps(
        {model.__name__: list(model._default_manager.values()) for model in apps.get_models()}, default=str
    ).lower()
    assert "anne@voorbeeld.nl" not in kept
    assert '"anne"' not in kept
    assert not Session.objects.exists()
    assert not AccessLog.objects.exists()
    assert not Pseudonym.objects.filter(actor=f"person/{anne.person_id}").exists()
    assert Mandate.objects.get().decides == "MIJN-MANDAAT"
    assert Deed.objects.filter(chain=table.chain).count() >= before
    assert check_trail() == []


def test_who_was_erased_is_a_stranger_also_when_the_row_is_read_again(table):
    anne = seat(table, person("anne"))
    who = anne.person
    close_account(who, at=NOON)

    data = own_data(Person.objects.get(pk=who.pk))

    assert data.count == 0
    assert data.deeds == ()


def test_the_page_says_what_stays_and_why(table):
    told = browser(person("anne")).get(reverse("record:mine")).content.decode()

    assert "Wat u maakte of wat over u gaat" in told
    assert " rij en " not in told
    assert "Blijft: wat u voor uw partij vastlegde" in told
    assert "Archiefwet" in told
