"""Choosing a way of working: alone first, then beside each other, then what fits; the table chooses."""

import json

import pytest
from django.urls import reverse

from gebiedstafel.tables.actions import withdraw_seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.workshop.actions import (
    answer_alone,
    answer_together,
    begin_choice,
    close_again,
    keep_outcome,
    lay_open,
    stop_choice,
    take_over_agreed,
)
from gebiedstafel.workshop.alone import how_far
from gebiedstafel.workshop.beside import laid_beside
from gebiedstafel.workshop.fitting import fitting
from gebiedstafel.workshop.models import Choice, MethodsVersion, Outcome, OwnAnswer, SharedAnswer

from .rounds_of_choosing import DEMO_TOWN, NOON, answer_all, begun, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def choice(people):
    return begun(people[0], people[1])


def page(client, seat, name, *ids, **asked):
    client.force_login(seat.person)
    return client.get(reverse(f"workshop:{name}", args=[seat.table_id, *ids]), asked)


def send(client, seat, name, *ids, json_wanted=False, **sent):
    client.force_login(seat.person)
    accept = {"headers": {"accept": "application/json"}} if json_wanted else {}
    return client.post(reverse(f"workshop:{name}", args=[seat.table_id, *ids]), sent, **accept)


def open_with_shared(choice, chair, answers=DEMO_TOWN):
    answer_all(choice, chair)
    lay_open(choice, by=chair, at=NOON)
    for name, answer in answers.items():
        answer_together(choice, name, answer, "", by=chair, at=NOON)


def test_a_round_begins_with_the_table_that_came_along_kept_once(people, choice):
    table, chair, *_ = people
    stop_choice(choice, by=chair, at=NOON)

    again = begin_choice(table, by=chair, at=NOON)

    assert choice.methods == again.methods
    assert MethodsVersion.objects.count() == 1
    assert choice.methods.came_along


def test_only_one_round_runs_and_a_second_waits_for_an_outcome(people, choice):
    table, chair, *_ = people
    with pytest.raises(Refused, match="loopt al een ronde"):
        begin_choice(table, by=chair, at=NOON)

    open_with_shared(choice, chair)
    keep_outcome(choice, ["wijkregie"], "", by=chair, at=NOON)
    begin_choice(table, by=chair, at=NOON)

    assert Choice.objects.filter(ended_at=None).count() == 1


def test_nobody_sees_another_answer_before_they_lie_open(client, people, choice):
    _table, chair, member, *_ = people
    answer_alone(choice, "omvang", 4, "Wij zijn een stad met geheimen.", by=member, at=NOON)

    for name in ("alone", "beside", "fits"):
        html = client.get(
            page(client, chair, name, choice.pk).headers.get("Location")
            or reverse(f"workshop:{name}", args=[chair.table_id, choice.pk])
        ).content.decode()
        assert "geheimen" not in html, name
        assert "<h1" in html
    assert "1 van 3 begon" in page(client, chair, "overview").content.decode()

    lay_open(choice, by=chair, at=NOON)
    html = page(client, chair, "beside", choice.pk).content.decode()
    assert "Wij zijn een stad met geheimen." in html
    assert "Bo (" in html


def test_a_visitor_sees_nothing_and_learns_what_a_werkplaats_is(client, people, choice):
    _table, chair, _member, _finance, visitor = people
    open_with_shared(choice, chair)
    kept = keep_outcome(choice, ["wijkregie"], "Geheim besluit.", by=chair, at=NOON)

    assert "Bezoekers kijken niet mee" in page(client, visitor, "overview").content.decode()
    for name, number in (
        ("alone", choice.pk),
        ("beside", choice.pk),
        ("fits", choice.pk),
        ("outcome", kept.pk),
    ):
        answer = page(client, visitor, name, number)
        assert answer.status_code == 403, name
        assert "Geheim besluit" not in answer.content.decode()
    with pytest.raises(NotAllowed):
        answer_alone(choice, "omvang", 1, "", by=visitor, at=NOON)


def test_half_filled_is_fine_and_the_rest_can_come_later(client, people, choice):
    member = people[2]
    send(
        client, member, "save", choice.pk, **{"seen|omvang": "0", "antwoord:omvang": "2", "seen|budget": "0"}
    )

    assert OwnAnswer.objects.get().answer == 2
    html = page(client, member, "alone", choice.pk).content.decode()
    assert "1 van de 12 vragen beantwoord" in html


