"""Who pays and who gains: what each seat sees, what a party says itself, and when it becomes public."""

import copy
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from django.urls import reverse

from gebiedstafel.connections import share_views
from gebiedstafel.connections.models import ShareConsent, ShareReply
from gebiedstafel.connections.share_actions import withdraw_share
from gebiedstafel.connections.share_figures import named_parties, share_figures, who_agreed
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.table_plans import doubtful
from gebiedstafel.engines.fairshare import Objection
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed
from tests.exchange.test_plan_sharing import TABLE

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CLOSED = "Dit ziet alleen de tafel."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_mode(settings):
    settings.DEMO = True


def document(**changes):
    given = copy.deepcopy(TABLE) | {"circles_default": "openbaar"}
    given["measures"][0] |= changes
    return given


@pytest.fixture
def table():
    return load_demo_table(document(), at=NOON)


@pytest.fixture
def plan(table):
    return make_plan(table, by=None, clock=lambda: NOON)


def seat_of(table, party):
    return table.seats.filter(party__key=party).exclude(
        role=Seat.Role.VISITOR
    ).first() or Seat.objects.create(
        table=table, party=table.parties.get(key=party), role=Seat.Role.MEMBER, label=party
    )


def visitor(table):
    return table.seats.filter(role=Seat.Role.VISITOR).first() or Seat.objects.create(
        table=table, role=Seat.Role.VISITOR, label="bezoeker"
    )


def look(client, seat, **query):
    client.post(reverse("tables:switch_seat"), {"seat": seat.pk, "next": "/"})
    answer = client.get(reverse("connections:share", args=[seat.table_id]), query)
    assert answer.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))).replace("\u00a0", " ")


def send(client, seat, name, **values):
    client.post(reverse("tables:switch_seat"), {"seat": seat.pk, "next": "/"})
    return client.post(reverse(f"connections:{name}", args=[seat.table_id]), values)


def test_the_page_says_who_pays_who_gains_and_what_is_to_be_settled(client, table, plan):
    text = look(client, seat_of(table, "town"))

    assert "Bij 1 maatregel betaalt de een en profiteert de ander." not in text  # the town gains as well
    assert "Zorgverzekeraar heeft € 1.200 voordeel en betaalt nu € 0. Eerlijk zou € 750 zijn." in text
    assert "Gemeente betaalt nu € 1.000. Eerlijk zou € 250 zijn" in text
    assert "zonder de andere partij kan het voor Gemeente goedkoper, samen € 600" in text
    assert "Met dit voorstel kan geen enkele groep het zonder de anderen goedkoper." in text
    assert "Zorgverzekeraar Gemeente € 750" in text


def test_the_folded_check_says_whether_anyone_would_rather_go_without_the_others(
    client, table, plan, monkeypatch
):
    asked = "Zou iemand het liever zonder de anderen doen? Met dit voorstel"
    assert f"{asked} niemand" in look(client, seat_of(table, "town"))

    for parties, told in ((("town",), "één partij"), (("town", "insurer"), "2 partijen")):
        objecting = replace(share_figures(plan), objects=Objection(parties, ("insurer",), 60_000))
        monkeypatch.setattr(share_views, "share_figures", lambda _, found=objecting: found)
        assert f"{asked} {told}" in look(client, seat_of(table, "town"))


def test_the_page_says_what_the_proposal_changes_for_who_pays(client, table, plan):
    text = look(client, seat_of(table, "town"))

    assert "Eerlijk zou € 750 zijn. Na dit voorstel: € 750 meer dan nu." in text
    assert "want van de rest hebben anderen voordeel. Na dit voorstel: € 750 minder dan nu." in text
    assert "Na dit voorstel Zorgverzekeraar" in text  # the last column
    assert text.count("€ 750 meer dan nu") == 2


