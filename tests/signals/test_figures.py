"""Figures per quarter: made once from what was shown, never made anew, and together they prove nothing."""

import csv
import json
import random
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gebiedstafel.accounts.models import Person
from gebiedstafel.engines.disclosure.attacker import attack
from gebiedstafel.engines.disclosure.quarterly import scopes
from gebiedstafel.engines.disclosure.told_live import cell_targets, told_live
from gebiedstafel.exchange.circles import Circle
from gebiedstafel.means.table_import import load_table
from gebiedstafel.signals import actions, quarters
from gebiedstafel.signals.actions import Sent, keep_signal, let_public_see, send_signal, take_back_signal
from gebiedstafel.signals.figures_due import ask_for_due, next_to_come
from gebiedstafel.signals.forgetting import forget_signals
from gebiedstafel.signals.models import Batch, OpenFigures, QuarterTable, Signal
from gebiedstafel.signals.places import places_of
from gebiedstafel.signals.published import waiting_in_all
from gebiedstafel.signals.quarter_figures import freeze_quarter
from gebiedstafel.signals.quarter_files import as_csv, as_json, published_form
from gebiedstafel.signals.releasing import show_all_due, show_alone
from gebiedstafel.signals.tasks import make_figures
from gebiedstafel.signals.told_of_quarter import told_of_quarter
from gebiedstafel.tables.models import AreaTable, Seat, TableArea
from gebiedstafel.trail.models import Deed, Run
from gebiedstafel.ui.refusals import Refused
from tests.small_table import small_table