def test_each_answer_is_kept_as_soon_as_it_is_given(client, people, choice):
    member = people[2]
    sent = {"seen|omvang": "0", "antwoord:omvang": "3", "waarom:omvang": "Sinds de fusie."}

    told = json.loads(send(client, member, "save", choice.pk, json_wanted=True, **sent).content)

    assert told["versions"] == {"omvang": 1}
    assert (told["done"], told["faults"]) == (1, {})
    assert OwnAnswer.objects.get().why == "Sinds de fusie."


def test_not_knowing_is_an_answer_and_counts_in_nothing(client, people, choice):
    chair, member = people[1:3]
    send(client, member, "save", choice.pk, **{"seen|omvang": "0", "antwoord:omvang": ""})
    answer_alone(choice, "budget", 1, "", by=chair, at=NOON)
    lay_open(choice, by=chair, at=NOON)

    row = next(one for one in laid_beside(choice) if one.question.id == "omvang")

    assert (row.answered, len(row.unsure), row.agreed) == (0, 1, None)


def test_an_answer_from_an_older_page_is_refused_with_both_texts_and_the_rest_is_kept(client, people, choice):
    member = people[2]
    answer_alone(choice, "omvang", 1, "van de telefoon", by=member, at=NOON)
    sent = {"seen|omvang": "0", "antwoord:omvang": "3", "seen|budget": "0", "antwoord:budget": "2"}

    answer = send(client, member, "save", choice.pk, **sent)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "25.000–50.000 (van de telefoon)" in html
    assert "100.000–250.000" in html
    assert OwnAnswer.objects.get(criterion="omvang").answer == 1
    assert OwnAnswer.objects.get(criterion="budget").answer == 2


def test_after_the_opening_nobody_answers_alone_any_more(people, choice):
    chair, member = people[1:3]
    answer_alone(choice, "omvang", 1, "", by=chair, at=NOON)
    lay_open(choice, by=chair, at=NOON)

    with pytest.raises(Refused, match="liggen al naast elkaar"):
        answer_alone(choice, "omvang", 1, "", by=member, at=NOON)


def test_a_round_without_any_answer_is_not_laid_open(people, choice):
    with pytest.raises(Refused, match="Nog niemand"):
        lay_open(choice, by=people[1], at=NOON)


def test_an_opening_that_came_too_early_is_undone_until_the_table_answers(people, choice):
    chair = people[1]
    answer_all(choice, chair)
    lay_open(choice, by=chair, at=NOON)
    close_again(choice, by=chair, at=NOON)
    choice.refresh_from_db()
    assert choice.opened_at is None

    lay_open(choice, by=chair, at=NOON)
    answer_together(choice, "omvang", 2, "", by=chair, at=NOON)
    with pytest.raises(Refused, match="samen een antwoord"):
        close_again(choice, by=chair, at=NOON)


def test_what_lies_furthest_apart_stands_first(people, choice):
    chair, member, finance = people[1:4]
    answer_all(choice, chair)
    answer_all(choice, member, vertrouwen=4)
    answer_all(choice, finance, vertrouwen=3, budget=2)
    lay_open(choice, by=chair, at=NOON)

    rows = laid_beside(choice)

    assert [(row.question.id, row.apart) for row in rows[:2]] == [("vertrouwen", 3), ("budget", 1)]
    assert {row.apart for row in rows[2:]} == {0}


def test_who_answers_alone_agrees_with_nobody(client, people, choice):
    chair = people[1]
    answer_all(choice, chair)
    lay_open(choice, by=chair, at=NOON)

    html = page(client, chair, "beside", choice.pk).content.decode()

    assert "Er is nog niets te vergelijken." in html
    assert "Waar één van u antwoordde" in html
    assert "waar u het eens bent" not in html.lower()


def test_what_everyone_answers_alike_is_taken_over_with_one_button(client, people, choice):
    chair, member = people[1:3]
    answer_all(choice, chair)
    answer_all(choice, member, vertrouwen=4)
    lay_open(choice, by=chair, at=NOON)

    send(client, chair, "beside", choice.pk, doe="neem-over")

    assert SharedAnswer.objects.count() == 11
    assert not SharedAnswer.objects.filter(criterion="vertrouwen").exists()
    assert take_over_agreed(choice, [("omvang", 2)], by=chair, at=NOON) == 0


