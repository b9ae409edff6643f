"""The Gebied page of a table, with the demo in it."""

import re
from datetime import UTC, datetime

import pytest
from django.utils.html import escape

from gebiedstafel.accounts.models import Person
from gebiedstafel.areas.load import load_areas
from gebiedstafel.areas.table_areas import stacks_among
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.start import own_picture
from gebiedstafel.tables.models import AreaTable, Seat
from tests.picture_of_demo import demo_with_picture
from tests.small_country import figures_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table():
    return load_demo_table(demo_table(), at=AT)


def words_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_demo_opens_with_one_sentence_that_follows_from_its_figures(client, table):
    answer = client.get(f"/tafel/{table.pk}/gebied/")

    assert answer.status_code == 200
    assert (
        "Kersengaard hoort op vier van de zes domeinen bij de 20% vergelijkbare buurten waar het meest speelt"
        in (words_of(answer))
    )


def test_what_residents_share_comes_before_what_piles_up(client, table):
    said = words_of(client.get(f"/tafel/{table.pk}/gebied/"))

    assert (
        0
        < said.index("Wat bewoners vertellen")
        < said.index("Wat hier sterk is")
        < said.index("Wat vakmensen zien")
        < said.index("Alle cijfers naast elkaar")
    )


def test_a_deceptive_figure_carries_its_warning_in_words(client, table):
    said = words_of(client.get(f"/tafel/{table.pk}/gebied/"))

    assert "Let op bij Nieuwe Werf" in said
    assert "214 per 1.000 inwoners. Maar er wonen 350 mensen" in said
    assert "Daarom telt het niet mee" in said


def test_a_withheld_figure_is_said_and_never_a_zero(client, table):
    html = client.get(f"/tafel/{table.pk}/gebied/").content.decode()
    cells = re.findall(r'<td data-b="Nieuwe Werf">(.*?)</td>', html)

    assert sum("te weinig waarnemingen" in cell for cell in cells) == 13
    assert not any(re.fullmatch(r"<[^>]+>0%?</span>", cell) for cell in cells)


def test_a_figure_chosen_is_remembered_for_this_table(client, table):
    client.get(f"/tafel/{table.pk}/gebied/", {"cijfer": "gas"})

    html = client.get(f"/tafel/{table.pk}/gebied/").content.decode()

    assert '<option value="gas" selected>' in html


def test_the_page_takes_ten_queries_at_most(client, table, django_assert_max_num_queries):
    client.get(f"/tafel/{table.pk}/gebied/")

    with django_assert_max_num_queries(10):
        assert client.get(f"/tafel/{table.pk}/gebied/").status_code == 200


def test_without_a_seat_the_page_is_not_there(client, table, settings):
    settings.DEMO = False

    assert client.get(f"/tafel/{table.pk}/gebied/").status_code == 404


def test_a_table_without_figures_says_what_comes_here(client, table):
    table.figures.all().delete()

    assert "Van dit gebied hebben we nog geen cijfers" in words_of(client.get(f"/tafel/{table.pk}/gebied/"))


def test_a_table_in_a_known_area_is_led_to_its_public_figures(client, table):
    load_areas([figures_of()], at=AT)
    table.figures.all().delete()
    AreaTable.objects.filter(pk=table.pk).update(area="BU03440005")

    assert client.get(f"/tafel/{table.pk}/gebied/").url == "/gebieden/BU03440005/"


def test_the_demo_compares_within_its_municipality_too_and_remembers_it_on_paper(client, table):
    said = words_of(client.get(f"/tafel/{table.pk}/gebied/", {"vergelijk": "gemeente"}))

    assert "bij de 20% buurten in de eigen gemeente waar het meest speelt" in said
    assert "vergeleken met de andere buurten van Vlietstede, die ook verzonnen zijn" in said
    assert "heel Nederland" not in said
    sheet = client.get(f"/tafel/{table.pk}/gebied/op-een-pagina/").content.decode()
    elsewhere = client.get(
        f"/tafel/{table.pk}/gebied/op-een-pagina/", {"vergelijk": "stedelijk"}
    ).content.decode()
    assert drawing_of(sheet) != drawing_of(elsewhere)


def drawing_of(html):
    return html[html.index('<svg class="gt-map"') : html.index('class="gt-key"')]


def test_what_piles_up_is_worked_out_once_for_a_table_and_anew_when_it_changes(client, table, monkeypatch):
    asked = []

    def made(*given):
        asked.append(given[-1])
        return stacks_among(*given)

    monkeypatch.setattr(own_picture, "stacks_among", made)
    for comparison in ("stedelijk", "gemeente", "stedelijk", "gemeente"):
        client.get(f"/tafel/{table.pk}/gebied/", {"vergelijk": comparison})
    assert asked == ["stedelijk", "gemeente"]

    table.count_change()
    client.get(f"/tafel/{table.pk}/gebied/")
    assert asked == ["stedelijk", "gemeente", "gemeente"]


def test_a_table_of_ones_own_stands_among_the_public_areas_its_codes_name(client, table):
    demo = [f"BU9998010{n};Buurt {n};GM9998;Vlietstede;2;2000;{30 + 9 * n};{90 - n}" for n in range(1, 5)]
    others = [f"BU034401{n:02d};Elders {n};GM0344;Voorstad;2;2000;{30 + n};90" for n in range(30)]
    header = "BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;STED;AANT_INW;AO_UIT_TOT;p_arb_pp"
    content = "\n".join(
        [f"{header};P_15_24_JR;P_25_44_JR;P_45_64_JR"] + [f"{one};15;25;30" for one in [*demo, *others]]
    )
    load_areas([("kwb2023.csv", content.encode())], at=AT)
    AreaTable.objects.filter(pk=table.pk).update(is_demo=False)
    reader = Person.objects.create_user("lezer")
    Seat.objects.create(table=table, role="visitor", person=reader)
    client.force_login(reader)

    said = words_of(client.get(f"/tafel/{table.pk}/gebied/", {"vergelijk": "land"}))

    assert "Deze plaatsen komen uit openbare cijfers, niet uit het bestand van deze tafel." in said
    assert "vergeleken met alle buurten in Nederland waarvan we cijfers hebben" in said


def test_what_stands_beside_the_map_is_not_told_again_below(client, settings):
    picture = demo_with_picture(AT)
    seat = picture.seats.filter(role="chair").first()
    client.post("/stoel/", {"seat": seat.pk})

    answer = client.get(f"/tafel/{picture.pk}/gebied/")
    said = words_of(answer)

    story, strength = answer.context["stories"][0], answer.context["strong_here"][0]
    signal = answer.context["signals"][0]
    assert len(answer.context["stories"]) > 1
    assert [said.count(one) for one in (escape(story.text), strength.name, escape(signal["words"]))] == [
        1,
        1,
        1,
    ]
    assert said.count("Meer verhalen van bewoners") == 1
    assert said.count("Wat bewoners vertellen") == 1