def test_the_page_says_without_jargon_why_the_second_way_differs(client, table, plan):
    text = look(client, seat_of(table, "town"))

    assert "Shapley" not in text
    assert "Die scheelt het meest voor Gemeente: € 100 in plaats van € 250." in text
    assert "Zonder deze partij gaat Niet vallen niet door, en anderen hebben daar voordeel van." in text


def test_what_is_fair_and_what_goes_to_the_challenge_itself_are_two_figures(client):
    gains = [
        {"party": party, "cents_per_year": cents, "until": 2031, "quality": "bevestigd"}
        for party, cents in (("insurer", 10_000), ("town", 5_000))
    ]
    table = load_demo_table(document(benefits=gains), at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)

    text = look(client, seat_of(table, "town"))

    assert (
        "Gemeente heeft € 200 voordeel en betaalt nu € 1.000. Eerlijk voor dat voordeel zou € 200 zijn. "
        "Daarnaast gaat € 400 naar de opgave zelf." in text
    )
    assert "eerlijk deel € 200" in text
    assert "opgave zelf € 400" in text
    assert "€ 600" not in text.split("Zou iemand het liever")[0].replace("samen € 600", "")


def test_the_wrong_pocket_is_named_in_euros_only_where_the_benefit_is_confirmed(client):
    guess = {"party": "insurer", "cents_per_year": 30_000, "until": 2031, "quality": "geschat"}
    table = load_demo_table(document(benefits=[guess]), at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)
    town = seat_of(table, "town")

    text = look(client, town)

    assert "Bij 1 maatregel betaalt de een en profiteert de ander." in text
    assert (
        "Niet vallen Gemeente betaalt. Zorgverzekeraar heeft volgens een schatting voordeel en betaalt niets."
        in text
    )
    assert "1.200" not in text
    assert "nog geen voorstel in euro's" in text
    assert "Eén voor- of nadeel telt nog niet in euro's" in text


def test_residents_without_money_gain_in_words_and_are_asked_for_nothing(client):
    gain = {"party": "folk", "cents_per_year": 60_000, "until": 2031, "quality": "bevestigd"}
    given = document(benefits=[gain])
    given["parties"].append({"id": "folk", "name": "Bewonersgroep", "owner_class": "bewoners"})
    table = load_demo_table(given, at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)

    text = look(client, seat_of(table, "town"))

    assert "Bewonersgroep heeft hier geen eigen geld, en betaalt daarom niet mee." in text
    assert "Bewonersgroep heeft € 2.400 voordeel en betaalt niet mee" in text
    assert "Er hoeft niets te worden verrekend" in text
    assert "De verkeerde portemonnee" not in text


def test_what_parties_pay_and_what_is_given_add_up_to_what_the_plan_costs(client):
    given = document()
    money = given["money_flows"][0]
    money["budget"] = {"2027": 40_000}
    grant = {"id": "R", "name": "SPUK", "holder": "state", "owner_class": "rijk", "budget": {"2027": 60_000}}
    given["money_flows"].append(money | grant)
    table = load_demo_table(given, at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)

    text = look(client, seat_of(table, "town"))

    assert "Rijk geeft € 600 voor het doel zelf." in text
    assert "Met wat de partijen zelf betalen, is dat € 1.000: alles wat dit plan kost." in text


def test_without_benefits_the_page_says_who_could_tell_and_leads_there(client):
    table = load_demo_table(document(benefits=[]), at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)

    text = look(client, seat_of(table, "town"))

    assert "Nog niemand noemde een voordeel" in text
    assert "Dat weet meestal de trekker" in text


def test_without_a_plan_the_page_leads_to_one(client, table):
    assert "Eerst een plan, dan wie het draagt." in look(client, seat_of(table, "town"))


