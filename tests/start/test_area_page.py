"""The Gebied page of a table, with the demo in it."""

import re
from datetime import UTC, datetime

import pytest

from gebiedstafel.areas.load import load_areas
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import AreaTable
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
    assert "Kersengaard hoort op vier van de zes domeinen bij de 20% buurten waar het meest speelt" in (
        words_of(answer)
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
