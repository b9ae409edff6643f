"""Paper of the werkplaats: cards, boards, a role sheet, and what a team made as one document."""

import pytest
from django.urls import reverse

from gebiedstafel.workshop.becoming import Place, lay_on_table
from gebiedstafel.workshop.cards import Written, write_card
from gebiedstafel.workshop.role_actions import RoleSaid, add_role, begin_canvas
from gebiedstafel.workshop.series import TrioSaid, begin_workshop, plan_sitting
from gebiedstafel.workshop.sittings import make_sitting
from gebiedstafel.workshop.trying_out import say_what_to_try, tell_what_happened
from tests.workshop.rounds_of_choosing import NOON, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


def read(client, seat, route, /, *about, **asked):
    client.force_login(seat.person)
    return client.get(reverse(f"workshop:{route}", args=[seat.table_id, *about]), asked)


def test_cards_and_boards_carry_the_question_of_each_step(client, people):
    member = people[2]

    cards = read(client, member, "cards_sheet", "straat-van-straks").content.decode()
    boards = read(client, member, "boards", "straat-van-straks").content.decode()

    assert cards.count("Welk werk, in welke straat, in welk jaar?") == 8
    assert "Wat komt er, waar, en in welk jaar?" in boards
    assert '<th scope="col">2027</th>' in boards


def test_a_role_sheet_has_the_roles_and_room_for_more(client, people):
    member = people[2]
    canvas = begin_canvas(people[0], "De groene straat", by=member, at=NOON)
    add_role(canvas, RoleSaid("gebiedsregisseur", does=True, needs="Tijd"), by=member, at=NOON)

    html = read(client, member, "role_sheet", canvas.pk).content.decode()

    assert "gebiedsregisseur" in html
    assert "Hieraan merk je het over drie maanden" in html


def test_what_a_team_made_is_one_document_without_what_a_party_kept_to_itself(client, people):
    table, chair, member = people[:3]
    workshop = begin_workshop(table, "Samen leren", [TrioSaid("Oost")], by=member, at=NOON)
    sitting = plan_sitting(workshop, "belangenkaart", None, by=member, at=NOON)
    said = say_what_to_try(sitting, "Eerst bellen", trio=workshop.trios.get(), by=member, at=NOON)
    tell_what_happened(said, "Minder brieven", "Geen brief", by=member, at=NOON)
    write_card(sitting, Written("sleutel-een", "willen", "Onze rust", 1), by=member, at=NOON)
    card = write_card(sitting, Written("sleutel-twee", "overlap", "De lamp brandt.", 1), by=member, at=NOON)
    lay_on_table(card, "statement", Place(), by=chair, at=NOON)

    page = read(client, chair, "made_in_series", workshop.pk)
    file = read(client, chair, "made_in_series", workshop.pk, bestand="1")
    own = read(client, member, "made_in_sitting", sitting.pk).content.decode()

    for answer in (page, file):
        html = answer.content.decode()
        assert "Minder brieven" in html
        assert "De lamp brandt. (" not in html
        assert "De lamp brandt. – stelling in het gesprek" in html
        assert "Onze rust" not in html
    assert file["Content-Disposition"] == f'attachment; filename="werkplaats-{workshop.pk}.html"'
    assert "<script" not in file.content.decode()
    assert "Onze rust" in own


def test_the_document_of_one_gathering_holds_only_what_was_said_there_to_try(client, people):
    member = people[2]
    made = [make_sitting(people[0], "belangenkaart", by=member, at=NOON) for _ in range(2)]
    for place, one in zip(("hier", "elders"), made, strict=True):
        say_what_to_try(one, f"Een proef {place}", by=member, at=NOON)

    page = read(client, member, "made_in_sitting", made[0].pk).content.decode()

    assert "Een proef hier" in page
    assert "Een proef elders" not in page