def test_a_party_sets_its_own_words_beside_its_figures_and_takes_them_away(client, table, plan):
    town, insurer = seat_of(table, "town"), seat_of(table, "insurer")

    assert (
        send(client, insurer, "share_reply", woorden="Wij mogen dit\n nog niet betalen.").status_code == 302
    )
    assert "“Wij mogen dit nog niet betalen.” Zorgverzekeraar" in look(client, town)
    send(client, insurer, "share_reply", weg="ja", woorden="Wij mogen dit nog niet betalen.")

    assert "nog niet betalen" not in look(client, town)
    assert not ShareReply.objects.exists()
    assert set(Deed.objects.values_list("action", flat=True)) >= {"reply_to_share", "withdraw_share_reply"}


def test_a_reply_and_a_consent_leave_the_plan_as_new_as_it_was(client, table, plan):
    insurer = seat_of(table, "insurer")

    send(client, insurer, "share_reply", woorden="Wij kijken mee.")
    send(client, insurer, "share_consent", plan=plan.pk)

    assert doubtful([plan]) == []
    assert "verouderd" not in look(client, insurer)


def test_only_its_own_party_replies(client, table, plan):
    town, insurer = seat_of(table, "town"), seat_of(table, "insurer")
    send(client, insurer, "share_reply", woorden="Van ons.")

    send(client, town, "share_reply", woorden="Van de gemeente.", party="insurer")

    assert dict(ShareReply.objects.values_list("party__key", "words")) == {
        "insurer": "Van ons.", "town": "Van de gemeente.",
    }  # fmt: skip
    assert send(client, visitor(table), "share_reply", woorden="Ik ook.").status_code == 403


def test_a_reply_that_is_a_report_is_refused_in_words(client, table, plan):
    answer = send(client, seat_of(table, "insurer"), "share_reply", woorden="x" * 501)

    assert answer.status_code == 409
    assert "Hier passen er 500" in answer.text
    assert not ShareReply.objects.exists()


def test_a_visitor_sees_nothing_until_every_party_named_agreed_and_nothing_after_one_withdrew(
    client, table, plan
):
    assert plan.is_public
    town, insurer, anyone = seat_of(table, "town"), seat_of(table, "insurer"), visitor(table)
    assert CLOSED in look(client, anyone)
    send(client, town, "share_consent", plan=plan.pk)
    closed = look(client, anyone)
    assert CLOSED in closed
    assert "Zorgverzekeraar heeft" not in closed

    send(client, insurer, "share_consent", plan=plan.pk)
    assert "Zorgverzekeraar heeft € 1.200 voordeel" in look(client, anyone)

    send(client, insurer, "share_consent", plan=plan.pk, intrekken="ja")
    assert CLOSED in look(client, anyone)
    assert ShareConsent.objects.count() == 1


def test_a_visitor_who_may_not_see_the_division_is_led_to_the_plan(client, table, plan):
    closed = look(client, visitor(table))

    assert CLOSED in closed
    assert "Uw volgende stap Lees wat de tafel wil doen. Naar Verbinden" in closed


def test_other_figures_or_words_ask_for_another_consent(client, table, plan):
    town, insurer = seat_of(table, "town"), seat_of(table, "insurer")
    for seat in (town, insurer):
        send(client, seat, "share_consent", plan=plan.pk)
    assert who_agreed(plan, share_figures(plan)) == named_parties(share_figures(plan)) == {"town", "insurer"}

    send(client, town, "share_reply", woorden="Wij dragen dit te lang al alleen.")

    assert who_agreed(plan, share_figures(plan)) == {"insurer"}
    assert CLOSED in look(client, visitor(table))


def test_what_only_the_table_sees_stays_closed_even_when_all_agree(client):
    table = load_demo_table(document(circles={"benefits": "tafel"}), at=NOON)
    plan = make_plan(table, by=None, clock=lambda: NOON)
    for party in ("town", "insurer"):
        send(client, seat_of(table, party), "share_consent", plan=plan.pk)

    assert CLOSED in look(client, visitor(table))


