"""Files that are handed in, loaded in the background, and what is said of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gebiedstafel.areas import forms
from gebiedstafel.areas.actions import ask_loading
from gebiedstafel.areas.forms import LoadingForm
from gebiedstafel.areas.load import Loaded
from gebiedstafel.areas.models import Area, Loading
from gebiedstafel.areas.tasks import _sentence, load_files
from gebiedstafel.trail.models import Deed, Run
from gebiedstafel.ui.refusals import Refused
from tests.small_country import figures_of, shapes_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home_of_its_own(settings, tmp_path):
    settings.HOME = tmp_path


def handed_in(*files, boundaries=(), year=None):
    loading = ask_loading(
        [SimpleUploadedFile(*file) for file in files],
        [SimpleUploadedFile(*file) for file in boundaries],
        year=year,
        source="CBS 2020",
        by="person/1",
        at=AT,
    )
    load_files.call(loading.folder)
    loading.refresh_from_db()
    loading.run.refresh_from_db()
    return loading


def test_files_are_loaded_and_it_is_said_what_was_done():
    loading = handed_in(figures_of(), boundaries=[shapes_of()])

    assert loading.run.state == Run.State.DONE
    assert loading.run.message == "60 gebieden, 240 cijfers en 60 grenzen zijn geladen."
    assert Area.objects.filter(level="buurt").count() == 60


def test_every_fault_is_said_and_nothing_is_loaded():
    broken = "kwb2020.csv", figures_of(3)[1].replace(b"1002", b"veel")

    loading = handed_in(broken, boundaries=[("grenzen.geojson", b"{")])

    assert loading.run.state == Run.State.FAILED
    assert [said.split(":")[0] for said in loading.told] == [
        "kwb2020.csv, rij 4, kolom g_gas",
        "grenzen.geojson",
    ]
    assert not Area.objects.exists()


def test_the_files_are_gone_afterwards():
    loading = handed_in(figures_of())

    assert not Path(loading.folder).exists()


def test_two_files_of_one_name_do_not_overwrite_each_other():
    one, other = figures_of(), figures_of(municipality="GM0345", name="Verderop")

    handed_in(("kwb2020.csv", one[1]), ("kwb2020.csv", other[1]))

    assert Area.objects.filter(level="gemeente").count() == 2


def test_a_name_that_climbs_out_of_the_folder_stays_within(tmp_path):
    handed_in(("../../kwb2020.csv", figures_of()[1]))

    assert not (tmp_path.parent / "kwb2020.csv").exists()
    assert Area.objects.exists()


def test_a_crash_ends_the_run_and_leaves_nothing(monkeypatch):
    def crash(*args, **kwargs):
        raise RuntimeError("disk gone")

    monkeypatch.setattr("gebiedstafel.areas.load._store", crash)

    with pytest.raises(RuntimeError):
        handed_in(figures_of())

    assert Run.objects.get().state == Run.State.FAILED
    assert not Path(Loading.objects.get().folder).exists()


def test_while_one_loads_another_waits():
    ask_loading([SimpleUploadedFile(*figures_of())], [], year=None, source="", by="person/1", at=AT)

    with pytest.raises(Refused, match="al geladen"):
        ask_loading([SimpleUploadedFile(*figures_of())], [], year=None, source="", by="person/1", at=AT)


def test_who_loaded_what_stands_in_the_trail():
    handed_in(figures_of())

    deed = Deed.objects.get(action="load_areas")
    assert deed.subject == "kwb2020 GM0344.csv"


@pytest.mark.parametrize(
    ("files", "data", "word"),
    [
        ({}, {}, "Kies een bestand"),
        ({"boundaries": [shapes_of()]}, {}, "Van welk jaar"),
        ({"figures": [figures_of()]}, {"year": "1200"}, "1990"),
        ({"figures": [("leeg.csv", b"")]}, {}, "leeg"),
    ],
)
def test_a_form_that_cannot_be_read_says_what_is_missing(files, data, word):
    form = LoadingForm(data, as_files(files))

    assert not form.is_valid()
    assert word in str(form.errors)


def test_a_file_that_is_too_big_is_named_with_what_would_help(monkeypatch):
    monkeypatch.setattr(forms, "_size", lambda file: 200_000_000)

    form = LoadingForm({}, as_files({"figures": [figures_of()]}))

    assert form.errors["figures"] == [
        "kwb2020 GM0344.csv is 200 MB. We lezen tot 64 MB. Knip het per gemeente of per provincie."
    ]


def as_files(files):
    from django.utils.datastructures import MultiValueDict

    return MultiValueDict(
        {name: [SimpleUploadedFile(*file) for file in group] for name, group in files.items()}
    )


def test_the_page_takes_files_in_the_demo_and_tells_how_far_it_is(client, settings):
    settings.DEMO = True

    answer = client.post("/gebieden/laden/", {"figures": SimpleUploadedFile(*figures_of())})
    page = client.get(answer.url).content.decode()

    assert answer.status_code == 302
    assert "De bestanden worden geladen: 0%" in page


def test_the_page_shows_every_fault(client, settings):
    settings.DEMO = True
    loading = handed_in(("kwb2020.csv", b"BU_CODE;AANT_INW\n1;1\n2;2"))

    page = client.get(f"/gebieden/laden/{loading.pk}/").content.decode()

    assert "Er is niets geladen." in page
    assert "kwb2020.csv, rij 2" in page
    assert "kwb2020.csv, rij 3" in page


def test_outside_the_demo_a_visitor_may_not_load(client, settings):
    settings.DEMO = False

    assert client.get("/gebieden/laden/").status_code == 403


def test_someone_without_a_chair_may_not_load(client, settings, django_user_model):
    settings.DEMO = True
    client.force_login(django_user_model.objects.create_user(username="lid"))

    assert client.post("/gebieden/laden/").status_code == 403


def test_one_of_each_is_told_in_the_singular():
    assert _sentence(Loaded(1, 1, 1)) == "1 gebied, 1 cijfer en 1 grens zijn geladen."


def test_a_municipality_in_digits_of_another_script_is_refused_in_words():
    form = LoadingForm({"names_of": "GM٠193"}, as_files({"figures": [figures_of()]}))

    assert form.errors["names_of"] == ["Een gemeentecode ziet eruit als GM0193."]
