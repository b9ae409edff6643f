"""The pages of agreements: the board, one agreement, making and changing it, drafts and what went up."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from gebiedstafel.agreements.actions import (
    change_agreement,
    confirm_part,
    drafts_from_plan,
    report_progress,
    take_first_step,
)
from gebiedstafel.agreements.board import Asked, board, party_names
from gebiedstafel.agreements.models import Agreement, Change, Raised
from gebiedstafel.agreements.said import said_of
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.entry_rows import remove_rows
from gebiedstafel.ui.refusals import Refused

from .promises import DAY, LAMPS, NOON, part_of, promised, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def made(people):
    return promised(people[0], people[1]["chair"])


def read(client, seat, route, *ids, **query):
    client.force_login(seat.person)
    return client.get(reverse(f"agreements:{route}", args=[seat.table_id, *ids]), query)


def send(client, seat, route, *ids, **sent):
    client.force_login(seat.person)
    return client.post(reverse(f"agreements:{route}", args=[seat.table_id, *ids]), sent)


def test_an_empty_board_says_what_comes_here_and_how_to_begin(client, people):
    html = read(client, people[1]["chair"], "board").content.decode()

    assert "Er zijn nog geen afspraken." in html
    assert reverse("agreements:new", args=[people[0].pk]) in html


def test_the_board_says_first_what_asks_attention(client, people, made):
    html = read(client, people[1]["buren"], "board").content.decode()

    assert "Eén wacht op uw bevestiging." in html
    assert "Bevestig het deel van uw partij in A01" in html


def test_the_table_per_party_names_each_figure_for_a_phone_and_marks_what_is_nothing(people, made):
    chair = people[1]["chair"]
    found = board(chair, party_names(chair), Asked(), DAY)

    text = render_to_string("agreements/board_lists.html", {"board": found, "sections": ()})

    assert '<td class="gt-num" data-k="Open">1</td>' in text
    assert '<td class="gt-num is-none" data-k="Te laat">0</td>' in text
    assert '<td class="gt-agr-m is-on" data-k="mrt 2027">1</td>' in text
    assert '<td class="gt-agr-m" data-k="apr 2027"></td>' in text


def test_a_demo_is_late_by_the_day_of_its_story(client, people, made):
    table, chair = people[0], people[1]["chair"]
    table.is_demo, table.as_of = True, date(2030, 1, 1)
    table.save(update_fields=["is_demo", "as_of"])

    assert "maar de dag is voorbij" in read(client, chair, "agreement", made.key).content.decode()
    assert "Eén is te laat" in read(client, chair, "board").content.decode()


def test_the_board_remembers_what_was_asked_for(client, people, made):
    chair = people[1]["chair"]

    read(client, chair, "board", toon="1", wie="huis")

    assert "Niets past bij deze keuze" in read(client, chair, "board").content.decode()
    assert "Maakt een kapotte" not in read(client, chair, "board", toon="1").content.decode()
    assert LAMPS.words in read(client, chair, "board").content.decode()


def test_a_form_with_a_sentence_a_lead_and_a_date_makes_an_agreement(client, people):
    answer = send(
        client,
        people[1]["buren"],
        "new",
        words="De buren vegen.",
        lead="buren",
        due="2027-02-01",
        publicity="table",
    )

    assert answer.status_code == 302
    assert Agreement.objects.get().due == date(2027, 2, 1)


def test_all_faults_are_told_at_once_and_what_was_typed_comes_back(client, people):
    answer = send(
        client,
        people[1]["buren"],
        "new",
        words="",
        lead="nergens",
        due="morgen",
        proof="Een foto van het bankje",
        **{"money-0-flow": "F1", "money-0-year": "volgend jaar", "money-0-amount": "veel"},
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Dit is geen dag" in html
    assert "Een foto van het bankje" in html
    assert "volgend jaar" in html
    assert not Agreement.objects.exists()


def test_more_rows_keep_what_was_typed(client, people):
    answer = send(
        client, people[1]["buren"], "new", words="De buren vegen.", meer="1", **{"parts-0-party": "stad"}
    )

    assert answer.status_code == 200
    assert "De buren vegen." in answer.content.decode()
    assert "parts-2-party" in answer.content.decode()


def test_a_stale_form_shows_both_texts_and_keeps_what_was_typed(client, people, made):
    seats = people[1]
    change_agreement(made, replace(said_of(made), words="Binnen drie dagen."), by=seats["stad"], at=NOON)

    answer = send(
        client, seats["chair"], "change", "A01",
        seen="1", words="Binnen tien dagen.", lead="stad", due="2027-03-01", publicity="table",
    )  # fmt: skip

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Binnen drie dagen." in html
    assert "Binnen tien dagen." in html
    assert Agreement.objects.get().words == "Binnen drie dagen."
    again = send(
        client, seats["chair"], "change", "A01",
        seen="2", words="Binnen tien dagen.", lead="stad", due="2027-03-01", publicity="table",
    )  # fmt: skip
    assert again.status_code == 302


def test_the_party_confirms_and_the_chair_does_not_do_so_for_another(client, people, made):
    seats = people[1]
    part = part_of(made, "buren")

    refused = send(client, seats["chair"], "deed", "A01", doe="bevestig", deel=part.pk)
    allowed = send(client, seats["buren"], "deed", "A01", doe="bevestig", deel=part.pk, seen=made.version)

    assert (refused.status_code, allowed.status_code) == (403, 302)
    part.refresh_from_db()
    assert part.confirmed_by == seats["buren"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (
            {"doe": "vertel", "stand": "geblokkeerd", "woorden": "Geen geld.", "blokkade": "geld"},
            "geblokkeerd",
        ),
        ({"doe": "vertel", "stand": "op_schema", "woorden": ""}, "op_schema"),
        ({"doe": "vertel", "stand": "gereed", "woorden": "Alle lampen branden."}, "gereed"),
        ({"doe": "vervalt", "waarom": "Er komt een nieuwe weg."}, "vervallen"),
    ],
)
def test_buttons_tell_how_it_goes(client, people, made, sent, status):
    answer = send(client, people[1]["stad"], "deed", "A01", seen=made.version, **sent)

    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.status == status


def test_an_unknown_button_or_a_huge_number_is_a_sentence(client, people, made):
    seat = people[1]["buren"]

    assert send(client, seat, "deed", "A01", doe="iets").status_code == 409
    assert send(client, seat, "deed", "A01", doe="bevestig", deel=str(2**70)).status_code == 404


def test_a_visitor_reads_only_what_is_public(client, people, made):
    visitor = people[1]["visitor"]

    assert read(client, visitor, "agreement", "A01").status_code == 404
    assert LAMPS.words not in read(client, visitor, "board").content.decode()
    Agreement.objects.update(publicity="public")
    html = read(client, visitor, "agreement", "A01").content.decode()
    assert LAMPS.words in html
    assert "Wij doen dit" not in html


def test_the_page_shows_its_history_and_what_is_vague(client, people, made):
    confirm_part(part_of(made, "stad"), by=people[1]["stad"], at=NOON)

    html = read(client, people[1]["chair"], "agreement", "A01").content.decode()

    assert "Er is geen eerste stap die mensen kunnen zien." in html
    assert "Gemeente Bosrijk bevestigde haar deel." in html


@pytest.mark.parametrize("route", ["workbook", "csv"])
def test_the_agreements_go_to_excel(client, people, made, route):
    answer = read(client, people[1]["chair"], route)

    assert answer.status_code == 200
    assert len(answer.content) > 100


def test_what_is_stuck_goes_up_and_comes_back_with_an_answer(client, people, made):
    chair = people[1]["chair"]

    send(client, chair, "deed", "A01", doe="omhoog", niveau="gemeente", aan="wethouder", waarom="Geen geld.")
    raised = Raised.objects.get()
    again = send(
        client, chair, "deed", "A01", doe="omhoog", niveau="gemeente", aan="raad", waarom="Nog eens."
    )
    send(client, chair, "higher", doe="antwoord", nummer=raised.pk, woorden="Er komt geld in mei.")

    assert again.status_code == 409
    assert "Er komt geld in mei." in read(client, chair, "agreement", "A01").content.decode()
    assert "Alles wat naar boven ging, is beantwoord." in read(client, chair, "higher").content.decode()


def test_a_challenge_goes_up_once_at_a_time(client, people):
    chair = people[1]["chair"]
    sent = {
        "doe": "opgave",
        "opgave": "O1",
        "niveau": "rijk",
        "aan": "minister",
        "waarom": "De wet past niet.",
    }

    assert send(client, chair, "higher", **sent).status_code == 302
    assert send(client, chair, "higher", **sent).status_code == 409
    assert send(client, people[1]["buren"], "higher", **sent).status_code == 403


def test_a_visitor_does_not_read_what_went_up_nor_names_of_the_table(client, people, made):
    chair, visitor = people[1]["chair"], people[1]["visitor"]
    change_agreement(made, replace(LAMPS, challenge="", publicity="public"), by=chair, at=NOON)
    sent = {"niveau": "gemeente", "aan": "wethouder", "waarom": "Er is geen geld voor lampen."}
    assert send(client, chair, "deed", "A01", doe="omhoog", **sent).status_code == 302

    seen = [read(client, seat, "agreement", "A01").content.decode() for seat in (chair, visitor)]

    assert ["Er is geen geld voor lampen." in html for html in seen] == [True, False]
    assert ["Veranderd: opgave." in html for html in seen] == [True, False]


@pytest.mark.parametrize("day", ["31-11-2026", "gisteren", "\x00"])
def test_a_day_that_is_none_is_told_and_not_taken_for_today(client, people, made, day):
    answer = send(client, people[1]["chair"], "deed", "A01", doe="stap", dag=day)

    assert answer.status_code == 409
    assert "Dit is geen dag." in answer.content.decode()
    assert Agreement.objects.get().first_step_done_on is None


def test_nonsense_about_a_challenge_is_a_sentence(client, people):
    sent = {
        "doe": "opgave",
        "opgave": "O\x001",
        "niveau": "rijk",
        "aan": "minister",
        "waarom": "Het past niet.",
    }

    assert send(client, people[1]["chair"], "higher", **sent).status_code in (302, 409)


def test_what_a_party_that_left_promised_stays_when_others_are_changed(client, people, made):
    table, seats = people
    table.parties.filter(key="buren").update(at_table=False)

    html = read(client, seats["chair"], "change", "A01").content.decode()

    assert re.search(r'<option value="buren" selected>', html)


def test_who_looked_at_an_older_page_sets_no_first_step(people, made):
    by = people[1]["stad"]
    change_agreement(made, replace(LAMPS, proof="De lijst."), by=by, at=NOON)

    with pytest.raises(Refused, match="Iemand was u voor"):
        take_first_step(made, DAY, by=by, at=NOON, seen=1)


def test_a_measure_of_a_plan_is_promised_once_also_when_an_agreement_is_changed(people):
    table, seats = people
    plan = make_plan(table, by=seats["chair"], clock=lambda: NOON)
    Plan.objects.filter(pk=plan.pk).update(adopted_at=NOON)
    first, second, *_ = drafts_from_plan(plan, by=seats["chair"], at=NOON)
    said = replace(said_of(second), measure=first.measure)

    with pytest.raises(Refused, match=f"Voor deze maatregel is er al een afspraak: {first.key}"):
        change_agreement(second, said, by=seats["chair"], at=NOON)


def test_a_party_with_agreements_is_not_removed_but_leaves(people, made):
    with pytest.raises(Refused, match="Bij deze partij horen afspraken"):
        remove_rows(people[0], "parties", ["stad"])


def test_what_is_kept_is_dutch_whoever_presses_the_button(people, made):
    with override("en"):
        report_progress(made, "loopt_achter", "Late.", by=people[1]["stad"], at=NOON)

    assert Change.objects.filter(kind="progress").get().after == "loopt achter"