def test_what_a_party_keeps_to_itself_counts_for_nobody(client):
    table = load_demo_table(document(owner="town", circles={"benefits": "eigen"}), at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)

    for party in ("town", "insurer"):
        text = look(client, seat_of(table, party))
        assert "1.200" not in text
        assert "Nog niemand noemde een voordeel" in text


def test_consent_to_figures_one_is_not_in_is_refused(client, table, plan):
    state = seat_of(table, "state")

    assert send(client, state, "share_consent", plan=plan.pk).status_code == 409
    assert not ShareConsent.objects.exists()


def test_another_tables_plan_does_not_exist_here(client, table, plan):
    town = seat_of(table, "town")

    assert send(client, town, "share_consent", plan=plan.pk + 1).status_code == 404
    client.post(reverse("tables:switch_seat"), {"seat": town.pk, "next": "/"})
    assert client.get(reverse("connections:share", args=[table.pk]), {"plan": "x"}).status_code == 404


def test_who_loses_by_the_plan_is_told_so_in_euros_once_it_confirmed_that(client):
    gain = {"party": "insurer", "cents_per_year": 60_000, "until": 2031, "quality": "bevestigd"}
    loss = {"party": "town", "cents_per_year": -10_000, "until": 2031, "quality": "bevestigd"}
    table = load_demo_table(document(benefits=[gain, loss]), at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)

    text = look(client, seat_of(table, "town"))

    assert "Gemeente heeft € 400 nadeel." in text
    assert "Eerlijk zou zijn dat deze partij € 400 krijgt van wie er beter van wordt." in text
    assert "Zorgverzekeraar Gemeente € 1.400" in text


def test_a_loss_that_is_only_estimated_stays_in_words(client):
    loss = {"party": "insurer", "cents_per_year": -30_000, "until": 2031, "quality": "geschat"}
    table = load_demo_table(document(benefits=[loss]), at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)

    text = look(client, seat_of(table, "town"))

    assert "Niet iedereen wordt beter van dit plan." in text
    assert "Heeft volgens een schatting nadeel van" in text
    assert "profiteert de ander" not in text
    assert "1.200" not in text


def chair_of(table):
    return table.seats.filter(role=Seat.Role.CHAIR).first() or Seat.objects.create(
        table=table, role=Seat.Role.CHAIR, label="voorzitter"
    )


def agree_without_seat(client, table, plan, party="insurer", how="brief van 3 mei", **more):
    return send(client, chair_of(table), "share_recorded", plan=plan.pk, partij=party, hoe=how, **more)


def test_the_chair_writes_down_what_a_party_without_a_seat_agreed_to_and_takes_it_back(client, table, plan):
    send(client, seat_of(table, "town"), "share_consent", plan=plan.pk)
    table.seats.filter(party__key="insurer").delete()
    assert CLOSED in look(client, visitor(table))

    agree_without_seat(client, table, plan, how="  brief van\n3 mei ")

    assert "Zo lieten zij dat weten: brief van 3 mei" in look(client, chair_of(table))
    assert "Zorgverzekeraar heeft € 1.200 voordeel" in look(client, visitor(table))
    assert "brief van 3 mei" not in look(client, visitor(table))

    agree_without_seat(client, table, plan, intrekken="ja")
    assert CLOSED in look(client, visitor(table))
    assert set(Deed.objects.values_list("action", flat=True)) >= {
        "record_share_consent",
        "withdraw_recorded_consent",
    }


@pytest.fixture
def table_of_many(table):
    """The town and four others gain, of whom only the town has a seat."""
    given = document()
    others = ["insurer", "state", "club", "fund"]
    given["parties"] += [{"id": key, "name": key, "owner_class": "zorg"} for key in others[2:]]
    gain = given["measures"][0]["benefits"][0]
    given["measures"][0]["benefits"] += [{**gain, "party": key} for key in others[1:]]
    given["table"]["id"] = "many"
    table = load_demo_table(given, at=NOON)
    table.seats.filter(party__key__in=others).delete()
    return table


