"""The pages: a signal in one form, what is stopped leaves nothing, and each reads what is theirs."""

import json
import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.themes import GROUPS
from gebiedstafel.means.table_import import load_table
from gebiedstafel.record.sheets import LISTS
from gebiedstafel.signals.models import NothingCounted, QuarterTable, RefusalCount, Signal, WaitingAnswer
from gebiedstafel.signals.quarter_files import published_form
from gebiedstafel.signals.quarters import asked_about, quarter_of
from gebiedstafel.tables.models import Seat, TableArea
from gebiedstafel.trail.models import Deed
from gebiedstafel.trail.outcomes import tell_outcome
from tests.small_table import small_table

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
STOPPED = "Mevrouw op Esdoornlaan 14 hoog gooit huisraad naar beneden."
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    table = load_table(small_table(), by=Person.objects.create_user("voorzitter"), at=NOON)
    TableArea.objects.create(
        table=table, key="BU1", name="Buurt een", level="buurt", parent="WK1", position=9
    )
    table.seats.update(party=table.parties.get(key="stad"))
    return table


@pytest.fixture
def chair(table, client):
    client.force_login(Person.objects.get(username="voorzitter"))
    return client


def said(**changed):
    today = datetime.now(UTC).date()
    return {
        "kind": "pattern",
        "how": "counted",
        "theme": "SAM-EENZ",
        "area": "BU1",
        "count": "12",
        "quarter": asked_about(today),
        "trend": "up",
        "text": "Vaker vragen om een maatje.",
    } | changed


def post(client, name, table, data, *more):
    return client.post(reverse(f"signals:{name}", args=[table.pk, *more]), data)


def test_a_signal_says_when_and_from_whom_an_answer_comes(table, chair):
    answer = post(chair, "new", table, said())

    assert answer.url == reverse("signals:own", args=[table.pk])
    page = chair.get(answer.url).content.decode()
    assert "Bewaard. U krijgt uiterlijk" in page
    assert "antwoord van de voorzitter" in page
    everyone = chair.get(reverse("signals:overview", args=[table.pk])).content.decode()
    assert "10–24" in everyone
    assert "Vaker vragen om een maatje." in everyone
    assert "<b>12</b>" not in everyone


def test_the_form_begins_with_what_the_party_chose_last(table, chair):
    post(chair, "new", table, said())

    page = chair.get(reverse("signals:new", args=[table.pk])).content.decode()

    assert '<option value="SAM-EENZ" selected>' in page
    assert '<option value="BU1" selected>' in page


@pytest.mark.parametrize("page", ["new", "round"])
def test_beside_the_sentence_stands_that_it_needs_no_count_and_that_not_every_name_is_seen(
    table, chair, page
):
    shown = chair.get(reverse(f"signals:{page}", args=[table.pk])).content.decode()

    assert "Schrijf ook niet hoe vaak: dat vult u al in." in shown
    assert "Wij herkennen niet elke naam" in shown


def test_all_faults_are_told_at_once_and_nothing_typed_is_lost(table, chair):
    answer = post(chair, "new", table, {"count": "min twee", "text": "Een zin die blijft."})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert all(
        words in page for words in ("Kies een van de vier.", "Kies een thema.", "Vul een heel getal in")
    )
    assert "Een zin die blijft." in page


@pytest.mark.parametrize(("theme", "most"), [("OPE-VERL", 4), ("SAM-EENZ", 9)])
def test_of_what_was_seen_there_are_too_few_to_show_and_more_is_a_count(table, chair, theme, most):
    answer = post(chair, "new", table, said(how="seen", count="5000", theme=theme))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert f"hoogstens {most}. Telde u over het hele kwartaal? Kies dan ‘geteld" in page
    assert 'value="5000"' in page
    for count, status in ((most + 1, 400), (most, 302)):
        sent = post(chair, "new", table, said(how="seen", count=str(count), theme=theme))
        assert sent.status_code == status
    assert Signal.objects.get().count == most


