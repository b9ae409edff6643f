"""Talking roles through: who does, decides, advises and must know; exactly one decides."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.tables.actions import withdraw_seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.workshop.models import CanvasRole, RoleCanvas
from gebiedstafel.workshop.role_actions import (
    MOST_ROLES,
    RoleSaid,
    add_role,
    begin_canvas,
    change_role,
    choose_decider,
    put_role_back,
    take_role_away,
)
from gebiedstafel.workshop.role_page import headline, seated_parties, shown_canvas
from tests.tables.own_tables import person, seat

from .rounds_of_choosing import NOON, table_with_people

pytestmark = pytest.mark.django_db
LEADER = RoleSaid("gebiedsregisseur", party="stad", does=True)


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def member(people):
    return people[2]


@pytest.fixture
def canvas(people, member):
    return begin_canvas(people[0], "De groene straat", by=member, at=NOON)


def shown(canvas):
    canvas = RoleCanvas.objects.select_related("decider", "table").get(pk=canvas.pk)
    parties = {party.key: party for party in canvas.table.parties.all()}
    return shown_canvas(canvas, parties, seated_parties(canvas.table))


def send(client, seat, route, /, *ids, **sent):
    client.force_login(seat.person)
    return client.post(reverse(f"workshop:{route}", args=[seat.table_id, *ids]), sent)


def read(client, seat, route, /, *ids):
    client.force_login(seat.person)
    return client.get(reverse(f"workshop:{route}", args=[seat.table_id, *ids]))


def test_a_canvas_begins_with_a_subject_or_a_challenge(client, people, member):
    challenge = people[0].challenges.first()

    send(client, member, "roles", opgave=challenge.key)

    made = RoleCanvas.objects.get()
    assert (made.challenge, made.subject_text) == (challenge.key, challenge.title)
    with pytest.raises(Refused, match="waar dit rollenblad over gaat"):
        begin_canvas(people[0], "  ", by=member, at=NOON)


def test_a_challenge_whose_name_one_organisation_keeps_for_itself_is_not_offered(client, people, member):
    challenge = people[0].challenges.first()
    owner = seat(people[0], person("eigenaar"), party=challenge.owners[0])
    change = Change("challenges", challenge.key, {"circles": {"title": "eigen", "*": "eigen"}})
    change_entries(people[0], [change], by=owner, at=NOON)

    html = read(client, member, "roles").content.decode()

    assert challenge.title not in html


def test_the_table_decides_or_one_role_and_never_two(people, canvas, member):
    role = add_role(canvas, LEADER, by=member, at=NOON)
    choose_decider(canvas, "tafel", by=member, at=NOON)
    assert shown(canvas).decides == "de tafel beslist"

    choose_decider(canvas, str(role.pk), by=member, at=NOON)

    assert shown(canvas).decides == "gebiedsregisseur beslist"
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleCanvas.objects.filter(pk=canvas.pk).update(table_decides=True)


def test_gaps_are_told(people, canvas, member):
    add_role(canvas, RoleSaid("tegenspreker"), by=member, at=NOON)
    add_role(canvas, RoleSaid("verhalenvanger", advises=True), by=member, at=NOON)

    gaps = shown(canvas).gaps

    assert gaps == (
        "Nog niemand beslist. Kies één rol, of de tafel.",
        "Niemand doet het. Wie pakt dit op?",
        "tegenspreker heeft hier nog geen taak. Waarom staat deze rol hier?",
        "verhalenvanger is van niemand: er staat geen partij bij.",
    )


def test_a_party_for_which_nobody_sits_is_an_empty_chair_with_the_way_to_a_seat(
    client, people, canvas, member
):
    add_role(canvas, RoleSaid("bewonersvoorzitter", party="buren", does=True), by=member, at=NOON)
    assert not shown(canvas).to_invite

    withdraw_seat(member, by=member, at=NOON)

    assert (
        "Voor Buren van Beukenhof zit nog niemand; bewonersvoorzitter is een lege stoel."
        in shown(canvas).gaps
    )
    html = read(client, people[1], "canvas", canvas.pk).content.decode()
    seats = reverse("tables:seats", args=[people[0].pk]) + "?partij=buren"
    assert seats in html
    assert '<option value="buren" selected>' in client.get(seats).content.decode()


def test_doubles_are_told(people, canvas, member):
    role = add_role(canvas, RoleSaid("trekker", party="stad", does=True, advises=True), by=member, at=NOON)
    add_role(canvas, RoleSaid("Trekker", party="buren", does=True), by=member, at=NOON)
    choose_decider(canvas, str(role.pk), by=member, at=NOON)

    doubles = shown(canvas).doubles

    assert doubles[0] == "2 rollen doen dit: trekker en Trekker. Spreek af wie trekt."
    assert any("staat er meer dan één keer" in one for one in doubles)
    assert doubles[-1] == "trekker beslist en adviseert. Van wie komt het advies?"


def test_a_whole_canvas_has_no_gap_left(people, canvas, member):
    add_role(canvas, RoleSaid("bewonersvoorzitter", party="buren", does=True), by=member, at=NOON)
    choose_decider(canvas, "tafel", by=member, at=NOON)

    assert shown(canvas).gaps == ()
    assert headline(shown(canvas)) == "De tafel beslist. Iedere rol heeft een plek."


def test_two_who_write_at_once_both_read_both_texts(client, people, canvas, member):
    role = add_role(canvas, LEADER, by=member, at=NOON)
    sent = {"naam": "gebiedsregisseur", "partij": "stad", "doet": "1", "seen": "1"}
    send(client, member, "role", canvas.pk, role.pk, nodig="een budget", **sent)

    answer = send(client, people[1], "role", canvas.pk, role.pk, nodig="een mandaat", **sent)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "heeft nodig: een budget" in html
    assert "heeft nodig: een mandaat" in html
    assert CanvasRole.objects.get().needs == "een budget"


def test_two_who_say_who_decides_at_once_do_not_overwrite_each_other(people, canvas, member):
    choose_decider(canvas, "tafel", by=member, at=NOON, seen=1)

    with pytest.raises(Refused, match="Er staat nu: de tafel beslist"):
        choose_decider(canvas, "", by=people[1], at=NOON, seen=1)


def test_a_page_that_is_behind_says_so(client, people, canvas, member):
    before = RoleCanvas.objects.get().edition
    client.force_login(member.person)

    def told():
        here = reverse("workshop:canvas_changed", args=[canvas.table_id, canvas.pk])
        return client.get(here, {"gezien": before}, headers={"hx-request": "true"}).content.decode()

    assert "veranderde" not in told()

    add_role(canvas, LEADER, by=people[1], at=NOON)

    assert "Iemand anders veranderde dit rollenblad." in told()


def test_a_role_is_taken_away_and_put_back(client, people, canvas, member):
    role = add_role(canvas, LEADER, by=member, at=NOON)
    take_role_away(role, by=member, at=NOON)
    assert shown(canvas).roles == ()
    assert "Zet terug" in read(client, member, "canvas", canvas.pk).content.decode()

    put_role_back(role, by=member, at=NOON)

    assert [one.role.name for one in shown(canvas).roles] == ["gebiedsregisseur"]


def test_a_role_that_decides_is_not_taken_away(people, canvas, member):
    role = add_role(canvas, LEADER, by=member, at=NOON)
    choose_decider(canvas, str(role.pk), by=member, at=NOON)

    with pytest.raises(Refused, match="Zeg eerst wie er dan beslist"):
        take_role_away(role, by=member, at=NOON)


def test_a_canvas_is_taken_away_and_put_back_by_the_chair_alone(client, people, canvas, member):
    assert send(client, member, "canvas_gone", canvas.pk, doe="weg").status_code == 403

    send(client, people[1], "canvas_gone", canvas.pk, doe="weg")
    with pytest.raises(Refused, match="weggehaald"):
        add_role(canvas, LEADER, by=member, at=NOON)
    send(client, people[1], "canvas_gone", canvas.pk, doe="terug")

    assert RoleCanvas.objects.get().gone_at is None


def test_finance_reads_and_a_visitor_sees_nothing(client, people, canvas):
    finance, visitor = people[3:5]
    assert read(client, finance, "canvas", canvas.pk).status_code == 200
    for route, ids in (("roles", ()), ("canvas", (canvas.pk,)), ("canvas_changed", (canvas.pk,))):
        assert read(client, visitor, route, *ids).status_code == 403
    for one in (finance, visitor):
        with pytest.raises(NotAllowed):
            add_role(canvas, LEADER, by=one, at=NOON)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (RoleSaid(""), "Geef de rol een naam"),
        (RoleSaid("x" * 121), "Zeg het korter"),
        (RoleSaid("x", needs="y" * 601), "Zeg het korter"),
        (RoleSaid("x", party="maan"), "niet aan deze tafel"),
    ],
)
def test_a_role_that_cannot_be_is_refused_in_words(canvas, member, said, words):
    with pytest.raises(Refused, match=words):
        add_role(canvas, said, by=member, at=NOON)
    assert not CanvasRole.objects.exists()


def test_a_decider_that_is_not_on_the_canvas_is_refused(canvas, member):
    for chosen in ("987654", "zomaar", "٣"):
        with pytest.raises(Refused, match="niet op dit rollenblad"):
            choose_decider(canvas, chosen, by=member, at=NOON)


def test_a_canvas_does_not_grow_without_end(canvas, member):
    CanvasRole.objects.bulk_create(CanvasRole(canvas=canvas, name=f"rol {n}") for n in range(MOST_ROLES))

    with pytest.raises(Refused, match="al 30 rollen"):
        add_role(canvas, LEADER, by=member, at=NOON)


def test_saying_the_same_again_changes_nothing_and_every_deed_is_written_down(canvas, member):
    role = add_role(canvas, LEADER, by=member, at=NOON)

    edition = RoleCanvas.objects.get().edition

    assert change_role(role, LEADER, by=member, at=NOON, seen=1).version == 1
    assert RoleCanvas.objects.get().edition == edition

    actions = Deed.objects.filter(subject=f"canvas/{canvas.pk}").values_list("action", flat=True)
    assert set(actions) == {"begin_canvas", "add_role"}