def silent_fold(text):
    """The fold of parties without a seat: whether it is open, and what is in it."""
    found = re.search(r'<details class="gt-more" id="zonder-stoel"( open)?>(.*)</section>', text, re.S)
    return bool(found[1]), found[2]


def test_who_writes_down_what_a_party_agreed_to_comes_back_at_the_list_opened(client, table_of_many):
    plan = make_plan(table_of_many, by=None, clock=lambda: NOON)
    page = reverse("connections:share", args=[table_of_many.pk])
    look(client, chair_of(table_of_many))
    is_open, inside = silent_fold(client.get(page, {"plan": plan.pk}).text)
    assert not is_open
    assert inside.count('name="hoe"') == 4

    for more, boxes in (({}, 3), ({"intrekken": "ja"}, 4)):
        answer = agree_without_seat(client, table_of_many, plan, **more)

        assert answer["Location"].endswith(f"?plan={plan.pk}&open=zonder-stoel#zonder-stoel")
        is_open, inside = silent_fold(client.get(answer["Location"]).text)
        assert is_open
        assert inside.count('name="hoe"') == boxes


def test_a_few_parties_without_a_seat_stand_there_unfolded(client, table, plan):
    table.seats.filter(party__key="insurer").delete()
    look(client, chair_of(table))

    is_open, inside = silent_fold(client.get(reverse("connections:share", args=[table.pk])).text)

    assert is_open
    assert "Zorgverzekeraar" in inside


def test_a_party_that_comes_to_sit_here_says_it_itself_and_what_was_written_down_counts_no_more(
    client, table, plan
):
    send(client, seat_of(table, "town"), "share_consent", plan=plan.pk)
    table.seats.filter(party__key="insurer").delete()
    agree_without_seat(client, table, plan)
    assert who_agreed(plan, share_figures(plan)) == {"town", "insurer"}

    insurer = seat_of(table, "insurer")
    assert who_agreed(plan, share_figures(plan)) == {"town"}
    assert "heeft hier een stoel, en zegt het zelf" in agree_without_seat(client, table, plan).text

    send(client, insurer, "share_consent", plan=plan.pk)
    assert who_agreed(plan, share_figures(plan)) == {"town", "insurer"}


@pytest.mark.parametrize(
    ("party", "how", "told"),
    [
        ("insurer", " ", "Schrijf op hoe Zorgverzekeraar het liet weten"),
        ("insurer", "\u200b", "Schrijf op hoe Zorgverzekeraar het liet weten"),
        ("insurer", "x" * 201, "Hier passen er 200"),
        ("state", "brief", "Rijk staat niet in deze cijfers"),
        ("in\x00surer", "brief", "Die partij is niet bij deze tafel"),
    ],
)
def test_what_cannot_be_written_down_is_refused_in_words(client, table, plan, party, how, told):
    table.seats.filter(party__key__in=["insurer", "state"]).delete()

    answer = agree_without_seat(client, table, plan, party=party, how=how)

    assert answer.status_code == 409
    assert told in unescape(answer.text)
    assert not ShareConsent.objects.exists()


def test_only_the_chair_writes_down_what_a_party_without_a_seat_agreed_to(client, table, plan):
    town, _ = seat_of(table, "town"), table.seats.filter(party__key="insurer").delete()
    Seat.objects.filter(pk=town.pk).update(role=Seat.Role.MEMBER)

    answer = send(client, town, "share_recorded", plan=plan.pk, partij="insurer", hoe="brief")

    assert answer.status_code == 403
    assert "De voorzitter vraagt het hun" in look(client, town)
    assert not ShareConsent.objects.exists()


def test_taking_back_what_was_never_given_writes_nothing(client, table, plan):
    insurer = seat_of(table, "insurer")

    withdraw_share(plan, by=insurer, at=NOON)

    assert not Deed.objects.filter(action="withdraw_share").exists()