def test_a_stopped_text_stands_on_the_screen_of_who_typed_it_and_nowhere_else(table, chair, caplog):
    caplog.set_level(logging.DEBUG)

    answer = post(chair, "new", table, said(text=STOPPED))

    assert answer.status_code == 400
    assert "Dit lijkt een huisnummer. Noem alleen de straat." in answer.content.decode()
    assert STOPPED in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "huisraad" not in caplog.text
    assert "huisraad" not in everything_kept()
    assert "huisraad" not in chair.get(reverse("signals:new", args=[table.pk])).content.decode()
    assert set(RefusalCount.objects.values_list("reason", "count")) == {("house_number", 1), ("name", 1)}


def everything_kept():
    """Return every value in every table of the database."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            found += cursor.fetchall()
    return str(found)


def test_about_one_person_points_the_way_and_keeps_nothing(table, chair):
    before = everything_kept()

    page = chair.get(reverse("signals:one_person", args=[table.pk])).content.decode()

    assert all(words in page for words in ("112", "wijkteam", "Zorg- en Veiligheidshuis"))
    assert "<textarea" not in page
    assert everything_kept() == before


def test_a_party_reads_its_own_numbers_and_what_became_of_them(table, chair, client):
    post(chair, "new", table, said())
    signal = Signal.objects.get()
    tell_outcome(table.chain, f"batch/{signal.batch_id}", lambda: "Dit werd een opgave.", at=NOON)
    post(chair, "answer", table, {"answer": "In maart begint de soep."}, signal.batch_id)

    page = chair.get(reverse("signals:own", args=[table.pk])).content.decode()
    assert all(words in page for words in ("<b>12</b>", "In maart begint de soep.", "Dit werd een opgave."))

    other = Person.objects.create_user("buur")
    Seat.objects.create(
        table=table, person=other, role=Seat.Role.MEMBER, party=table.parties.get(key="buren")
    )
    client.force_login(other)
    theirs = client.get(reverse("signals:own", args=[table.pk])).content.decode()
    assert "maatje" not in theirs


def test_another_party_takes_nothing_back(table, chair, client):
    post(chair, "new", table, said(how="seen", count="2"))
    other = Person.objects.create_user("buur")
    Seat.objects.create(
        table=table, person=other, role=Seat.Role.MEMBER, party=table.parties.get(key="buren")
    )
    client.force_login(other)

    answer = post(client, "take_back", table, {}, Signal.objects.get().address)

    assert answer.status_code == 404
    assert Signal.objects.exists()


def test_the_round_of_the_quarter_is_saved_a_row_at_a_time(table, chair):
    address = reverse("signals:round", args=[table.pk])
    chair.post(address, {"theme": "SAM-EENZ", "area": "BU1", "count": "12", "trend": "up", "text": ""})
    chair.post(address, {"theme": "BES-SCHU", "area": "WK1", "nothing": "1"})

    page = chair.get(address).content.decode()

    assert "Alles is nagekeken." in page
    assert Signal.objects.get().count == 12
    assert NothingCounted.objects.get().theme == "BES-SCHU"


def test_a_row_with_a_fault_keeps_what_was_typed_and_the_others_stay_saved(table, chair):
    address = reverse("signals:round", args=[table.pk])
    chair.post(address, {"theme": "SAM-EENZ", "area": "BU1", "count": "12", "trend": "up", "text": ""})

    answer = chair.post(
        address, {"theme": "BES-SCHU", "area": "WK1", "count": "7", "trend": "up", "text": STOPPED}
    )

    assert answer.status_code == 400
    assert STOPPED in answer.content.decode()
    assert Signal.objects.count() == 1
    assert "huisraad" not in everything_kept()


def test_a_row_that_was_counted_already_is_refused_with_what_was_typed(table, chair):
    address = reverse("signals:round", args=[table.pk])
    row = {"theme": "SAM-EENZ", "area": "BU1", "count": "12", "trend": "up", "text": "Vaker alleen."}
    chair.post(address, row)

    answer = chair.post(address, row | {"text": "Vaker eenzaam."})

    assert answer.status_code == 400
    assert "Vaker eenzaam." in answer.content.decode()
    assert Signal.objects.count() == 1


@pytest.mark.parametrize("row", ["%d.x", "%s.%", "%(a)s.BU1", "%.%%", "\x00.%"])
def test_a_row_that_nobody_offered_is_told_what_is_wrong(table, chair, row):
    answer = post(chair, "round", table, {"row": row, "count": ""})

    assert answer.status_code == 400
    assert "Vul een heel getal in" in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "…", "Woord voor woord. " * 60])
def test_an_answer_that_is_refused_comes_back_at_its_batch_as_it_was_typed(table, chair, typed):
    post(chair, "new", table, said())
    batch = Signal.objects.get().batch_id

    answer = post(chair, "answer", table, {"answer": typed}, batch)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert '<details class="gt-more" open>' in page
    assert f'action="{reverse("signals:answer", args=[table.pk, batch])}#groep-{batch}"' in page
    assert typed in page
    assert ("Hier passen er 1000." if len(typed) > 1000 else "Er staat nog niets.") in page


def test_an_answer_that_came_second_is_not_lost(table, chair):
    post(chair, "new", table, said())
    batch = Signal.objects.get().batch_id
    post(chair, "answer", table, {"answer": "In maart begint de soep."}, batch)

    page = post(chair, "answer", table, {"answer": "Wij zoeken een zaal."}, batch).content.decode()

    assert "In maart begint de soep." in page
    assert "Wij zoeken een zaal." in page
    assert "Dit is al beantwoord." in page


def test_who_may_not_answer_is_told_so(table, chair, client):
    post(chair, "new", table, said())
    other = Person.objects.create_user("buur")
    Seat.objects.create(
        table=table, person=other, role=Seat.Role.MEMBER, party=table.parties.get(key="buren")
    )
    client.force_login(other)

    assert post(client, "answer", table, {"answer": "Ja."}, Signal.objects.get().batch_id).status_code == 403


def test_who_answers_is_saved_for_all_themes_together(table, chair):
    with CaptureQueriesContext(connection) as asked:
        post(chair, "answerers", table, dict.fromkeys(("ZOR", "SAM"), "stad"))
    sql = [one["sql"] for one in asked]

    first = next(one for one in sql if one.startswith("SAVEPOINT"))
    ends = sql.index(f"RELEASE {first}")
    added = [at for at, one in enumerate(sql) if one.startswith('INSERT INTO "signals_answerer"')]
    assert len(added) == 2
    assert all(at < ends for at in added)


def test_no_signal_waits_and_no_answer_is_said_without_a_zero(table, chair):
    post(chair, "new", table, said())
    address = reverse("signals:own", args=[table.pk])
    page = chair.get(address).content.decode()
    assert "Er is nog geen antwoord." in page
    assert "Niets wacht meer." in page

    post(chair, "new", table, said(how="seen", count="2"))

    assert (
        "Eén is nog niet aan de tafel getoond: daarvoor zijn er meer nodig."
        in chair.get(address).content.decode()
    )


def test_next_quarter_begins_with_the_rows_of_before(table, chair):
    address = reverse("signals:round", args=[table.pk])
    chair.post(address, {"theme": "SAM-EENZ", "area": "BU1", "count": "12", "trend": "up", "text": ""})
    Signal.objects.update(quarter="2026-Q1")

    page = chair.get(address).content.decode()

    assert "0 van 1 nagekeken." in page
    assert 'name="row" value="SAM-EENZ.BU1"' in page


def test_the_chair_chooses_who_answers_and_the_sender_reads_it(table, chair):
    post(chair, "answerers", table, {"SAM": "buren"})

    page = chair.get(post(chair, "new", table, said()).url).content.decode()

    assert f"antwoord van {table.parties.get(key='buren').name}" in page


def test_signals_lie_folded_by_their_group_of_themes_with_how_many_have_no_answer(table, chair):
    post(chair, "new", table, said())
    address = reverse("signals:overview", args=[table.pk])
    assert 'id="thema-SAM" open>' in chair.get(address).content.decode()
    post(chair, "new", table, said(theme="ZOR-OUDE", text="Vaker gevallen."))

    page = chair.get(address).content.decode()

    folds = re.findall(
        r'<details[^>]* id="thema-(\w+)">(.*?)</details>\s*(?=<details|</section>)', page, re.S
    )
    assert [code for code, _fold in folds] == ["SAM", "ZOR"]
    assert all("Eén signaal, één zonder antwoord" in fold for _code, fold in folds)
    assert ["Vaker gevallen." in fold for _code, fold in folds] == [False, True]


def test_who_sent_what_waits_reads_by_when_an_answer_comes_and_then_the_answer(table, chair):
    post(chair, "new", table, said(how="seen", count="2"))
    own, everyone = (reverse(f"signals:{name}", args=[table.pk]) for name in ("own", "overview"))
    assert "antwoord van de voorzitter" in chair.get(own).content.decode()

    typed = "Wij nemen dit mee in het werkplan."
    answer = post(chair, "to_waiting", table, {"answer": typed, "group": ""})

    assert answer.url == f"{everyone}#wacht"
    told = chair.get(own).content.decode()
    assert typed in told
    assert "aan wie over dit thema iets stuurde dat niet te zien is" in told
    assert "Eén kreeg antwoord." in told
    assert typed in chair.get(everyone).content.decode()


def test_what_is_said_to_who_waits_comes_back_when_it_is_refused(table, chair):
    for typed in ("…", "Woord voor woord. " * 60):
        answer = post(chair, "to_waiting", table, {"answer": typed, "group": ""})

        page = answer.content.decode()
        assert answer.status_code == 400
        assert typed in page
        assert '<details class="gt-more" open><summary>' in page


def test_a_chair_writes_at_once_about_all_that_no_party_was_chosen_for_and_else_picks_a_group(table, chair):
    overview = reverse("signals:overview", args=[table.pk])

    def first_choice(page):
        return re.search(r'<option value=""[^>]*>([^<]*)', page.content.decode())[1]

    assert first_choice(chair.get(overview)) == "Alles wat u beantwoordt"
    post(chair, "answerers", table, {"ZOR": "buren"})
    assert first_choice(chair.get(overview)) == "Alles waar geen partij voor gekozen is"
    post(chair, "to_waiting", table, {"answer": "Wij kijken ernaar.", "group": ""})
    assert sorted(WaitingAnswer.objects.values_list("group", flat=True)) == sorted(set(GROUPS) - {"ZOR"})

    post(chair, "answerers", table, dict.fromkeys(GROUPS, "buren"))

    assert first_choice(chair.get(overview)) == "Kies waarover"
    refused = post(chair, "to_waiting", table, {"answer": "In december.", "group": ""})
    assert refused.status_code == 400
    assert "Kies waarover u schrijft." in refused.content.decode()
    assert "In december." in refused.content.decode()
    assert post(chair, "to_waiting", table, {"answer": "In december.", "group": "ZOR"}).status_code == 302


def test_the_page_of_who_answers_is_the_same_whether_a_signal_waits_or_not(table, chair):
    """Else the one who answers learns that there is one, and of which theme."""
    address = reverse("signals:overview", args=[table.pk])

    def page():
        return re.sub('csrfmiddlewaretoken" value="[^"]*"', "", chair.get(address).content.decode())

    before = page()
    post(chair, "new", table, said(how="seen", count="2", theme="ZOR-GGZ"))
    chair.get(reverse("signals:own", args=[table.pk]))

    assert page() == before


# --- the one door ------------------------------------------------------------------------------------


def test_no_model_has_a_way_back_to_a_signal_and_none_points_to_a_person():
    models = list(apps.get_app_config("signals").get_models())
    assert len(models) == 10
    for model in models:
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created:
                assert field.remote_field.hidden, field
                assert field.related_model is not Person, field
    back = [
        f"{other.__name__}.{one.get_accessor_name()}"
        for other in apps.get_models()
        for one in other._meta.get_fields(include_hidden=True)
        if one.auto_created and one.related_model in models and hasattr(other, one.get_accessor_name() or "+")
    ]
    assert back == []


def test_a_signal_has_no_field_for_a_person():
    assert {field.name for field in Signal._meta.get_fields()} == {
        "id", "address", "table", "party", "kind", "how", "theme", "area", "quarter", "count", "trend",
        "text", "sent_at", "weighed_at", "batch",
    }  # fmt: skip


def test_figures_of_a_quarter_have_no_field_for_a_count_a_party_or_a_signal():
    assert {field.name for field in QuarterTable._meta.get_fields()} == {
        "id", "table", "quarter", "is_given", "places", "cells", "public_cells", "made_at",
    }  # fmt: skip
    form = json.loads(published_form())["$defs"]["row"]
    assert form["additionalProperties"] is False
    assert set(form["properties"]) == {
        "place", "place_name", "level", "lies_in", "theme", "theme_name", "at_least", "at_most",
    }  # fmt: skip


def test_signals_go_into_no_admin_and_no_export():
    assert not apps.is_installed("django.contrib.admin")
    assert [label for _name, label, *_rest in LISTS if label.startswith("signals.")] == []


def test_no_template_outside_signals_reads_them(root):
    everything = (root / "src/gebiedstafel").rglob("templates/**/*.html")
    templates = [path for path in everything if "signals" not in path.parts]

    assert len(templates) > 100
    back = re.compile("(signal|batch|quartertable|openfigures)_set")
    assert [path for path in templates if back.search(path.read_text())] == []


def test_every_deed_is_in_the_trail_without_what_was_reported(table, chair):
    post(chair, "new", table, said())

    deeds = list(
        Deed.objects.filter(action__in=["send_signal", "show_signals"]).values_list("subject", flat=True)
    )
    assert len(deeds) == 2
    trail = chair.get(reverse("record:trail", args=[table.pk])).content.decode()
    assert "liet signalen samen zien" in trail
    assert "stuurde een signaal</td>" not in trail
    assert not any("SAM" in one or "BU1" in one or "12" in one.split("/")[1:] for one in deeds)
    assert quarter_of(NOON.date()) == "2026-Q4"


def test_what_was_told_in_general_before_a_signal_is_not_called_its_answer(table, chair):
    WaitingAnswer.objects.create(
        table=table,
        group="SAM",
        quarter=quarter_of(datetime.now(UTC).date()),
        text="Wij nemen het mee.",
        role="de voorzitter",
        answered_at=datetime.now(UTC) - timedelta(seconds=1),
    )
    post(chair, "new", table, said(how="seen", count="2"))

    page = chair.get(reverse("signals:own", args=[table.pk])).content.decode()

    assert "Er is nog geen antwoord." in page
    assert "Algemeen antwoord, van vóór uw signaal" in page
    assert "Wij nemen het mee." in page
    assert "U krijgt uiterlijk" in page


@pytest.mark.parametrize("page", ["new", "round"])
def test_the_themes_that_a_party_reported_last_stand_on_top_and_once(table, chair, page):
    before = chair.get(reverse(f"signals:{page}", args=[table.pk])).content.decode()
    post(chair, "new", table, said(theme="BES-SCHU"))
    post(chair, "new", table, said(theme="JON-STRA"))

    after = chair.get(reverse(f"signals:{page}", args=[table.pk])).content.decode()

    assert "Laatst gebruikt" not in before
    chosen = after[after.index('label="Laatst gebruikt"') :]
    codes = re.findall(r'value="([A-Z]{3}-[A-Z]+)"', chosen)
    assert codes[:2] == ["JON-STRA", "BES-SCHU"]
    assert len(codes) == len(set(codes)) == 40
