"""The pages of trying out: the list, one variant, two plans side by side, and what changed since a plan."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from gebiedstafel.connections.actions import ask_plan, choose_measure_out
from gebiedstafel.connections.models import Plan, Variant
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.variant_actions import (
    assume_in_variant,
    choose_in_variant,
    make_variant,
    remove_variant,
)
from gebiedstafel.means.models import ForcedChoice
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import close_run, start_run
from gebiedstafel.ui.messages import compile_all
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
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
def resident(table):
    return table.seats.get(party__owner_class="bewoners")


@pytest.fixture
def variant(table, chair):
    made = make_variant(table, "Zonder afkoppelen", by=chair, at=NOON)
    return choose_in_variant(made, table.measures.get(key="M1"), "out", by=chair, at=NOON)


@pytest.fixture
def plans(table, chair, variant):
    return (
        make_plan(table, by=chair, clock=clock),
        make_plan(table, by=chair, clock=clock, variant=variant),
    )


def url(table, name, *more, **query):
    tail = "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    return reverse(f"connections:{name}", args=[table.pk, *more]) + tail


def sit(client, seat):
    client.post(reverse("tables:switch_seat"), {"seat": seat.pk, "next": "/"})


def plain(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_without_variants_the_list_teaches_what_they_are(client, table, chair):
    sit(client, chair)

    text = plain(client.get(url(table, "variants")))

    assert "Nog geen varianten" in text
    assert "Aan de keuze van de tafel verandert niets" in text
    assert "Maak de variant" in text


def test_a_variant_is_made_changed_and_solved_through_its_pages(client, table, chair, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    sit(client, chair)

    page = client.post(url(table, "variants"), {"variant_name": "Droog"}, follow=True)
    made = Variant.objects.get()
    client.post(url(table, "choose"), {"variant": made.pk, "measure": "M1", "side": "in", "start": "2027"})
    client.post(url(table, "assume_in_variant", made.pk), {"counts": ["F2"], "seated": ["water"], "seen": 2})
    client.post(url(table, "note_variant", made.pk), {"notes": "Vraag het waterschap.", "seen": 3})
    client.post(url(table, "solve"), {"variant": made.pk})

    made.refresh_from_db()
    assert "De variant Droog is er." in plain(page)
    assert made.choices == {"in": ["M1"], "out": [], "start": {"M1": 2027}}
    assert made.assumptions == {"counts": ["F2"], "seated": ["water"]}
    assert made.notes == "Vraag het waterschap."
    assert Run.objects.get().subject == f"table/{table.pk}/variant/{made.pk}"
    assert not ForcedChoice.objects.exists()
    text = plain(client.get(url(table, "variant", made.pk)))
    assert "De rekenaar zoekt een plan voor Droog" in text
    assert "Straat afkoppelen doet mee, vanaf 2027" in text


def test_the_list_tells_what_each_asks_and_what_came_of_it(client, table, chair, variant, plans):
    sit(client, chair)

    text = plain(client.get(url(table, "variants")))

    assert "1 variant naast de keuze van de tafel." in text
    assert "1 vaste keuze" in text
    assert "0 van de 2 maatregelen passen" in text
    assert "Vergelijk met de Basis" in text


def test_everything_that_is_not_up_to_date_is_solved_with_one_button(client, table, chair, variant, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    make_plan(table, by=chair, clock=clock)
    sit(client, chair)

    client.post(url(table, "solve_all"))

    assert [run.subject for run in Run.objects.all()] == [f"table/{table.pk}/variant/{variant.pk}"]


def test_a_removed_variant_is_put_back_with_one_button(client, table, chair, variant):
    sit(client, chair)

    gone = client.post(url(table, "remove_variant", variant.pk), follow=True)
    listed = plain(client.get(url(table, "variants")))
    client.post(url(table, "restore_variant", variant.pk))

    assert "Zet de variant terug" in plain(gone)
    assert "Zonder afkoppelen" not in listed
    assert Variant.objects.of(table).get() == variant


def test_the_plan_of_a_variant_says_whose_it_is_and_what_it_assumes(client, table, chair, variant):
    changed = assume_in_variant(variant, {"counts": ["F2"], "seated": ["water"]}, by=chair, at=NOON)
    make_plan(table, by=chair, clock=clock, variant=changed)
    sit(client, chair)

    text = plain(client.get(url(table, "plan", variant=variant.pk)))

    assert "Dit is de variant Zonder afkoppelen , niet de keuze van de tafel." in text
    assert "Dit geld telt mee alsof het is toegezegd: Waterpot." in text
    assert "Deze stoelen zijn bezet: Waterschap Bosrijk." in text
    assert (
        "Dit plan rekent met aannames die nog niet waar zijn. Daarom kan de tafel het niet aannemen." in text
    )


def test_a_choice_on_the_plan_page_of_a_variant_stays_in_the_variant(client, table, chair, variant, plans):
    sit(client, chair)
    page = client.get(url(table, "plan", variant=variant.pk)).text

    form = re.search(r'<form class="gt-choice".*?</form>', page, re.DOTALL).group()
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    client.post(url(table, "choose"), sent | {"side": "free", "measure": "M1"})

    variant.refresh_from_db()
    assert sent["variant"] == str(variant.pk)
    assert variant.choices["out"] == []
    assert not ForcedChoice.objects.exists()


def test_two_plans_stand_side_by_side_with_what_moved_and_why(client, table, chair, plans):
    own, tried = plans
    sit(client, chair)

    text = plain(client.get(url(table, "compare", links=own.pk, rechts=tried.pk)))

    assert "Van A naar B: 2 maatregelen eraf." in text
    assert "2 maatregelen alleen in A" in text
    assert "De keuze over Straat afkoppelen: ‘vrij’ in A, ‘blijft eruit’ in B." in text
    assert "Wijkbudget" in text


def test_changing_sides_over_is_another_address_that_tells_the_mirror(client, table, chair, plans):
    own, tried = plans
    sit(client, chair)

    text = plain(client.get(url(table, "compare", links=tried.pk, rechts=own.pk)))

    assert "Van A naar B: 2 maatregelen erbij." in text
    assert "‘blijft eruit’ in A, ‘vrij’ in B." in text


def test_a_plan_beside_itself_is_the_same(client, table, chair, plans):
    sit(client, chair)

    text = plain(client.get(url(table, "compare", links=plans[0].pk, rechts=plans[0].pk)))

    assert "Deze twee plannen zijn gelijk." in text
    assert "Er is niets anders gevraagd" in text


def test_comparing_again_goes_to_the_plans_of_last_time(client, table, chair, plans):
    sit(client, chair)
    first = client.get(url(table, "compare"))
    client.get(url(table, "compare", links=plans[1].pk, rechts=plans[1].pk))

    again = client.get(url(table, "compare"))

    assert first.url.endswith(f"links={plans[0].pk}&rechts={plans[1].pk}")
    assert again.url.endswith(f"links={plans[1].pk}&rechts={plans[1].pk}")


def test_one_plan_is_not_enough_to_compare_and_the_page_says_what_is(client, table, chair):
    make_plan(table, by=chair, clock=clock)
    sit(client, chair)

    assert "Er zijn nog geen twee plannen" in plain(client.get(url(table, "compare")))


def test_choices_that_cannot_go_together_can_still_be_compared(client, table, chair, variant, plans):
    changed = choose_in_variant(variant, table.measures.get(key="M2"), "in", by=chair, at=LATER)
    clash = make_plan(table, by=chair, clock=clock, variant=changed)
    assert clash.status == Plan.INFEASIBLE
    sit(client, chair)

    answer = client.get(url(table, "compare", links=plans[0].pk, rechts=clash.pk))

    assert answer.status_code == 200
    assert "Deze keuzes kunnen niet samen." in plain(answer)


def test_plans_and_variants_of_another_table_do_not_exist_here(client, table, chair, variant, plans):
    other = load_demo_table(small_table(id="elders"), at=NOON)
    sit(client, other.seats.get(role=Seat.Role.CHAIR))

    for address in (
        url(other, "compare", links=plans[0].pk, rechts=plans[1].pk),
        url(other, "variant", variant.pk),
        url(other, "plan", variant=variant.pk),
        url(other, "progress", variant=variant.pk),
    ):
        assert client.get(address).status_code == 404
    for name in ("solve", "stop", "choose"):
        sent = {"variant": variant.pk, "measure": "M1", "side": "in"}
        assert client.post(url(other, name), sent).status_code == 404
    assert client.post(url(other, "remove_variant", variant.pk)).status_code == 404


def test_a_visitor_compares_but_every_button_is_grey_with_its_reason(client, table, variant, plans):
    sit(client, table.seats.get(role=Seat.Role.VISITOR))

    listed, one = client.get(url(table, "variants")), client.get(url(table, "variant", variant.pk))

    compared = client.get(url(table, "compare"), follow=True)
    assert compared.status_code == 200
    assert "Lees wat de tafel nu van plan is." in plain(compared)
    assert "Bespreek aan tafel" not in plain(compared)
    assert "Alleen wie aan tafel zit, maakt een variant." in plain(listed)
    for page in (listed.text, one.text):
        buttons = re.findall(r"<button[^>]*>", page[page.index("<main") : page.index("</main")])
        assert buttons
        assert all("disabled" in button for button in buttons)


def test_a_member_sees_why_the_variant_of_another_is_not_theirs_to_change(client, table, resident, variant):
    sit(client, resident)

    text = plain(client.get(url(table, "variant", variant.pk)))

    assert "Maak een kopie en ga daarmee verder." in text
    assert "Alleen de voorzitter legt vast dat de tafel de keuzes van een variant overneemt." in text


def test_an_outdated_plan_says_what_changed_and_offers_to_solve_again(client, table, chair, plans):
    flow = table.flow_offers.get(key="F1").flow
    flow.budget.filter(year=2027).update(cents=4_000_000)
    table.count_change()
    record_deed(
        table.chain,
        action="change_row",
        subject="money_flow/F1",
        actor=chair.actor,
        at=LATER + timedelta(hours=1),
    )
    sit(client, chair)

    own = client.get(url(table, "plan"))
    tried = client.get(url(table, "plan", variant=plans[1].variant_id))

    for answer in (own, tried):
        text = plain(answer)
        assert "Sinds dit plan veranderde 1 ding" in text
        assert "Wijkbudget, het budget (2027): eerst € 50.000, nu € 40.000." in text.replace("\u00a0", " ")
        assert "verouderd" in text
    assert plain(client.get(url(table, "variants"))).count("verouderd") == 2


def test_what_one_may_not_see_is_not_told_as_a_change_either(client, table, chair, plans):
    table.measures.filter(key="M1").update(title="Geheim werk", circles={"title": "eigen"}, owner="stad")
    table.count_change()
    record_deed(
        table.chain,
        action="change_row",
        subject="measure/M1",
        actor=chair.actor,
        at=LATER + timedelta(hours=1),
    )
    sit(client, table.seats.get(party__owner_class="bewoners"))

    since = client.get(url(table, "plan")).text

    assert "Geheim werk" not in since


def test_progress_without_script_leads_to_the_page_and_with_it_to_the_plan(client, table, chair, variant):
    sit(client, chair)
    run = ask_plan(table, by=chair, at=NOON, variant=variant)
    address = url(table, "progress", variant=variant.pk, rustig=1)
    part = client.get(address, headers={"HX-Request": "true"})
    start_run(run, at=NOON)
    plan = make_plan(table, by=chair, clock=clock, variant=variant)
    close_run(run, Run.State.DONE, at=LATER, message="Het plan is klaar.", result=f"plan/{plan.pk}")

    done = client.get(address, headers={"HX-Request": "true"})
    without = client.get(address)

    assert "Deze berekening is als eerste aan de beurt." in plain(part)
    assert 'hx-trigger="every 2s"' in part.text
    assert f"?plan={plan.pk}" in done.text
    assert "hx-trigger" not in done.text
    assert without.url.endswith(f"?variant={variant.pk}")


def test_a_stopped_plan_is_marked_wherever_it_stands(client, table, chair, variant, plans):
    plan = plans[1]
    plan.pk, plan.status, plan.gap = None, "stopped", 0.031
    plan.result = plan.result | {"status": "stopped", "gap": 0.031}
    plan._state.adding = True
    plan.save(force_insert=True)
    sit(client, chair)

    for address in (
        url(table, "plan", variant=variant.pk),
        url(table, "variants"),
        url(table, "variant", variant.pk),
        url(table, "compare", links=plans[0].pk, rechts=plan.pk),
    ):
        text = plain(client.get(address))
        assert "gestopt" in text
        assert "3,1 procent" in text


def test_a_form_never_leads_to_another_site(client, table, chair, variant):
    sit(client, chair)

    for bad in ("//elders.example/", "https://elders.example/", "/\\elders.example"):
        answer = client.post(url(table, "choose"), {"measure": "M1", "side": "out", "back": bad})
        assert answer.url.startswith(url(table, "plan"))


def test_the_pages_in_english_speak_english(client, table, chair, variant, plans):
    compile_all()
    sit(client, chair)
    client.post(reverse("ui:language"), {"language": "en", "next": "/"})

    compared = plain(client.get(url(table, "compare"), follow=True))
    one = plain(client.get(url(table, "variant", variant.pk)))

    assert "From A to B: 2 measures less." in compared
    assert "Only in" not in compared
    assert "the choice of the table" in plain(client.get(url(table, "variants"))).lower()
    assert "This variant has 1 fixed choice." in one


def test_the_pages_take_few_queries_however_many_variants(
    client, table, chair, plans, django_assert_max_num_queries
):
    for number in range(12):
        made = make_variant(table, f"Variant {number}", by=chair, at=NOON)
        make_plan(table, by=chair, clock=clock, variant=made)
    sit(client, chair)
    pages = [url(table, "variants"), url(table, "compare", links=plans[0].pk, rechts=plans[1].pk)]

    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(15):
            client.get(page)


def test_a_removed_variant_keeps_its_plans_on_offer_for_comparing(client, table, chair, variant, plans):
    remove_variant(variant, by=chair, at=LATER)
    sit(client, chair)

    text = client.get(url(table, "compare", links=plans[0].pk, rechts=plans[1].pk)).text

    assert "Eerdere plannen" in text


def test_taking_over_leads_to_the_plan_and_says_what_was_kept(client, table, chair, variant, plans):
    choose_measure_out(table.measures.get(key="M2"), by=chair, at=LATER)
    sit(client, chair)

    text = plain(client.post(url(table, "take_over_variant", variant.pk), follow=True))

    assert "De keuzes van Zonder afkoppelen zijn nu de keuze van de tafel." in text
    assert "Wat de tafel eerst koos, staat als variant: Keuze van de tafel tot" in text
