"""With whom an area is compared: as urban ones, the whole country, or its own municipality."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gebiedstafel.areas.load import load_areas
from gebiedstafel.areas.models import Comparison, Figure, Stacking
from gebiedstafel.areas.stack_figures import stack_figures
from gebiedstafel.areas.stacking import store_stackings
from gebiedstafel.areas.ticks import set_out_what_lacks
from gebiedstafel.engines.stacking.never_ranked import is_never_ranked
from gebiedstafel.engines.stacking.problem import Indicator, InvalidStacking
from gebiedstafel.exchange.open_data.sources_file import Origin
from gebiedstafel.trail.clock import wind_up
from tests.engines.stacking.small_problems import CODES, problem_of, same_but
from tests.small_country import shapes_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
HEADER = "BU_CODE;BU_NAAM;WK_CODE;GM_CODE;GM_NAAM;STED;IND_WBI;AANT_INW"
WORK = "p_arb_pp;P_15_24_JR;P_25_44_JR;P_45_64_JR;AO_UIT_TOT;P_65_EO_JR;P_EENP_HH"


def work_of(rows, year=2020):
    """Buurten by municipality, urbanity and how little work there is: 0 is most."""
    lines = [f"{HEADER};{WORK}"]
    for n, (municipality, urbanity, rank) in enumerate(rows):
        figures = f"{90 - rank};15;25;30;{30 + 4 * rank};{rank};{rank}"
        lines.append(
            f"BU{municipality}{n:04d};Buurt {n};WK{municipality}00;GM{municipality};Stad {municipality};"
            f"{urbanity};1;2000;{figures}"
        )
    return f"kwb{year}.csv", "\n".join(lines).encode()


# Twelve buurten that are a city with least work of all, thirty other cities, and thirty villages with most.
TOWN = [("0344", 2, 40 + n) for n in range(12)]
CITIES = [("0363", 2, 10 + n) for n in range(30)]
VILLAGES = [("0777", 5, n // 6) for n in range(30)]
LEAST, MOST = "BU03440000", "BU03440011"


def place_of(code, among):
    return Stacking.objects.get(area__code=code, among=among).domains["economie"]["place"]


def page_of(client, code, **query):
    answer = client.get(f"/gebieden/{code}/", query)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def country():
    load_areas([work_of([*TOWN, *CITIES, *VILLAGES])], at=AT)


def test_the_same_area_has_a_place_in_each_of_three_comparisons(country):
    assert place_of(LEAST, "gemeente") == 0
    assert place_of(LEAST, "stedelijk") == pytest.approx(100 * 30 / 41)
    assert place_of(LEAST, "land") == pytest.approx(100 * 60 / 71)
    assert {place_of(MOST, among) for among in ("gemeente", "stedelijk", "land")} == {100}


def test_the_page_says_with_whom_it_compares_and_remembers_the_choice(client, country):
    said = page_of(client, LEAST, vergelijk="gemeente")

    assert "de 20% buurten in de eigen gemeente waar het meest speelt" in said
    assert "vergelijkbare buurten" not in said
    again = client.get(f"/gebieden/{MOST}/").content.decode()
    assert '<option value="gemeente" selected>' in again
    assert "hoger dan 11 van de 11 andere buurten in de eigen gemeente" in " ".join(again.split())


@pytest.mark.parametrize(
    ("among", "areas"),
    [
        ("stedelijk", "vergelijkbare {}"),
        ("land", "{} in Nederland"),
        ("gemeente", "{} in de eigen gemeente"),
    ],
)
def test_what_a_place_means_is_said_as_a_share_of_those_it_is_compared_with(client, among, areas):
    load_areas([work_of([*TOWN, *CITIES, *VILLAGES])], [shapes_of(len(TOWN))], at=AT)

    figure = page_of(client, "GM0344", vergelijk=among, niveau="buurt", cijfer="ao")
    layer = page_of(client, "GM0344", vergelijk=among, niveau="buurt", cijfer="domein-economie")
    here = page_of(client, LEAST, vergelijk=among)

    assert f"80 betekent: bij 80% van de {areas.format('gebieden')} gaat het beter." in figure
    assert f"op dit domein, van 0 tot 100, tussen {areas.format('gebieden')}." in layer
    assert f"91 betekent: bij 91% van de {areas.format('buurten')} gaat het beter." in here


def test_what_was_loaded_before_these_comparisons_were_there_gets_them_once(
    client, country, django_assert_num_queries
):
    Stacking.objects.exclude(among="stedelijk").delete()
    Comparison.objects.filter(urbanity=Comparison.EVERY_URBANITY).delete()

    wind_up(AT)

    assert place_of(LEAST, "gemeente") == 0
    assert place_of(LEAST, "land") == pytest.approx(100 * 60 / 71)
    assert "% van de andere buurten in Nederland" in page_of(client, LEAST, vergelijk="land")
    with django_assert_num_queries(1):
        set_out_what_lacks(AT)


def test_the_map_and_its_table_follow_the_choice(client, country):
    hot = {
        among: page_of(client, "GM0344", vergelijk=among, cijfer="ao", niveau="buurt").count(words)
        for among, words in (
            ("stedelijk", "andere buurten in"),
            ("land", "% van de andere buurten in Nederland"),
            ("gemeente", "van de 11 andere buurten in de eigen gemeente"),
        )
    }
    said = page_of(client, "GM0344", vergelijk="land", cijfer="ao", niveau="buurt")

    assert hot["stedelijk"] == 0
    assert hot["land"] >= 12
    assert hot["gemeente"] >= 12
    assert "12 van de 12 buurten in Stad 0344 horen bij de 20% buurten in Nederland" in said


def test_a_municipality_lies_in_no_other_and_keeps_its_place_among_those_as_urban(client, country):
    load_areas([("kwb2020 gm.csv", b"GM_CODE;GM_NAAM;STED;AANT_INW;g_gas\nGM0344;Stad;2;900;1000\n")], at=AT)

    own = page_of(client, "GM0344", vergelijk="gemeente").split("Alle cijfers van")[1]

    assert "tussen vergelijkbare gebieden" in own


def test_with_fewer_than_ten_areas_that_is_said_and_none_has_a_place(client):
    load_areas([work_of([*TOWN[:9], *CITIES])], at=AT)

    said = page_of(client, "GM0344", vergelijk="gemeente", cijfer="stapel", niveau="buurt")

    assert "Er zijn minder dan 10 buurten in de eigen gemeente met genoeg cijfers" in said
    assert place_of(LEAST, "gemeente") is None
    assert place_of(LEAST, "stedelijk") is not None


def test_columns_of_another_urbanity_or_level_each_say_with_whom_they_are_compared(client):
    mixed = [("0344", 5, n) for n in range(21)] + [("0344", 1, 30 + n) for n in range(21)]
    load_areas([work_of(mixed)], at=AT)

    said = page_of(client, "BU03440021")

    assert "Buurt 21: vergeleken met buurten in Nederland die ook zeer sterk stedelijk zijn" in said
    assert "Buurt 16, Buurt 17, Buurt 18: vergeleken met buurten in Nederland die ook niet stedelijk" in said


@pytest.mark.parametrize("asked", ["maan", "x" * 500, "\0"])
def test_an_odd_comparison_is_the_first_one(client, country, asked):
    assert "vergelijkbare buurten" in page_of(client, LEAST, vergelijk=asked)


def test_who_people_are_is_in_none_of_the_comparisons(client, country):
    assert Figure.objects.filter(indicator__code="ouder65").exists()

    ranked = set(Comparison.objects.values_list("indicator__code", flat=True))
    for among, domains in Stacking.objects.values_list("among", "domains"):
        named = {code for one in domains.values() for code, *_rest in one["figures"]}
        asked = {code for one in domains.values() for code in (*one["missing"], *one["alone"])}
        assert among
        assert not any(map(is_never_ranked, named | asked))
    assert not any(map(is_never_ranked, ranked))
    said = page_of(client, LEAST, vergelijk="gemeente", cijfer="ouder65")
    assert not re.search(r"65 jaar en ouder[^.]{0,60}van de 100", said)


def test_the_engine_refuses_who_people_are_within_a_municipality_too():
    with pytest.raises(InvalidStacking, match="no problem to be ranked"):
        same_but(
            problem_of([[0.0] * 7] * 3),
            indicators=(*CODES[:-1], Indicator("ouder65", "sociaal", 1)),
            fewest=9,
        )


def crimes(year, counts, residents=1000, redrawn=()):
    lines = [
        "BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;STED;IND_WBI;AANT_INW;Woningvoorraad;"
        "Totaal misdrijven;Vernieling;InbraakWoning"
    ]
    lines += [
        f"BU03440{n:03d};Buurt {n};GM0344;Stad;2;{3 if n in redrawn else 1};"
        f"{residents};{residents // 2};{3 * k};{k};{k}"
        for n, k in enumerate(counts)
    ]
    return f"politie {year}.csv", "\n".join(lines).encode()


def rests_on(code, year):
    domains = Stacking.objects.get(area__code=code, area__year=year, among="stedelijk").domains
    return domains["veilig"]["figures"], domains["veilig"]["small"]


def test_rare_events_are_of_three_years_together_and_the_page_says_so(client):
    for year, more in ((2021, 0), (2022, 1), (2023, 2)):
        load_areas([crimes(year, [4 + n % 5 + more for n in range(30)])], at=AT)

    figures, small = rests_on("BU03440001", 2023)

    assert ["vernieling", 2023, 2021] in [[code, *years] for code, _place, *years in figures]
    assert small == []
    said = page_of(client, "BU03440001", jaar=2023)
    assert "gemiddeld over 2021–2023" in said


def test_one_year_alone_of_what_is_rare_has_no_place():
    load_areas([crimes(2023, [4 + n % 5 for n in range(30)])], at=AT)

    figures, small = rests_on("BU03440001", 2023)

    assert "vernieling" in small
    assert all(code != "vernieling" for code, *_rest in figures)


def test_what_is_not_rare_stays_of_one_year():
    for year in (2022, 2023):
        load_areas([crimes(year, [40 + n for n in range(30)])], at=AT)

    figures, _small = rests_on("BU03440001", 2023)

    assert all(len(one) == 3 for one in figures)


def test_people_and_changes_are_read_once_for_all_figures_and_comparisons(django_assert_num_queries):
    for year in (2021, 2022, 2023):
        load_areas([crimes(year, [4 + n % 5 for n in range(30)])], at=AT)

    # What changed (two), what was told, and how many people live there.
    with django_assert_num_queries(4):
        held = stack_figures(2023)
    with CaptureQueriesContext(connection) as queries:
        store_stackings([2023])

    assert held.since["BU03440001"].keys() >= {"vernieling", "woninginbraak"}
    asked = [query["sql"] for query in queries]
    assert sum("areas_succession" in sql for sql in asked) == 1


def load_average(*, redrawn=()):
    """Load of 2023 what its source took together over 2021 up to 2023."""
    name, content = crimes(2023, [4 + n % 5 for n in range(30)], redrawn=redrawn)
    facts = {
        "kind": "figures",
        "name": "Politie 2023",
        "table": "T",
        "year": 2023,
        "licence": "",
        "address": "",
    }
    origin = Origin(
        file=name, asked_at="2026-11-01T10:00:00+01:00", averaged={"Vernieling": [2021, 2022, 2023]}, **facts
    )
    load_areas([(name, content)], at=AT, origins={name: origin})


def test_an_average_that_its_source_made_is_told_and_rests_on_all_its_years():
    load_average()

    figures, _small = rests_on("BU03440001", 2023)

    assert Figure.objects.filter(indicator__code="vernieling", since=2021).count() == 30
    assert ["vernieling", 2023, 2021] in [[code, *years] for code, _place, *years in figures]


def test_an_average_over_years_in_which_the_border_moved_says_nothing_of_the_area_now():
    load_areas([crimes(2022, [5] * 30, redrawn={1})], at=AT)
    load_average()

    assert "vernieling" not in [code for code, *_rest in rests_on("BU03440001", 2023)[0]]
    assert "vernieling" in [code for code, *_rest in rests_on("BU03440002", 2023)[0]]
