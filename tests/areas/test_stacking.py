"""What piles up in areas from loaded files: kept on load, with its years, and held against real figures."""

import csv
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from gebiedstafel.areas.load import load_areas
from gebiedstafel.areas.models import Area, Figure, Stacking
from gebiedstafel.areas.stacking import stacks_of, store_stackings
from gebiedstafel.exchange.among import Among
from tests.small_country import figures_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
HEADER = "BU_CODE;BU_NAAM;WK_CODE;GM_CODE;GM_NAAM;STED;IND_WBI;AANT_INW"
WORK = "p_arb_pp;P_15_24_JR;P_25_44_JR;P_45_64_JR;AO_UIT_TOT"


def working_country(year, *, turned=False, redrawn=(), size=40, columns=True):
    """Buurten with less and less work; the last one has least, or the first when turned."""
    rows = [f"{HEADER};{WORK}" if columns else f"{HEADER};g_gas"]
    for n in range(size):
        rank = size - 1 - n if turned else n
        figures = f"{90 - rank};15;25;30;{30 + 4 * rank}" if columns else "1000"
        mark = 3 if n in redrawn else 1
        rows.append(f"BU03440{n:03d};Buurt {n};WK034400;GM0344;Voorstad;2;{mark};2000;{figures}")
    return f"kwb{year} werk.csv", "\n".join(rows).encode()


def domain_of(code, year, domain="economie"):
    return Stacking.objects.get(area__code=code, area__year=year, among="stedelijk").domains[domain]


def test_loading_keeps_what_piles_up_in_each_area():
    load_areas([working_country(2020)], at=AT)

    last, first = domain_of("BU03440039", 2020), domain_of("BU03440000", 2020)

    assert (last["place"], first["place"]) == (100, 0)
    assert [code for code, _place, year in last["figures"] if year == 2020] == ["ao", "arbeid"]
    assert Stacking.objects.get(area__code="BU03440039", among="stedelijk").piled == 1


def test_loading_again_keeps_each_area_once():
    load_areas([working_country(2020)], at=AT)
    load_areas([working_country(2020)], at=AT)

    assert Stacking.objects.filter(area__level="buurt", among="land").count() == 40


def test_a_new_year_that_is_still_empty_borrows_and_says_of_which_year():
    load_areas([working_country(2020)], at=AT)
    load_areas([working_country(2022, columns=False)], at=AT)

    assert [year for _code, _place, year in domain_of("BU03440039", 2022)["figures"]] == [2020, 2020]


def test_a_code_that_was_redrawn_borrows_nothing():
    load_areas([working_country(2020)], at=AT)
    load_areas([working_country(2022, columns=False, redrawn={39})], at=AT)

    assert domain_of("BU03440039", 2022)["missing"] == ["ao", "arbeid"]
    assert domain_of("BU03440039", 2022)["place"] is None
    assert domain_of("BU03440038", 2022)["place"] == 100


def test_more_is_going_on_than_three_years_ago_and_the_page_says_since_when(client):
    load_areas([working_country(2017)], at=AT)
    load_areas([working_country(2020, turned=True, redrawn={1})], at=AT)

    assert domain_of("BU03440000", 2020)["trend"] == "more"
    assert domain_of("BU03440039", 2020)["trend"] == "less"
    assert domain_of("BU03440001", 2020)["trend"] == "unknown"
    said = client.get("/gebieden/BU03440000/").content.decode()
    assert "meer dan in 2017" in said


def test_figures_of_one_year_apart_tell_no_trend():
    load_areas([working_country(2017)], at=AT)
    load_areas([working_country(2018, turned=True)], at=AT)
    load_areas([working_country(2020, columns=False)], at=AT)

    assert domain_of("BU03440000", 2020)["figures"][0][2] == 2018
    assert domain_of("BU03440000", 2020)["trend"] == "unknown"


@pytest.mark.parametrize(("first", "said"), [(2016, "unknown"), (2017, "unknown"), (2018, "more")])
def test_averages_with_a_year_in_common_tell_no_trend(first, said):
    load_areas([working_country(2017)], at=AT)
    load_areas([working_country(2020, turned=True)], at=AT)
    Figure.objects.filter(year=2020).update(since=first)

    store_stackings([2020])

    assert domain_of("BU03440000", 2020)["trend"] == said


def test_without_any_core_figure_nothing_is_kept_and_the_page_is_silent():
    load_areas(
        [("kwb2020 x.csv", b"BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;AANT_INW\nBU03440001;X;GM0344;Y;100")], at=AT
    )

    area = Area.objects.get(code="BU03440001")
    assert stacks_of([area], among=Among.URBAN, level="buurt", compared={}) is None