def test_taking_over_counts_as_a_change_of_what_the_table_did_not_know(people, choice):
    chair = people[1]
    answer_all(choice, chair)
    lay_open(choice, by=chair, at=NOON)
    answer_together(choice, "omvang", None, "eerst navragen", by=chair, at=NOON)

    take_over_agreed(choice, [("omvang", 2)], by=chair, at=NOON)

    taken = SharedAnswer.objects.get()
    assert (taken.answer, taken.why, taken.version) == (2, "eerst navragen", 2)
    with pytest.raises(Refused):
        answer_together(choice, "omvang", None, "", by=chair, at=NOON, seen=1)


def test_two_who_lead_at_once_do_not_overwrite_each_other(client, people, choice):
    chair = people[1]
    answer_all(choice, chair)
    lay_open(choice, by=chair, at=NOON)
    sent = {"vraag": "omvang", "seen": "0", "waarom": "de eerste"}
    send(client, chair, "beside", choice.pk, antwoord="1", **sent)

    answer = send(client, chair, "beside", choice.pk, antwoord="3", **sent | {"waarom": "de tweede"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "de eerste" in html
    assert "de tweede" in html
    assert SharedAnswer.objects.get().answer == 1


def test_two_or_three_ways_are_shown_with_ties_as_ties(client, people, choice):
    chair = people[1]
    open_with_shared(choice, chair)

    html = page(client, chair, "fits", choice.pk).content.decode()

    assert "Leren vanuit doorbraken passen even goed." in html
    assert "Wijkgericht met wijkregisseur en wijkplan" in html
    assert html.index("Zonder dit antwoord past even goed of beter") > 0


def test_one_answer_moved_one_step_shows_at_once_and_keeps_nothing(client, people, choice):
    chair = people[1]
    open_with_shared(choice, chair)
    url = reverse("workshop:fits", args=[chair.table_id, choice.pk])
    client.force_login(chair.person)

    part = client.get(url, {"vertrouwen": "3"}, headers={"hx-request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="gewogen">')
    assert "past het best, dan" in part
    assert "U probeert iets uit" in part
    assert SharedAnswer.objects.get(criterion="vertrouwen").answer == DEMO_TOWN["vertrouwen"]
    assert "past het best, dan" in client.get(url, {"vertrouwen": "3"}).content.decode()


def test_before_the_table_answered_nothing_is_said_to_fit(client, people, choice):
    chair = people[1]
    answer_all(choice, chair)
    lay_open(choice, by=chair, at=NOON)

    html = page(client, chair, "fits", choice.pk).content.decode()

    assert "Dat weten we nog niet." in html
    with pytest.raises(Refused, match="nog geen antwoord"):
        keep_outcome(choice, ["wijkregie"], "", by=chair, at=NOON)


def test_the_next_step_is_to_choose_once_nobody_differs_any_more(client, people, choice):
    chair, other = people[1], people[2]
    answer_all(choice, chair)
    lay_open(choice, by=chair, at=NOON)
    assert "Geef eerst samen antwoord" in page(client, chair, "fits", choice.pk).content.decode()

    for question, answer in DEMO_TOWN.items():
        answer_together(choice, question, answer, "", by=chair, at=NOON)

    assert "Leg vast waarmee de tafel verdergaat." in page(client, chair, "fits", choice.pk).content.decode()
    assert "De voorzitter legt vast" in page(client, other, "fits", choice.pk).content.decode()


def test_a_missed_condition_is_shown_and_never_hidden(client, people, choice):
    chair = people[1]
    open_with_shared(choice, chair, DEMO_TOWN | {"bestuur": 0})

    html = page(client, chair, "fits", choice.pk).content.decode()

    assert "harde voorwaarde niet gehaald" in html
    assert "nodig is minstens: één wethouder" in html


def test_where_only_a_condition_is_missed_no_empty_list_stands_under_what_pinches(client, people, choice):
    chair = people[1]
    open_with_shared(choice, chair, {"bestuur": 0})

    html = page(client, chair, "fits", choice.pk).content.decode()

    assert "harde voorwaarde niet gehaald" in html
    assert "<ul></ul>" not in html


def test_the_table_chooses_and_the_outcome_keeps_answers_and_version(client, people, choice):
    chair, member = people[1:3]
    open_with_shared(choice, chair)

    answer = send(
        client, chair, "fits", choice.pk, werkwijze=["doorbraak", "wijkregie"], waarom="Samen sterker."
    )

    kept = Outcome.objects.get()
    assert kept.chosen == ["wijkregie", "doorbraak"]
    assert kept.answers == DEMO_TOWN
    html = page(client, member, "outcome", kept.pk).content.decode()
    assert answer.status_code == 302
    assert "Samen sterker." in html
    assert "de tabel die meekwam" in html


@pytest.mark.parametrize("chosen", [[], ["zomaar"]])
def test_an_outcome_without_a_way_of_working_is_refused(people, choice, chosen):
    open_with_shared(choice, people[1])

    with pytest.raises(Refused, match="Kies minstens"):
        keep_outcome(choice, chosen, "", by=people[1], at=NOON)


def test_only_the_chair_leads(people, choice):
    table, _chair, member, finance, visitor = people
    for seat in (member, finance, visitor):
        for deed in (
            lambda by: begin_choice(table, by=by, at=NOON),
            lambda by: lay_open(choice, by=by, at=NOON),
            lambda by: answer_together(choice, "omvang", 1, "", by=by, at=NOON),
            lambda by: keep_outcome(choice, ["wijkregie"], "", by=by, at=NOON),
            lambda by: stop_choice(choice, by=by, at=NOON),
        ):
            with pytest.raises(NotAllowed):
                deed(seat)


def test_an_outsider_learns_nothing(client, people, choice):
    from tests.tables.own_tables import person

    client.force_login(person("vreemd"))

    for name in ("overview", "begin"):
        assert client.get(reverse(f"workshop:{name}", args=["beukenhof"])).status_code in (404, 405)
    assert client.get(reverse("workshop:alone", args=["beukenhof", choice.pk])).status_code == 404


def test_every_deed_is_written_down_without_what_was_answered(people, choice):
    open_with_shared(choice, people[1])

    deeds = list(Deed.objects.filter(chain=f"table/{people[0].pk}", subject=choice.subject))

    assert {one.action for one in deeds} >= {"begin_choice", "answer_alone", "lay_open"}


@pytest.mark.parametrize("answer", [5, 9])
def test_an_answer_that_is_no_step_is_refused(people, choice, answer):
    with pytest.raises(Refused, match="vijf antwoorden"):
        answer_alone(choice, "omvang", answer, "", by=people[2], at=NOON)


def test_a_question_of_another_table_and_a_sentence_without_end_are_refused(people, choice):
    with pytest.raises(Refused, match="hoort niet bij"):
        answer_alone(choice, "maan", 1, "", by=people[2], at=NOON)
    with pytest.raises(Refused, match="Zeg het korter"):
        answer_alone(choice, "omvang", 1, "x" * 401, by=people[2], at=NOON)


def test_how_far_everyone_is_tells_numbers_only(people, choice):
    chair, member = people[1:3]
    answer_all(choice, chair)
    answer_alone(choice, "omvang", 1, "", by=member, at=NOON)

    far = how_far(choice)

    assert (far.seats, far.begun, far.done) == (3, 2, 1)


def test_who_left_keeps_what_was_said_and_leaves_the_count(people, choice):
    chair, member = people[1:3]
    answer_all(choice, member)
    withdraw_seat(member, by=member, at=NOON)

    lay_open(choice, by=chair, at=NOON)

    assert how_far(choice).seats == 2
    assert all(row.answered == 1 for row in laid_beside(choice))


def test_in_english_questions_and_ways_are_english_too(client, people, choice):
    chair = people[1]
    open_with_shared(choice, chair)
    fits = fitting(choice.methods, DEMO_TOWN)
    assert fits.shown[0].way.name.startswith("Wijkgericht")

    client.force_login(chair.person)
    client.post(reverse("ui:language"), {"language": "en", "next": "/"})
    html = page(client, chair, "fits", choice.pk).content.decode()

    assert "Learning from breakthroughs" in html
    assert "How large is the municipality?" in html