SENT = datetime(2026, 11, 18, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
CLOSED = datetime(2027, 2, 1, 12, tzinfo=UTC)
DUE = datetime(2027, 2, 15, 12, tzinfo=UTC)
QUARTER = "2026-Q4"
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    table = load_table(small_table(), by=Person.objects.create_user("voorzitter"), at=SENT)
    for place in ("BU1", "BU2", "BU3"):
        TableArea.objects.create(
            table=table, key=place, name=f"Buurt {place}", level="buurt", parent="WK1", position=9
        )
    for key in ("kerk", "school"):
        party = table.parties.get(key="buren")
        party.pk, party.key = None, key
        party.save()
    table.seats.update(party=table.parties.get(key="stad"))
    return table


def keep(table, party, *, at=SENT, **changed):
    said = {
        "kind": "pattern", "how": "seen", "theme": "SAM-EENZ", "area": "BU1", "quarter": QUARTER,
        "count": 8, "trend": "up", "text": "",
    }  # fmt: skip
    signal = keep_signal(table.parties.get(key=party), Sent(**(said | changed)).tidied(table), at=at)
    show_alone(signal, at=at)
    return signal


def test_more_than_somebody_sees_is_kept_by_no_way_in(table):
    with pytest.raises(Refused, match="hoogstens 9"):
        keep(table, "kerk", count=10)

    assert not Signal.objects.exists()


def shown_together(table, times=1, **changed):
    """Show ten or more of two parties, so that the chair may let the public see them."""
    for party in ("stad", "buren") * times:
        keep(table, party, **changed)
    show_all_due(MONDAY)
    return Batch.objects.latest("pk")


@pytest.fixture
def frozen(table):
    """Make the figures of two quarters, of which the chair let the public see what may be seen."""
    for quarter in ("2026-Q3", QUARTER):
        shown_together(table, quarter=quarter)
        shown_together(table, quarter=quarter, theme="VEI-BELE", area="BU2")
        keep(table, "kerk", quarter=quarter, count=3, area="BU3")
    for batch in Batch.objects.filter(for_public=True):
        let_public_see(batch, by=table.seats.get(), at=MONDAY)
    show_all_due(CLOSED)
    return [freeze_quarter(table, quarter, at=DUE) for quarter in ("2026-Q3", QUARTER)]


def cells(row):
    return {(place, theme): (low, high) for place, theme, low, high in row.cells}


# --- made once -----------------------------------------------------------------------------------------


def test_figures_come_on_the_monday_six_weeks_after_the_quarter():
    assert quarters.days_of("2026-Q4") == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarters.closes_on("2026-Q4") == date(2027, 1, 29)
    assert quarters.figures_on("2026-Q4") == DUE.date()
    assert quarters.next_figures(date(2027, 2, 14)) == DUE.date()
    assert quarters.next_figures(DUE.date()) == date(2027, 5, 17)
    for day in (date(2026, 1, 1) + timedelta(days=one) for one in range(365)):
        assert (
            quarters.closes_on(quarters.last_closed(day))
            <= day
            < quarters.closes_on(quarters.after(quarters.last_closed(day)))
        )


def test_figures_that_are_due_are_told_to_be_made_until_they_are_there(table, client):
    AreaTable.objects.update(is_demo=True, as_of=DUE.date())
    client.force_login(Person.objects.get(username="voorzitter"))
    address = reverse("signals:figures", args=[table.pk])
    for quarter in ("2026-Q3", QUARTER):
        shown_together(table, quarter=quarter)
    assert next_to_come(table, date(2026, 11, 1)) == quarters.figures_on("2026-Q3")
    assert next_to_come(table, DUE.date()) is None
    assert "Wij maken ze nu." in client.get(address).content.decode()

    freeze_quarter(table, "2026-Q3", at=DUE)

    assert next_to_come(table, DUE.date() - timedelta(days=1)) == DUE.date()
    assert "De volgende maken wij nu." in client.get(address).content.decode()
    freeze_quarter(table, QUARTER, at=DUE)
    assert "De volgende komen op 17\u00a0mei 2027." in client.get(address).content.decode()


def test_the_worker_is_asked_once_and_makes_them_with_progress(table):
    shown_together(table)
    show_all_due(CLOSED)
    assert ask_for_due(DUE - timedelta(days=1)) == 0

    assert ask_for_due(DUE) == 1
    assert ask_for_due(DUE) == 0
    run = Run.objects.get(kind="signal_figures")
    make_figures.func(table.pk, QUARTER, run.pk)

    run.refresh_from_db()
    assert (run.state, run.told) == (Run.State.DONE, "De cijfers staan er.")
    row = QuarterTable.objects.get()
    assert cells(row) == dict.fromkeys(
        [("BU1", ""), ("BU1", "SAM-EENZ"), ("WK1", ""), ("WK1", "SAM-EENZ")], (10, 24)
    )
    assert Deed.objects.filter(action="freeze_quarter", subject=f"quarter/{QUARTER}").count() == 1
    assert ask_for_due(DUE + timedelta(days=2)) == 0


def test_figures_wait_for_what_was_not_weighed_yet_and_a_crash_is_tried_again_the_next_day(table):
    shown_together(table)
    late = keep(table, "stad", count=1, at=MONDAY)
    show_all_due(MONDAY + timedelta(days=7))
    assert ask_for_due(DUE) == 0
    Signal.objects.filter(pk=late.pk).update(weighed_at=CLOSED)

    assert ask_for_due(DUE) == 1
    Run.objects.update(state=Run.State.FAILED, finished=DUE)

    assert ask_for_due(DUE + timedelta(hours=1)) == 0
    assert ask_for_due(DUE + timedelta(days=1, hours=1)) == 1


def test_a_table_that_is_put_back_gets_its_figures_again_at_once(table):
    """As the demo does: the run of before is done, and what it made went with the table."""
    shown_together(table)
    show_all_due(CLOSED)
    ask_for_due(DUE)
    Run.objects.update(state=Run.State.DONE, finished=DUE)

    assert ask_for_due(DUE) == 1


def test_when_nothing_is_due_the_clock_asks_three_questions(table):
    shown_together(table)

    with CaptureQueriesContext(connection) as asked:
        ask_for_due(MONDAY)

    assert len(asked) == 3


def test_what_was_taken_back_before_the_quarter_closed_is_in_no_figure(table):
    kept, gone = keep(table, "stad", count=9), keep(table, "buren", count=9)
    take_back_signal(gone, by=Seat(table=table, role=Seat.Role.CHAIR, party=gone.party), at=SENT)
    show_all_due(MONDAY)
    show_all_due(CLOSED)

    assert freeze_quarter(table, QUARTER, at=DUE).cells == []
    assert Signal.objects.get() == kept


def test_figures_that_were_made_stay_after_erasing_taking_back_and_making_anew(table):
    shown_together(table)
    held = keep(table, "kerk", theme="ZOR-OUDE", count=2)
    show_all_due(CLOSED)
    before = freeze_quarter(table, QUARTER, at=DUE)

    take_back_signal(held, by=Seat(table=table, role=Seat.Role.CHAIR, party=held.party), at=DUE)
    forget_signals(table, DUE)
    TableArea.objects.filter(key="BU1").update(name="Anders")

    again = freeze_quarter(table, QUARTER, at=DUE + timedelta(days=800))
    assert (again.pk, again.cells, again.places, again.made_at) == (
        before.pk, before.cells, before.places, before.made_at,
    )  # fmt: skip
    for change in (
        lambda: QuarterTable.objects.update(cells=[]),
        lambda: QuarterTable.objects.all().delete(),
        again.save,
        again.delete,
    ):
        with pytest.raises(TypeError):
            change()
    table.delete()
    assert not QuarterTable.objects.exists()


def test_of_a_quarter_with_figures_nothing_more_comes_out(table):
    keep(table, "stad", count=9)
    show_all_due(CLOSED)
    freeze_quarter(table, QUARTER, at=DUE)
    keep(table, "buren", count=9, at=DUE)

    assert show_all_due(DUE + timedelta(days=7)) == 0

    assert not Batch.objects.exists()


def test_what_a_quarter_with_figures_left_waits_no_more_and_takes_nobodys_room(table, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WAITING", 12)
    for _one in range(12):
        keep(table, "stad", count=1, theme="ZOR-OUDE", at=SENT)
    assert waiting_in_all(table, at=DUE) == "10-24"
    said = Sent("pattern", "seen", "SAM-EENZ", "BU1", "2027-Q1", 1, "up", "")
    with pytest.raises(Refused, match="wachten al heel veel"):
        send_signal(table, said, by=table.seats.get(), at=DUE)

    QuarterTable.objects.create(table=table, quarter=QUARTER, is_given=False, made_at=DUE)

    assert waiting_in_all(table, at=DUE) == "–"
    assert send_signal(table, said, by=table.seats.get(), at=DUE)


def test_anyone_sees_only_what_the_chair_let_the_public_see_before_the_figures_were_made(table):
    seat = table.seats.get()
    early, late = shown_together(table), shown_together(table, theme="ZOR-OUDE")
    shown_together(table, theme="VEI-BELE")
    let_public_see(early, by=seat, at=MONDAY)
    show_all_due(CLOSED)

    row = freeze_quarter(table, QUARTER, at=DUE)
    let_public_see(late, by=seat, at=DUE)

    row.refresh_from_db()
    assert {theme for _place, theme, _low, _high in row.public_cells} == {"", "SAM-EENZ"}
    assert {theme for _place, theme, _low, _high in row.cells} == {"", "SAM-EENZ", "ZOR-OUDE", "VEI-BELE"}
    assert cells(row)["WK1", ""] == (30, 72)


def test_of_a_wider_place_only_what_was_shown_there_is_told(table):
    """Else what one table saw would stand under the name of the whole municipality."""
    shown_together(table)
    show_all_due(CLOSED)

    row = freeze_quarter(table, QUARTER, at=DUE)

    assert {place for place, _theme, _low, _high in row.cells} == {"BU1", "WK1"}
    assert ["GM1", "Bosrijk", "gemeente", ""] in row.places


# --- the gate ------------------------------------------------------------------------------------------


def show_by_hand(table, *signals, place, size_class):
    batch = Batch.objects.create(
        table=table, place=place, theme=signals[0].theme, quarter=QUARTER, size_class=size_class,
        total=sum(one.count for one in signals), reporters=len(signals), trend="up", shown_at=CLOSED,
        answer_by=DUE.date(),
    )  # fmt: skip
    Signal.objects.filter(pk__in=[one.pk for one in signals]).update(batch=batch)


def test_figures_that_prove_a_small_count_are_not_given_and_the_page_says_so(table, client):
    """Ten or more in three buurten of at most four each: each of them has two at least."""
    signals = [
        keep(table, party, area=area, count=4, theme="WON-KWAL")
        for party, area in (("stad", "BU1"), ("buren", "BU2"), ("kerk", "BU3"))
    ]
    show_by_hand(table, *signals, place="WK1", size_class="10-24")

    row = freeze_quarter(table, QUARTER, at=DUE)

    assert (row.is_given, row.cells, row.public_cells) == (False, [], [])
    assert Deed.objects.filter(action="refuse_quarter").exists()
    client.force_login(Person.objects.get(username="voorzitter"))
    page = client.get(reverse("signals:figures", args=[table.pk])).content.decode()
    assert "Deze cijfers geven wij niet." in page
    assert "WON-KWAL" not in page
    found = json.loads(as_json(table, [row], Circle.TAFEL))
    assert (found["quarters"][0]["given"], found["quarters"][0]["rows"]) == (False, [])


def test_rows_that_were_changed_by_hand_give_no_figures(table):
    shown_together(table)
    Signal.objects.filter(party__key="stad").update(count=1)
    show_all_due(CLOSED)

    assert not freeze_quarter(table, QUARTER, at=DUE).is_given


def test_figures_of_signals_that_were_forgotten_are_not_given(table):
    shown_together(table)
    forget_signals(table, DUE)

    assert not freeze_quarter(table, QUARTER, at=DUE).is_given


def test_figures_of_a_theme_that_was_dropped_since_are_made_and_shown_under_its_code(table, client):
    shown_together(table)
    for rows in ("signals_signal", "signals_batch"):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {rows} SET theme = 'SAM-VROEG'")
    show_all_due(CLOSED)
    freeze_quarter(table, QUARTER, at=DUE)
    client.force_login(Person.objects.get(username="voorzitter"))

    page = client.get(reverse("signals:figures", args=[table.pk]))

    assert page.context["row"].is_given
    assert '<th scope="row">SAM-VROEG</th>' in page.content.decode()


# --- one chain -----------------------------------------------------------------------------------------


def report_for_half_a_year(table):
    """Let four parties report for half a year, with rounds on Mondays; make the figures of both quarters."""
    draw = random.Random(7)
    for quarter, begins in (("2026-Q3", date(2026, 7, 6)), ("2026-Q4", date(2026, 10, 5))):
        for week in range(0, 12, 2):
            monday = datetime.combine(begins, SENT.timetz()) + timedelta(weeks=week)
            for _one in range(6):
                keep(
                    table,
                    draw.choice(("stad", "buren", "kerk", "school")),
                    at=monday + timedelta(days=2),
                    theme=draw.choice(("WON-KWAL", "SAM-EENZ", "VEI-BELE")),
                    area=draw.choice(("BU1", "BU2", "BU3", "WK1")),
                    quarter=quarter,
                    count=draw.choice((1, 1, 2, 3)),
                )
            if week % 4 == 0:
                party, theme = ("stad", "buren", "kerk")[week // 4], ("WON-KWAL", "SAM-EENZ")[week // 4 % 2]
                keep(table, party, at=monday, how="counted", theme=theme, quarter=quarter, count=11)
            show_all_due(monday + timedelta(days=7))
        show_all_due(datetime.combine(quarters.closes_on(quarter), SENT.timetz()) + timedelta(days=7))
    return [freeze_quarter(table, quarter, at=DUE) for quarter in ("2026-Q3", "2026-Q4")]


def attacked(table, quarter, files=(), *, insider="", numbers=False):
    """Return what is found out by who has the live view of a quarter and these CSV files."""
    places = places_of(table)
    told_rows = told_of_quarter(table, quarter, places)
    history = told_rows.history
    by_id = {report.id: report for report in history.reports}
    told = told_live(history, insider=insider)
    within = scopes(places.geography, {})
    for file in files:
        for line in csv.DictReader(StringIO(file.decode("utf-8-sig")), delimiter=";"):
            if line["Kwartaal"] != quarter:
                continue
            inside = [
                batch
                for batch in told.shown
                if batch.place in within[line["Code van de plek"]]
                and line["Code van het thema"] in ("", batch.theme)
            ]
            own = sum(by_id[one].count for b in inside for one in b.reports if by_id[one].reporter == insider)
            high = float(line["Hoogstens"] or "inf")
            told.facts.holds(
                {told.shown[one]: 1.0 for one in inside}, float(line["Minstens"]) - own, high - own
            )
    if numbers:
        for leaf, form in told.arrived.items():
            told.facts.holds(form, told.truth[leaf], told.truth[leaf])
    return attack(told.facts, [*cell_targets(told, history), *told.targets])


def test_live_and_the_files_of_two_quarters_together_give_no_small_count_away(table):
    made = report_for_half_a_year(table)
    whole = as_csv(table, made, Circle.TAFEL)
    assert all(row.is_given and row.cells for row in made)

    for quarter in ("2026-Q3", "2026-Q4"):
        outside = attacked(table, quarter, [whole])
        assert outside.asked > 10
        assert (outside.exact, outside.proven_small, outside.narrow) == ((), (), ())
        for party in ("stad", "buren", "kerk", "school"):
            assert attacked(table, quarter, [whole], insider=party).exact == ()


def test_the_same_attacker_finds_numbers_that_are_told_as_they_are(table, frozen):
    assert attacked(table, QUARTER, [as_csv(table, frozen, Circle.TAFEL)]).exact == ()

    assert attacked(table, QUARTER, numbers=True).exact


def test_what_anyone_may_have_is_part_of_what_the_table_has(table, frozen):
    for row in frozen:
        own = cells(row)
        for place, theme, low, _high in row.public_cells:
            assert low <= own[place, theme][0]
            assert not theme.startswith("VEI-")
        assert row.public_cells


# --- files ---------------------------------------------------------------------------------------------


def test_the_files_keep_the_published_form_and_open_in_excel(table):
    TableArea.objects.filter(key="BU1").update(name="=1+1")
    shown_together(table, times=4, count=9)
    let_public_see(Batch.objects.get(), by=table.seats.get(), at=MONDAY)
    show_all_due(CLOSED)
    row = freeze_quarter(table, QUARTER, at=DUE)
    OpenFigures.objects.create(table=table, opened_at=DUE)

    form = json.loads(published_form())
    for circle, licence in ((Circle.OPENBAAR, "CC0-1.0"), (Circle.TAFEL, None)):
        found = json.loads(as_json(table, [row], circle))
        jsonschema.validate(found, form, format_checker=jsonschema.FormatChecker())
        assert found["licence"] == licence
        rows = found["quarters"][0]["rows"]
        assert [(one["place"], one["theme"], one["at_least"], one["at_most"]) for one in rows] == [
            ("WK1", None, 50, None),
            ("WK1", "SAM-EENZ", 50, None),
            ("BU1", None, 50, None),
            ("BU1", "SAM-EENZ", 50, None),
        ]
    file = as_csv(table, [row], Circle.OPENBAAR)
    assert file.startswith(b"\xef\xbb\xbfKwartaal;Plek;")
    lines = file.decode("utf-8-sig").split("\r\n")
    assert lines[3].startswith("2026-Q4;'=1+1;BU1;buurt;WK1;alle thema’s samen;;50;;15-2-2027;nee;CC0-1.0;")


def test_nothing_of_what_was_reported_is_in_a_file_or_in_what_is_kept_of_a_quarter(table):
    """Seventy-two came in, of two parties, in so many signals: only the class is told."""
    batch = shown_together(table, times=4, count=9, text="Vaker vragen om een maatje.")
    show_all_due(CLOSED)
    row = freeze_quarter(table, QUARTER, at=DUE)

    everything = [as_csv(table, [row], Circle.TAFEL), as_json(table, [row], Circle.TAFEL)]
    everything += [str(QuarterTable.objects.values_list("places", "cells", "public_cells")).encode()]
    for one in everything:
        text = one.decode()
        assert str(batch.total) not in text
        assert "maatje" not in text
        assert not any(party.name in text for party in table.parties.all())


# --- pages ---------------------------------------------------------------------------------------------


@pytest.fixture
def chair(table, client):
    client.force_login(Person.objects.get(username="voorzitter"))
    return client


def test_before_any_figures_the_page_says_when_they_may_come(table, chair):
    page = chair.get(reverse("signals:figures", args=[table.pk])).content.decode()

    assert "Er zijn nog geen cijfers." in page
    assert "Dat kan op zijn vroegst op" in page
    assert "Neem de cijfers mee" not in page


def test_the_page_shows_the_newest_quarter_and_the_one_that_was_asked_for(table, chair, frozen):
    address = reverse("signals:figures", args=[table.pk])

    newest = chair.get(address)
    assert newest.context["chosen"] == "2026-Q4"
    assert "Wat zagen vakmensen vaker, oktober t/m december 2026?" in newest.content.decode()
    asked = chair.get(address, {"kwartaal": "2026-Q3"})
    assert asked.context["chosen"] == "2026-Q3"
    assert [one.key for one in asked.context["places"]] == ["WK1", "BU1", "BU2"]
    assert chair.get(address, {"kwartaal": "\x00"}).context["chosen"] == "2026-Q4"


def test_a_demo_says_of_its_figures_that_they_were_made_on_the_monday_they_were_due(table, chair):
    AreaTable.objects.update(is_demo=True, as_of=date(2026, 11, 21))
    shown_together(table, quarter="2026-Q3")
    freeze_quarter(table, "2026-Q3", at=datetime(2027, 8, 4, 12, tzinfo=UTC))

    answer = chair.get(reverse("signals:figures", args=[table.pk]))

    assert answer.context["made_on"] == quarters.figures_on("2026-Q3") == date(2026, 11, 16)
    assert "Gemaakt op 16\u00a0november 2026." in answer.content.decode()


def test_a_run_that_makes_figures_is_told_with_how_far_it_is(table, chair):
    shown_together(table)
    show_all_due(CLOSED)
    ask_for_due(DUE)
    Run.objects.update(state=Run.State.RUNNING, progress=0.5)

    page = chair.get(reverse("signals:figures", args=[table.pk])).content.decode()

    assert "Dat is voor 50% klaar." in page


def test_a_visitor_sees_what_anyone_may_and_takes_that_along(table, client, frozen):
    visitor = Person.objects.create_user("gast")
    Seat.objects.create(table=table, person=visitor, role=Seat.Role.VISITOR)
    client.force_login(visitor)

    page = client.get(reverse("signals:figures", args=[table.pk]))
    file = client.get(reverse("signals:figures_json", args=[table.pk]))

    assert page.context["is_public"]
    assert "Veiligheidsbeleving" not in page.content.decode()
    assert json.loads(file.content)["circle"] == "openbaar"
    assert "no-store" in file["Cache-Control"]


def test_what_a_visitor_takes_along_is_free_only_while_the_chair_has_it_open(table, client, frozen):
    visitor = Person.objects.create_user("gast")
    Seat.objects.create(table=table, person=visitor, role=Seat.Role.VISITOR)
    client.force_login(visitor)
    addresses = [
        reverse(f"signals:{name}", args=[table.pk]) for name in ("figures", "figures_csv", "figures_json")
    ]

    closed = [client.get(one).content.decode() for one in addresses]
    OpenFigures.objects.create(table=table, opened_at=DUE)
    opened = [client.get(one).content.decode() for one in addresses]

    assert ["CC0" in one for one in closed] == [False] * 3
    assert ["CC0" in one for one in opened] == [True] * 3
    assert "Wie niet inlogt, ziet deze cijfers nu niet." in closed[0]
    assert "Dit bestand is alleen voor wie hier inlogt." in closed[0]
    assert ";alleen voor wie inlogt;" in closed[1]


def test_the_chair_opens_an_address_that_stays_and_closes_it_again(table, chair, frozen, client):
    addresses = [
        reverse(f"signals:{name}", args=[table.pk]) for name in ("open_page", "open_csv", "open_json")
    ]
    assert {client.get(one).status_code for one in addresses} == {404}
    choose = reverse("signals:choose_open", args=[table.pk])
    chair.post(choose, {"open": "1"})
    chair.post(choose, {"open": "1"})
    assert OpenFigures.objects.get().table == table
    client.logout()

    page, as_a_table, as_values = (client.get(one) for one in addresses)

    assert "Iedereen" not in page.content.decode()
    assert "Veiligheidsbeleving" not in page.content.decode()
    assert as_a_table["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in as_values["Link"]
    assert json.loads(as_values.content)["licence"] == "CC0-1.0"
    assert json.loads(client.get(reverse("signals:schema")).content)["$id"] == "urn:gebiedstafel:signals:1"
    client.force_login(Person.objects.get(username="voorzitter"))
    client.post(choose, {"open": "0"})
    assert {client.get(one).status_code for one in addresses} == {404}
    assert list(Deed.objects.filter(action__endswith="_figures").values_list("action", flat=True)) == [
        "open_figures",
        "close_figures",
    ]


def test_what_is_over_is_told_to_who_reported_it(table, chair):
    keep(table, "stad", count=2)
    show_all_due(CLOSED)
    freeze_quarter(table, QUARTER, at=DUE)

    page = chair.get(reverse("signals:own", args=[table.pk])).content.decode()

    assert "het kwartaal is voorbij. Het wordt niet meer getoond." in page
    assert "Niets wacht meer." in page
