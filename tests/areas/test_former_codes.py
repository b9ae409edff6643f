"""Areas through time: an old code, a new one, and figures that stay apart."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from gebiedstafel.areas.load import load_areas
from gebiedstafel.areas.models import Area, Stacking, Succession
from gebiedstafel.exchange.area_faults import BadAreaFile

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
TOWNS = "GM_CODE;GM_NAAM;STED;AANT_INW;g_gas"
BUURTEN = "BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;STED;IND_WBI;AANT_INW;g_gas"
LIST = "codes.csv", b"oud;nieuw;vanaf\nGM0003;GM1979;2021\nGM0010;GM1979;2021\n"


def towns(year, *rows):
    lines = [f"{code};{name};4;12000;{gas}" for code, name, gas in rows]
    return f"kwb{year}.csv", "\n".join([TOWNS, *lines]).encode()


def buurten(year, *rows):
    lines = [f"{code};{name};GM{code[2:6]};Stad;2;{mark};900;{gas}" for code, name, mark, gas in rows]
    return f"kwb{year}.csv", "\n".join([BUURTEN, *lines]).encode()


def shapes(year, **placed):
    def feature(code, at):
        ring = [[at, 52], [at + 0.02, 52], [at + 0.02, 52.02], [at, 52.02], [at, 52]]
        return {"properties": {"BU_CODE": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    features = [feature(code, at) for code, at in placed.items()]
    return f"grenzen-{year}.geojson", json.dumps({"features": features}).encode()


def merged():
    load_areas([towns(2019, ("GM0003", "Appingedam", 1700), ("GM0010", "Delfzijl", 1600))], at=AT)
    load_areas([towns(2020, ("GM0003", "Appingedam", 1650), ("GM0010", "Delfzijl", 1550))], at=AT)
    load_areas([towns(2021, ("GM1979", "Eemsdelta", 1500))], [], [LIST], at=AT)
    load_areas([towns(2022, ("GM1979", "Eemsdelta", 1400))], at=AT)


def page_of(client, code, **query):
    html = client.get(f"/gebieden/{code}/", {"cijfer": "gas", **query}).content.decode()
    return html, " ".join(re.sub(r"<[^>]+>", " ", html).split())


def drawing_in(html):
    drawing = html[html.index('<svg class="gt-series"') :]
    return drawing[: drawing.index("</svg>")]


def test_a_merged_municipality_shows_what_came_before_apart_and_never_summed(client):
    merged()

    html, said = page_of(client, "GM1979")

    drawing = drawing_in(html)
    assert drawing.count('class="ser-was"') == 2
    assert drawing.count('class="ser-line"') == 3
    assert drawing.count('class="ser-break"') == 1
    assert "Tot en met 2020: Appingedam (GM0003), zo staat het in de lijst" in said
    assert "Tot en met 2020: Delfzijl (GM0010)" in said
    assert "We tellen hun cijfers niet bij elkaar op" in said
    assert "als Appingedam" in said
    assert not re.search(r"3\.[0-9]{3} m³", said)


def test_the_page_of_what_was_leads_to_what_it_became(client):
    merged()

    html, said = page_of(client, "GM0003")

    assert "Vanaf 2021 hoort dit gebied bij Eemsdelta" in said
    assert 'href="/gebieden/GM1979/"' in html
    assert drawing_in(html).count('class="ser-line"') == 1


def test_what_an_area_became_or_was_has_no_address_while_nobody_loaded_it(client):
    load_areas([towns(2021, ("GM1979", "Eemsdelta", 1500))], at=AT)
    rows = b"oud;nieuw;vanaf\nGM0010;GM1979;2021\nGM1979;GM2000;2099\n"
    load_areas([], [], [("codes.csv", rows)], at=AT)

    html, said = page_of(client, "GM1979")

    assert "Vanaf 2099 hoort dit gebied bij GM2000" in said
    assert "Dit is hoe het was" not in said
    assert "/gebieden/GM2000/" not in html
    assert "/gebieden/GM0010/" not in html


def test_what_a_list_says_twice_of_one_old_code_is_one_step(client):
    for year, code in ((2018, "GM0001"), (2020, "GM0002"), (2022, "GM0003")):
        load_areas([towns(year, (code, f"Stad {code}", 1000))], at=AT)
    rows = b"oud;nieuw;vanaf\nGM0001;GM0002;2019\nGM0002;GM0003;2022\nGM0001;GM0003;2022\n"
    load_areas([], [], [("codes.csv", rows)], at=AT)

    said = page_of(client, "GM0003")[1]

    assert said.count("Stad GM0001 (GM0001)") == 1
    assert "Tot en met 2018: Stad GM0001" in said


def test_a_list_that_comes_later_or_again_changes_the_same_once(client):
    merged()
    load_areas([], [], [LIST], at=AT)
    assert Succession.objects.count() == 2

    load_areas([], [], [("codes.csv", b"oud;nieuw;vanaf\nGM0003;GM1979;2021\n")], at=AT)

    assert [one.old_code for one in Succession.objects.all()] == ["GM0003"]


def test_codes_nobody_loaded_are_told_and_kept():
    loaded = load_areas([], [], [LIST], at=AT)

    assert any("GM0003, GM0010, GM1979" in note for note in loaded.notes())
    assert Succession.objects.count() == 2


def test_two_lists_that_say_the_same_load_as_one():
    load_areas([], [], [LIST, ("codes 2.csv", LIST[1])], at=AT)

    assert Succession.objects.count() == 2


def test_a_bad_list_leaves_nothing_of_the_other_files_and_tells_all_faults():
    bad = "codes.csv", b"oud;nieuw;vanaf\nGM3;GM1979;2021\nGM0003;GM1979;ooit\n"

    with pytest.raises(BadAreaFile) as refused:
        load_areas([towns(2021, ("GM1979", "Eemsdelta", "veel"))], [], [bad], at=AT)

    assert len(refused.value.faults) == 3
    assert not Area.objects.exists()


def test_a_buurt_with_another_code_is_found_by_its_shape(client):
    load_areas([buurten(2018, ("BU00030001", "Kade", 1, 1500))], [shapes(2018, BU00030001=6.5)], at=AT)
    load_areas([buurten(2020, ("BU00030001", "Kade", 1, 1400))], at=AT)
    load_areas([buurten(2021, ("BU19790101", "De Kade", 2, 1300))], [shapes(2021, BU19790101=6.5004)], at=AT)

    _html, said = page_of(client, "BU19790101")

    assert "Tot en met 2020: Kade (BU00030001), op de kaart is 98% van het gebied hetzelfde" in said


def test_the_order_in_which_years_are_loaded_changes_nothing():
    old = [buurten(2018, ("BU00030001", "Kade", 1, 1500))], [shapes(2018, BU00030001=6.5)]
    new = [buurten(2021, ("BU19790101", "De Kade", 2, 1300))], [shapes(2021, BU19790101=6.5)]

    load_areas(*new, at=AT)
    load_areas(*old, at=AT)
    load_areas(*new, at=AT)

    (found,) = Succession.objects.values_list("old_code", "code", "year", "ground")
    assert found == ("BU00030001", "BU19790101", 2021, "shape")


def stored():
    return list(Succession.objects.values_list("old_code", "code", "year", "ground"))


def square_in(year, code, at=6.5):
    load_areas([buurten(year, (code, "Kade", 1, 1500))], [shapes(year, **{code: at})], at=AT)


def test_a_square_that_bore_three_codes_in_turn_has_two_steps(client):
    for year, code, at in (
        (2015, "BU00010001", 6.5),
        (2018, "BU00020001", 6.5008),
        (2021, "BU00030001", 6.5),
    ):
        square_in(year, code, at)

    assert stored() == [
        ("BU00010001", "BU00020001", 2018, "shape"),
        ("BU00020001", "BU00030001", 2021, "shape"),
    ]
    assert "Tot en met 2017: Kade (BU00010001)" in page_of(client, "BU00030001")[1]


def test_a_code_that_became_another_is_not_the_past_of_a_third(client):
    square_in(2015, "BU00010001")
    load_areas([], [], [("codes.csv", b"oud;nieuw;vanaf\nBU00010001;BU00020001;2018\n")], at=AT)
    square_in(2021, "BU00030001")

    assert stored() == [("BU00010001", "BU00020001", 2018, "list")]


def test_a_code_that_had_figures_before_its_shape_is_found_from_its_first_figures_on():
    square_in(2019, "BU00010001")
    load_areas([buurten(2021, ("BU00020001", "Kade", 1, 1400))], at=AT)
    for _again in range(2):
        square_in(2024, "BU00020001")

        assert stored() == [("BU00010001", "BU00020001", 2021, "shape")]


def test_a_shape_goes_before_a_mark_of_an_earlier_year():
    square_in(2020, "BU00010001")
    load_areas([buurten(2021, ("BU00010002", "Kade", 2, 1400))], at=AT)
    assert stored() == [("BU00010001", "BU00010002", 2021, "mark")]

    square_in(2024, "BU00010002")

    assert stored() == [("BU00010001", "BU00010002", 2021, "shape")]


def test_codes_that_changed_places_did_so_in_the_year_of_their_shapes():
    def loaded(year, drawn):
        rows = [(code, code, 1, 1) for code in ("BU00010001", "BU00010002")]
        load_areas([buurten(year, *rows)], [shapes(year, **drawn)] if drawn else [], at=AT)

    loaded(2018, {"BU00010001": 6.5, "BU00010002": 6.6})
    loaded(2019, None)
    loaded(2021, {"BU00010001": 6.6, "BU00010002": 6.5})

    assert stored() == [
        ("BU00010001", "BU00010002", 2021, "shape"),
        ("BU00010002", "BU00010001", 2021, "shape"),
    ]


def test_a_shape_that_moved_breaks_the_line_though_code_and_mark_stay(client):
    load_areas([buurten(2018, ("BU00030001", "Kade", 1, 1500))], [shapes(2018, BU00030001=6.5)], at=AT)
    load_areas([buurten(2019, ("BU00030001", "Kade", 1, 1400))], [shapes(2019, BU00030001=6.51)], at=AT)

    html, said = page_of(client, "BU00030001")

    assert drawing_in(html).count('class="ser-line"') == 0
    assert drawing_in(html).count('class="ser-break"') == 1
    assert "De grens of de code van dit gebied is veranderd." in said


def test_a_mark_that_only_the_code_changed_finds_the_one_of_that_name():
    load_areas([buurten(2020, ("BU00030001", "Kade", 1, 1), ("BU00030002", "Plein", 1, 1))], at=AT)
    load_areas(
        [
            buurten(
                2021, ("BU19790101", "Kade", 2, 1), ("BU19790102", "Plein", 3, 1), ("BU19790103", "Hof", 2, 1)
            )
        ],
        at=AT,
    )

    (found,) = Succession.objects.values_list("old_code", "code", "ground")
    assert found == ("BU00030001", "BU19790101", "mark")


def test_a_name_that_two_bear_or_that_is_there_still_finds_nothing():
    load_areas(
        [
            buurten(
                2020, ("BU00030001", "Kade", 1, 1), ("BU00030002", "Kade", 1, 1), ("BU00030003", "Hof", 1, 1)
            )
        ],
        at=AT,
    )
    load_areas(
        [
            buurten(
                2021, ("BU19790101", "Kade", 2, 1), ("BU19790102", "Hof", 2, 1), ("BU00030003", "Hof", 1, 1)
            )
        ],
        at=AT,
    )

    assert not Succession.objects.exists()


def test_a_mark_joins_no_buurten_of_two_towns_that_are_both_there_still():
    load_areas([buurten(2020, ("BU00030001", "Centrum", 1, 1), ("BU00030002", "Hof", 1, 1))], at=AT)
    load_areas([buurten(2021, ("BU00100001", "Centrum", 2, 1), ("BU00030002", "Hof", 1, 1))], at=AT)

    assert not Succession.objects.exists()


def test_of_two_towns_that_recode_a_buurt_of_one_name_each_finds_its_own():
    load_areas([buurten(2020, ("BU00030001", "Centrum", 1, 1), ("BU00100001", "Centrum", 1, 1))], at=AT)
    load_areas([buurten(2021, ("BU00030009", "Centrum", 2, 1), ("BU00100009", "Centrum", 2, 1))], at=AT)

    assert stored() == [
        ("BU00030001", "BU00030009", 2021, "mark"),
        ("BU00100001", "BU00100009", 2021, "mark"),
    ]


def test_a_municipality_that_took_another_in_borrows_no_figures_and_its_line_breaks(client):
    wide = [(f"GM{n:04d}", f"Stad {n}", 1000 + n) for n in range(1, 30)]
    load_areas([towns(2021, *wide)], at=AT)
    load_areas(
        [("kwb2022.csv", b"GM_CODE;GM_NAAM;STED;AANT_INW;p_arb_pp\nGM0001;Stad 1;4;900;70\n")],
        [],
        [("codes.csv", b"oud;nieuw;vanaf\nGM0002;GM0001;2022\n")],
        at=AT,
    )

    kept = Stacking.objects.get(area__code="GM0001", area__year=2022, among="stedelijk")

    assert "gas" in kept.domains["energie"]["missing"]


def test_a_circle_in_a_list_ends(client):
    load_areas([towns(2020, ("GM0001", "A", 1), ("GM0002", "B", 2))], at=AT)
    load_areas(
        [towns(2022, ("GM0001", "A", 1), ("GM0002", "B", 2))],
        [],
        [("codes.csv", b"oud;nieuw;vanaf\nGM0001;GM0002;2021\nGM0002;GM0001;2021\n")],
        at=AT,
    )

    assert "Tot en met 2020: B (GM0002)" in page_of(client, "GM0001")[1]


def test_the_command_reads_a_list_too(tmp_path):
    path = tmp_path / LIST[0]
    path.write_bytes(LIST[1])

    call_command("load_areas", "--codes", str(path))

    assert Succession.objects.count() == 2


def test_the_database_keeps_an_area_from_being_its_own_past():
    with pytest.raises(IntegrityError):
        Succession.objects.create(old_code="GM0001", code="GM0001", year=2021, ground="list")