def test_the_database_keeps_a_count_between_its_bounds():
    load_areas([figures_of(1)], at=AT)
    area = Area.objects.filter(level="buurt").first()
    Stacking.objects.all().delete()

    with pytest.raises(IntegrityError):
        Stacking.objects.create(area=area, piled=3, fewest=4, most=5)


def test_a_page_shows_the_bars_and_costs_twelve_queries_at_most(client, django_assert_max_num_queries):
    load_areas([working_country(2020)], at=AT)

    with django_assert_max_num_queries(12):
        html = client.get(
            "/gebieden/GM0344/", {"cijfer": "domein-economie", "niveau": "buurt"}
        ).content.decode()

    assert "Wat stapelt waar" in html
    assert '<option value="domein-economie" selected>' in html
    assert "Buurt 39" in html


@pytest.fixture
def health(shared_data):
    path = shared_data / "areas/rivm_gezondheid_2020_18plus_50090NED_untyped.csv"
    with path.open(encoding="utf-8-sig") as lines:
        return path, list(csv.DictReader(lines, delimiter=";"))


def number(row, column):
    found = next(name for name in row if name.startswith(column))
    text = row[found].strip()
    return None if text in ("", ".") else float(text)


def test_health_of_all_municipalities_is_a_real_domain(health):
    path, rows = health
    lines = path.read_bytes().splitlines(keepends=True)
    towns_only = lines[0] + b"".join(line for line in lines[1:] if b"GM" in line)
    load_areas([(path.name, towns_only)], year=2020, at=AT)
    columns = (("HoogRisicoOpAngst", 1), ("ErnstigZeerErnstig", 1), ("ErvarenGezondheidGoed", -1))

    def score(row, held):
        places = []
        for column, turn in columns:
            mine, others = number(row, column) * turn, [v * turn for v in held[column]]
            below, equal = sum(v < mine for v in others), sum(v == mine for v in others) - 1
            places.append(100 * (below + equal / 2) / (len(others) - 1))
        return sum(places) / 3

    towns = [row for row in rows if row["WijkenEnBuurten"].startswith("GM") and number(row, columns[0][0])]
    held = {column: [number(row, column) for row in towns] for column, _turn in columns}
    scores = {row["WijkenEnBuurten"].strip(): round(score(row, held), 9) for row in towns}

    for code in ("GM0439", "GM0344", "GM0479"):  # Purmerend, Utrecht, Zaanstad
        others = [value for other, value in scores.items() if other != code]
        below, equal = sum(v < scores[code] for v in others), sum(v == scores[code] for v in others)
        by_hand = 100 * (below + equal / 2) / len(others)
        kept = domain_of(code, 2020, "gezondheid")
        assert kept["place"] == pytest.approx(by_hand, abs=1e-6)
        assert kept["others"] == len(others)
    one = Stacking.objects.get(area__code="GM0344", among="stedelijk").domains
    assert all(one[name]["place"] is None for name in one if name != "gezondheid")


def test_of_2015_no_domain_has_enough_and_what_it_rests_on_is_as_counted_by_hand(shared_data):
    path = shared_data / "areas/kwb2015_nl_gemeente.csv"
    load_areas([(path.name, path.read_bytes())], year=2015, at=AT)
    with path.open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))

    def rate(row):
        people = float(row["AANT_INW"]) * sum(
            float(row[name]) for name in ("P_15_24_JR", "P_25_44_JR", "P_45_64_JR")
        )
        return round(100_000 * float(row["WWB_UITTOT"]) / people, 1)

    for code in ("GM0439", "GM0344", "GM0479"):  # Purmerend, Utrecht, Zaanstad
        domains = Stacking.objects.get(area__code=code, among="stedelijk").domains
        assert len(domains) == 6
        assert all(one["place"] is None for one in domains.values())
        assert domains["economie"]["missing"] == ["arbeid"]
        assert domains["sociaal"]["missing"] == ["ink_110", "jeugdzorg", "opl_laag"]
        assert domains["energie"]["missing"] == ["earm", "gas"]

    # Too few are as urban as Utrecht: that is told apart from missing.
    assert domain_of("GM0344", 2015)["alone"] == ["ao"]

    for code in ("GM0439", "GM0479"):
        mine = next(row for row in rows if row["GM_CODE"] == code)
        alike = [row for row in rows if row["STED"] == mine["STED"] and row is not mine]
        others = [rate(row) for row in alike if not float(row["WWB_UITTOT"]) < 0]
        below, equal = sum(v < rate(mine) for v in others), sum(v == rate(mine) for v in others)

        kept = {name: place for name, place, _year in domain_of(code, 2015, "sociaal")["figures"]}
        assert kept["bijstand"] == pytest.approx(100 * (below + equal / 2) / len(others), abs=0.01)
