"""A municipality by name: fetched in the background, loaded whole, or not at all and told why."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from gebiedstafel.areas import fetched, tasks
from gebiedstafel.areas.actions import ask_fetching, stop_fetching
from gebiedstafel.areas.forms import FetchForm, as_last_time
from gebiedstafel.areas.models import Area, Boundary, Figure, Loading, Source
from gebiedstafel.areas.public_picture import public_picture
from gebiedstafel.areas.tasks import fetch_municipality
from gebiedstafel.areas.ticks import let_go
from gebiedstafel.exchange.open_data import asking
from gebiedstafel.trail.models import Deed, Run
from gebiedstafel.trail.runs import start_run
from gebiedstafel.ui.refusals import Refused
from tests.tables.test_at_once import together

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def services_of_this_installation(settings, tmp_path, services, monkeypatch):
    settings.HOME = tmp_path
    tables = tmp_path / "tables.yaml"
    tables.write_text(services.catalogue(), encoding="utf-8")
    settings.OPEN_DATA = str(tables)
    brief = asking.Manners(tries=2, pause=0, first_wait=0, silence=1, whole=1)
    monkeypatch.setattr(asking, "Manners", lambda: brief)


def asked(municipality="Kadestad", without=()):
    loading = ask_fetching(municipality, without=without, by="person/1", at=AT)
    fetch_municipality.call(loading.pk)
    loading.refresh_from_db()
    loading.run.refresh_from_db()
    return loading


def nothing_loaded(tmp_path):
    left = [path for path in tmp_path.iterdir() if path.name.startswith("gebieden-")]
    return not (Area.objects.exists() or Figure.objects.exists() or Source.objects.exists() or left)


def test_a_name_brings_figures_boundaries_and_where_they_come_from():
    loading = asked()

    assert loading.run.state == Run.State.DONE
    # Each area counts once, in however many publications it stands: two of them wijken, eight buurten.
    assert loading.run.message.startswith("12 gebieden, ")
    assert Area.objects.get(code="GM0990", year=2024).name == "Kadestad"
    assert Boundary.objects.filter(area__year=2024, area__level="buurt").count() == 8
    assert not Boundary.objects.filter(area__year=2023).exists()
    gas = Source.objects.get(name="CBS, Kerncijfers wijken en buurten 2023")
    assert (gas.table, gas.licence) == ("85618NED", "CC BY 4.0")
    assert any("tabel 85618NED, licentie CC BY 4.0, opgehaald op" in told for told in loading.told)
    assert any(told.startswith("Deze cijfers heeft nog geen bron: ") for told in loading.told)


def test_a_page_shows_each_figure_of_the_newest_year_that_has_it():
    asked()
    wijk = Area.objects.get(code="WK099000", year=2024)

    shown = public_picture(wijk, chosen="gas", level="buurt")

    years = {kind.code: shown.here.reading(kind).year for kind in shown.kinds}
    assert (years["inw"], years["gas"], years["eenzaam"]) == (2024, 2023, 2022)
    gas = next(kind for kind in shown.kinds if kind.code == "gas")
    assert [part.reading(gas).value for part in shown.parts] == [1100, 1101, 1102, None]
    assert {part.reading(gas).year for part in shown.parts} == {2023}
    assert "tabel 85618NED" in shown.here.reading(gas).source


def test_the_page_of_the_area_tells_table_licence_and_moment(client):
    asked()

    page = client.get("/gebieden/WK099000/?cijfer=gas").content.decode()

    assert "Cijfers over 2023." in page
    assert "CBS, Kerncijfers wijken en buurten 2023 (tabel 85618NED, licentie CC BY 4.0" in page


@pytest.mark.parametrize(
    ("words", "trouble", "sentence"),
    [
        ("/derden/47018NED/TypedDataSet", "500", "127.0.0.1 heeft een storing (500)."),
        ("/derden/50120NED/TypedDataSet", "half", "127.0.0.1 geeft steeds een half antwoord"),
        ("/pdok/2024/collections/buurten", "cut", "127.0.0.1 brak het antwoord steeds af."),
        ("/v4/85900NED/Observations", "slow", "127.0.0.1 antwoordt te langzaam"),
        ("/derden/47018NED/SoortMisdrijf", "xml", "127.0.0.1 antwoordt anders dan beschreven"),
    ],
)
def test_a_service_that_fails_leaves_nothing_half_loaded(services, tmp_path, words, trouble, sentence):
    services.trouble(words, trouble, times=99)

    loading = asked()

    assert (loading.run.state, loading.run.message) == (Run.State.FAILED, "Er is niets geladen.")
    assert loading.told[0].startswith(sentence)
    assert nothing_loaded(tmp_path)


def test_after_a_failure_the_next_try_goes_on_where_it_was(services):
    services.trouble("/pdok/", "500", times=99)
    asked()
    services.troubles.clear()
    services.asked.clear()

    assert asked().run.state == Run.State.DONE
    assert all("/pdok/" in question for question in services.asked)


def test_a_crash_while_storing_leaves_nothing_and_ends_the_run(monkeypatch, tmp_path):
    def crash(years):
        raise RuntimeError("the power went out")

    monkeypatch.setattr("gebiedstafel.areas.load.store_comparisons", crash)

    with pytest.raises(RuntimeError):
        asked()

    assert Run.objects.get().state == Run.State.FAILED
    assert nothing_loaded(tmp_path)


def test_what_was_not_begun_stops_at_once(tmp_path):
    loading = ask_fetching("Kadestad", without=[], by="person/1", at=AT)

    stop_fetching(loading, by="person/1", at=AT)
    fetch_municipality.call(loading.pk)

    loading.run.refresh_from_db()
    assert (loading.run.state, loading.run.message) == (Run.State.STOPPED, "Gestopt. Er is niets geladen.")
    assert nothing_loaded(tmp_path)


def test_who_stops_halfway_loads_nothing(monkeypatch, tmp_path, services):
    loading = ask_fetching("Kadestad", without=[], by="person/1", at=AT)
    real = asking.Asker.json

    def stopped_at_the_third(self, url):
        if len(services.asked) == 3:
            stop_fetching(Loading.objects.select_related("run").get(pk=loading.pk), by="person/1", at=AT)
            monkeypatch.setattr("gebiedstafel.areas.tasks.time.monotonic", lambda: 1e12)
        return real(self, url)

    monkeypatch.setattr(asking.Asker, "json", stopped_at_the_third)
    fetch_municipality.call(loading.pk)

    loading.run.refresh_from_db()
    assert loading.run.state == Run.State.STOPPED
    assert len(services.asked) < 6
    assert nothing_loaded(tmp_path)


def test_who_stops_while_it_loads_loads_nothing(monkeypatch, tmp_path):
    loading = ask_fetching("Kadestad", without=[], by="person/1", at=AT)
    real = fetched.read_bytes

    def stopped_at_the_first(path):
        if not Run.objects.get().stop_asked:
            stop_fetching(Loading.objects.select_related("run").get(pk=loading.pk), by="person/1", at=AT)
        return real(path)

    monkeypatch.setattr("gebiedstafel.areas.fetched.read_bytes", stopped_at_the_first)
    fetch_municipality.call(loading.pk)

    loading.run.refresh_from_db()
    assert (loading.run.state, loading.run.message) == (Run.State.STOPPED, "Gestopt. Er is niets geladen.")
    assert nothing_loaded(tmp_path)


def test_the_bar_goes_on_while_it_loads(monkeypatch):
    shares = []
    real = tasks.run_progress

    def noted(run, share, text):
        shares.append(share)
        return real(run, share, text)

    monkeypatch.setattr("gebiedstafel.areas.tasks.run_progress", noted)

    asked()

    assert shares == sorted(shares)
    assert shares[-2:] == [0.8, pytest.approx(0.88)]


def test_a_worker_that_stays_silent_holds_nobody_up(client, settings):
    settings.DEMO = True
    loading = ask_fetching("Kadestad", without=[], by="person/1", at=AT)
    start_run(loading.run, at=AT)
    asked_at = now()
    stop_fetching(loading, by="person/1", at=asked_at)
    page = f"/gebieden/laden/{loading.pk}/"

    assert "Stop met ophalen" not in client.get(page).content.decode()
    with pytest.raises(Refused, match="langer dan 10 minuten"):
        stop_fetching(loading, by="person/1", at=asked_at + timedelta(minutes=9))
    Run.objects.update(stop_asked=asked_at - timedelta(minutes=11))
    assert "Stop met ophalen" in client.get(page).content.decode()
    loading.run.refresh_from_db()
    stop_fetching(loading, by="person/1", at=asked_at)

    loading.run.refresh_from_db()
    assert (loading.run.state, loading.run.message) == (
        Run.State.STOPPED,
        "De computer gaf geen antwoord meer.",
    )
    ask_fetching("Kadestad", without=[], by="person/1", at=AT)


def test_what_is_over_cannot_be_stopped():
    loading = asked()

    with pytest.raises(Refused, match="niets opgehaald"):
        stop_fetching(loading, by="person/1", at=AT)


def test_while_one_fetches_another_waits():
    ask_fetching("Kadestad", without=[], by="person/1", at=AT)

    with pytest.raises(Refused, match="al geladen"):
        ask_fetching("Kadestad", without=[], by="person/1", at=AT)


def test_two_presses_look_one_after_the_other():
    with CaptureQueriesContext(connection) as queries:
        ask_fetching("Kadestad", without=[], by="person/1", at=AT)

    told = [query["sql"] for query in queries]
    held = next(at for at, sql in enumerate(told) if 'FROM "trail_chain"' in sql)
    assert held < next(at for at, sql in enumerate(told) if 'FROM "trail_run"' in sql)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction in at a time")
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_start_one_run():
    def press():
        try:
            ask_fetching("Kadestad", without=[], by="person/1", at=AT)
        except Refused as refused:
            return str(refused)
        return "begun"

    told = together(press, press)

    assert sorted(told) == ["Er wordt al geladen. Wacht tot dat klaar is.", "begun"]
    assert Run.objects.count() == 1


def test_answers_that_nobody_asked_for_in_a_month_are_let_go(settings):
    asked()
    kept = settings.HOME / "open-data"
    old, new, *_others = sorted(kept.iterdir())
    moment = now()
    os.utime(old, times=((moment - timedelta(days=31)).timestamp(),) * 2)
    os.utime(new, times=((moment - timedelta(days=29)).timestamp(),) * 2)
    a_folder = kept / "0-van-iemand-anders"
    a_folder.mkdir()
    os.utime(a_folder, times=(0, 0))
    count = len(list(kept.iterdir()))

    let_go(moment)

    assert a_folder.exists(), "it stays, and what is old beside it goes all the same"
    assert not old.exists()
    assert len(list(kept.iterdir())) == count - 1


def test_who_fetched_what_stands_in_the_trail():
    asked()

    assert Deed.objects.get(action="fetch_areas").subject == "Kadestad"


def test_the_choice_is_remembered():
    asked(without=["misdrijven"])

    assert as_last_time() == {"municipality": "Kadestad", "sources": ["ses", "gezondheid", "grenzen"]}


def test_an_installation_offers_its_own_sources(services, settings, tmp_path):
    tables = yaml.safe_load(services.catalogue())
    mine = {**tables["sources"][0], "id": "eigen", "name": "Gemeente, Eigen cijfers"}
    tables["sources"] = [tables["sources"][0], tables["sources"][1], mine]
    (tmp_path / "tables.yaml").write_text(yaml.safe_dump(tables), encoding="utf-8")

    form = FetchForm({"municipality": "Kadestad", "sources": []})

    assert form.is_valid()
    assert [name for name, _label in form.fields["sources"].choices] == ["ses", "eigen"]
    assert "Gemeente, Eigen cijfers" in str(form["sources"])
    assert form.without == ["ses", "eigen"]


def test_a_source_that_the_installation_no_longer_has_is_not_missed(services, tmp_path):
    tables = yaml.safe_load(services.catalogue())
    tables["sources"] = tables["sources"][:1]
    (tmp_path / "tables.yaml").write_text(yaml.safe_dump(tables), encoding="utf-8")

    assert asked(without=["gezondheid"]).run.state == Run.State.DONE


def test_a_list_of_tables_that_cannot_be_read_is_told_to_who_fetches(client, settings, tmp_path):
    settings.DEMO = True
    (tmp_path / "tables.yaml").write_text("no: list", encoding="utf-8")

    assert client.get("/gebieden/laden/").status_code == 200
    assert "dit is geen lijst van tabellen" in asked().told[0]


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e", "x" * 81])
def test_a_name_that_is_none_is_refused_in_words(name):
    form = FetchForm({"municipality": name, "sources": []})

    assert not form.is_valid()
    assert form.errors["municipality"]


def test_one_click_on_the_page_fetches_shows_how_far_it_is_and_can_be_stopped(client, settings):
    settings.DEMO = True

    sent = client.post("/gebieden/ophalen/", {"municipality": "Kade\u200bstad", "sources": ["ses"]})
    page = client.get(sent.url).content.decode()

    assert "We halen de cijfers van" in page
    loading = Loading.objects.get()
    assert loading.without == ["gezondheid", "grenzen", "misdrijven"]
    client.post(f"/gebieden/ophalen/{loading.pk}/stoppen/")
    assert "Gestopt. Er is niets geladen." in client.get(sent.url).content.decode()


def test_the_page_tells_what_came_and_leads_to_it(client, settings):
    settings.DEMO = True
    loading = asked()

    page = client.get(f"/gebieden/laden/{loading.pk}/").content.decode()

    assert "Waar de cijfers vandaan komen" in page
    assert "Bekijk de cijfers" in page
    assert 'href="/gebieden/GM0990/"' in page


def test_a_form_that_is_refused_keeps_what_was_typed(client, settings):
    settings.DEMO = True

    answer = client.post("/gebieden/ophalen/", {"municipality": "x" * 90, "sources": ["ses"]})

    assert answer.status_code == 400
    assert "x" * 90 in answer.content.decode()


def test_the_command_fetches_and_loads(tmp_path):
    said = StringIO()

    call_command("fetch_areas", "GM0990", stdout=said, stderr=StringIO())

    assert "gebieden," in said.getvalue()
    assert Area.objects.filter(code="GM0990").exists()


def test_the_command_refuses_in_words(services, tmp_path):
    services.trouble("/v", "500", times=99)

    with pytest.raises(CommandError, match="heeft een storing"):
        call_command("fetch_areas", "GM0990", stderr=StringIO())
    with pytest.raises(CommandError, match="Noem een gemeente"):
        call_command("fetch_areas", stderr=StringIO())
    with pytest.raises(CommandError, match="geen map die is opgehaald"):
        call_command("fetch_areas", folder=tmp_path, stderr=StringIO())

    assert nothing_loaded(tmp_path)


def test_a_folder_that_was_fetched_before_loads_without_any_service(services, tmp_path):
    from gebiedstafel.areas.fetched import catalogue_here, fetch_into

    fetch_into(tmp_path / "map", "GM0990", catalogue=catalogue_here())
    services.asked.clear()

    call_command("fetch_areas", folder=tmp_path / "map", stdout=StringIO(), stderr=StringIO())

    assert Area.objects.filter(code="GM0990").exists()
    assert not services.asked
