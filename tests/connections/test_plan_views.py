"""The conversations of Verbinden: who sees what, who may do what, and what the page then says."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from gebiedstafel.connections.actions import ask_plan, choose_measure_in, choose_measure_out
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.solving import freeze, keep_plan, make_plan
from gebiedstafel.engines.connect.plan import Infeasible, Reason
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.models import ForcedChoice
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.messages import compile_all
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 13, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def clock():
    return LATER


@pytest.fixture(autouse=True)
def demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table():
    document = {**small_table(), "circles_default": "openbaar"}
    del document["choices"]
    return load_demo_table(document, at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def plan(table, chair):
    return make_plan(table, by=chair, clock=clock)


@pytest.fixture
def page(table):
    return reverse("connections:plan", args=[table.pk])


def sit(client, seat):
    """Let the visitor take this seat of the demo table."""
    client.post(reverse("tables:switch_seat"), {"seat": seat.pk, "next": "/"})


def test_a_table_one_has_no_seat_at_does_not_exist(client, table, settings):
    settings.DEMO = False

    for name in ("plan", "progress", "adopt"):
        assert client.get(reverse(f"connections:{name}", args=[table.pk])).status_code == 404
    for name in ("solve", "stop", "choose", "adopt"):
        assert client.post(reverse(f"connections:{name}", args=[table.pk])).status_code == 404


def test_before_the_first_plan_the_page_says_what_comes_and_offers_one_button(client, chair, page):
    sit(client, chair)

    answer = client.get(page)

    assert "Er is nog geen plan." in answer.text
    assert answer.text.count("Bereken een plan") == 1


def test_a_table_without_measures_says_what_is_needed_first(client, chair, table, page):
    table.measures.all().delete()
    sit(client, chair)

    assert "Er zijn nog geen maatregelen om te verbinden." in client.get(page).text


def test_the_plan_is_a_proposal_until_the_chair_adopts_it(client, chair, table, plan, page):
    sit(client, chair)
    assert "voorstel van de rekenaar" in client.get(page).text

    confirm = client.get(reverse("connections:adopt", args=[table.pk]))
    client.post(reverse("connections:adopt", args=[table.pk]), {"plan": plan.pk})

    assert "Het geld is nog niet toegezegd" in confirm.text
    assert Plan.objects.get(pk=plan.pk).adopted_by == chair
    assert "De tafel stelde dit plan vast op" in client.get(page).text


def test_a_visitor_reads_the_plan_but_every_deed_is_refused_with_a_reason(client, table, plan, page):
    sit(client, table.seats.get(role=Seat.Role.VISITOR))

    answer = client.get(page)
    deeds = {
        "solve": {},
        "choose": {"measure": "M1", "side": "out"},
        "adopt": {"plan": plan.pk},
        "stop": {},
    }
    refused = {
        name: client.post(reverse(f"connections:{name}", args=[table.pk]), data)
        for name, data in deeds.items()
    }

    assert "Alleen wie aan tafel zit, zet een maatregel vast." in answer.text
    assert [answer.status_code for answer in refused.values()] == [403] * 4
    assert not ForcedChoice.objects.exists()
    assert not Plan.objects.adopted().exists()


@pytest.mark.parametrize("role", [Seat.Role.VISITOR, Seat.Role.MEMBER])
def test_who_does_not_lead_the_table_reads_why_it_adopts_nothing_and_is_led_to_the_plan(
    client, table, plan, page, role
):
    sit(client, table.seats.filter(role=role).first())

    answer = client.get(reverse("connections:adopt", args=[table.pk]))

    assert answer.status_code == 403
    assert "Alleen de voorzitter legt vast dat de tafel dit plan aanneemt." in answer.text
    assert f'href="{page}"' in answer.text.partition("Uw volgende stap")[2].partition("</section>")[0]


def test_a_forced_choice_is_listed_and_the_page_asks_to_solve_again(client, chair, table, plan, page):
    sit(client, chair)

    client.post(reverse("connections:choose", args=[table.pk]), {"measure": "M1", "side": "out", "seen": "0"})

    answer = client.get(page)
    assert "Dit plan kent de laatste keuzes of gegevens nog niet." in answer.text
    assert "blijft eruit." in answer.text
    assert "Reken opnieuw, met wat er veranderde." in answer.text


def test_a_choice_nobody_offered_is_refused_in_words(client, chair, table, plan):
    sit(client, chair)
    address = reverse("connections:choose", args=[table.pk])

    wrong_side = client.post(address, {"measure": "M1", "side": "misschien"})
    unknown = client.post(address, {"measure": "M99", "side": "in"})

    assert wrong_side.status_code == 409
    assert "Kies of de maatregel meedoet" in wrong_side.text
    assert unknown.status_code == 404


def test_a_choice_made_on_an_old_page_is_refused(client, chair, table, plan):
    sit(client, chair)
    choose_measure_out(table.measures.get(key="M1"), by=chair, at=NOON)

    answer = client.post(
        reverse("connections:choose", args=[table.pk]), {"measure": "M1", "side": "in", "seen": "0"}
    )

    assert answer.status_code == 409
    assert ForcedChoice.objects.get().side == "out"


def test_while_solving_the_part_of_the_page_and_the_part_alone_say_the_same(client, chair, table, page):
    sit(client, chair)
    ask_plan(table, by=chair, at=NOON)

    whole = client.get(page)
    part = client.get(reverse("connections:progress", args=[table.pk]), headers={"HX-Request": "true"})

    def told(answer):
        text = answer.text[answer.text.index('<section class="gt-run"') :]
        return text[: text.index("<form")]

    assert told(whole) == told(part)
    assert "Kijk of het klaar is" in part.text


def test_once_solved_the_polling_part_asks_for_the_whole_page(client, chair, table, plan):
    sit(client, chair)
    address = reverse("connections:progress", args=[table.pk])

    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert client.get(address).status_code == 302


def test_choices_that_clash_are_explained_with_what_to_let_go(client, chair, table, page):
    choose_measure_out(table.measures.get(key="M1"), by=chair, at=NOON)
    choose_measure_in(table.measures.get(key="M2"), by=chair, at=NOON)
    make_plan(table, by=chair, clock=clock)
    sit(client, chair)

    answer = client.get(page)

    assert "Met deze keuzes bestaat geen plan." in answer.text
    assert "Laat los" in answer.text
    assert client.get(reverse("connections:adopt", args=[table.pk])).status_code == 409


def test_from_choices_that_clash_a_link_leads_to_the_last_plan(client, chair, table, plan, page):
    choose_measure_out(table.measures.get(key="M1"), by=chair, at=NOON)
    choose_measure_in(table.measures.get(key="M2"), by=chair, at=NOON)
    make_plan(table, by=chair, clock=lambda: NOON + timedelta(hours=1))
    sit(client, chair)

    answer = client.get(page).text

    assert "De keuzes hieronder gaan niet samen." in answer
    assert f'href="?plan={plan.pk}"' in answer
    assert "Bekijk het laatste plan, van" in answer


def test_each_measure_that_cannot_be_in_any_plan_is_told_at_once(client, chair, table, page):
    one, other = (Infeasible((name,), (Reason("forced_in", {"measure": name}),)) for name in ("M1", "M2"))
    keep_plan(table, freeze(table), replace(one, more=(other,)), by=chair, at=LATER)
    sit(client, chair)

    answer = client.get(page).text

    assert answer.count("kan niet meedoen, wat u verder ook kiest.") == 2
    assert "is erin gezet." not in answer
    assert "Wat hieronder staat kan niet meedoen." in answer
    assert "Bekijk het laatste plan" not in answer


def test_the_plan_of_another_table_cannot_be_shown_or_adopted(client, chair, plan, page):
    other = load_demo_table(small_table(id="elders"), at=NOON)
    sit(client, other.seats.get(role=Seat.Role.CHAIR))
    address = reverse("connections:plan", args=[other.pk])

    assert client.get(address, {"plan": plan.pk}).status_code == 404
    adopt = client.post(reverse("connections:adopt", args=[other.pk]), {"plan": plan.pk})
    assert adopt.status_code == 404


def test_an_amount_that_changed_makes_the_plan_outdated(client, chair, table, plan, page):
    from gebiedstafel.trail.deeds import record_deed

    table.measures.filter(key="M1").update(title="Straat helemaal afkoppelen")
    record_deed(
        table.chain,
        action="change_measure",
        subject="measure/M1",
        actor=chair.actor,
        at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    sit(client, chair)

    answer = client.get(page)

    assert "verouderd" in answer.text
    assert "Laat eerst een nieuw plan maken." in answer.text


def test_the_page_in_english_speaks_english(client, chair, plan, page):
    compile_all()
    sit(client, chair)
    client.post(reverse("ui:language"), {"language": "en", "next": "/"})

    answer = client.get(page)

    assert "measures fit" in answer.text
    assert "maatregelen passen" not in answer.text


def test_reading_the_plan_takes_few_queries(client, chair, table, plan, page, django_assert_max_num_queries):
    sit(client, chair)
    client.get(page)

    with django_assert_max_num_queries(15):
        client.get(page)


def test_the_plan_page_of_the_demo_renders_within_its_time():
    from django.test import Client

    table = load_demo_table(demo_table(), at=NOON)
    make_plan(table, by=None, clock=clock)
    client = Client()
    address = reverse("connections:plan", args=[table.pk])
    assert client.get(address).status_code == 200

    begun = time.process_time()
    answer = client.get(address)

    assert time.process_time() - begun < 0.8
    assert answer.text.count('class="bn"') > 20
