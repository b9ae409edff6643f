"""What the band diagram draws: each group rule, every relation read aloud, valid and the same every time."""

import copy
import random
import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string

from gebiedstafel.connections.band_drawing import draw
from gebiedstafel.connections.band_groups import bands, parts
from gebiedstafel.connections.band_text import text_width, wrapped
from gebiedstafel.connections.reading import Reading
from tests.connections.small_plan import small_reading

SVG = "{http://www.w3.org/2000/svg}"


def paid(reading, **cents):
    """Return the plan in which measures and flows are added: `M7=("F7", 300)` pays 300 cents."""
    table, plan = copy.deepcopy(dict(reading.table)), copy.deepcopy(dict(reading.plan))
    for measure, (flow, owner, amount) in cents.items():
        table["measures"].append({**table["measures"][3], "id": measure, "title": measure})
        if flow not in {row["id"] for row in table["money_flows"]}:
            row = {**table["money_flows"][0], "id": flow, "name": flow, "owner_class": owner}
            table["money_flows"].append(row)
        payment = {"flow": flow, "cost_type": "investering", "year": 2027, "cents": amount}
        plan["measures"].append({**plan["measures"][2], "id": measure, "payments": [payment]})
    return Reading(table, plan)


def titles(reading, kind):
    return {part.title for part in parts(reading, waiting=1) if part.kind == kind}


def test_small_measures_of_one_theme_stand_together_and_works_that_meet_stay_single():
    reading = paid(small_reading(), M7=("F1", "gemeente", 100_000))

    assert titles(reading, "measure") == {"Riool vervangen", "Straat inrichten", "Zorg: 2 maatregelen"}


def test_one_small_measure_of_a_theme_keeps_its_own_name():
    assert "Spreekuur" in titles(small_reading(), "measure")


def test_small_flows_of_one_origin_stand_together():
    reading = paid(small_reading(), M7=("F7", "corporatie", 100_000), M8=("F8", "corporatie", 100_000))

    assert "2 kleinere stromen van corporaties" in titles(reading, "flow")
    assert "Rioolgeld" in titles(reading, "flow")


def test_one_small_flow_keeps_its_own_name():
    reading = paid(small_reading(), M7=("F7", "corporatie", 100_000))

    assert "F7" in titles(reading, "flow")


def test_every_challenge_is_drawn_also_when_nothing_helps_it():
    assert len(titles(small_reading(), "challenge")) == 3


def test_no_node_is_lower_than_its_text():
    for part in parts(small_reading(), waiting=2):
        lines = len(part.lines) + len(part.names) + (part.kind == "flow")
        assert part.height >= 15 * lines - 6


def test_all_money_and_all_effects_flow_through_the_diagram():
    reading = paid(small_reading(), M7=("F1", "gemeente", 100_000))
    nodes = parts(reading, waiting=0)

    streams = bands(reading, nodes)

    money = sum(band.value for band in streams if band.source.startswith(("f-", "k-")))
    assert money == reading.total
    assert sum(band.value for band in streams) - money == 7 + 2 + 4 + 4


def test_the_drawing_does_not_depend_on_the_order_of_rows():
    reading = small_reading()
    table, plan = copy.deepcopy(dict(reading.table)), copy.deepcopy(dict(reading.plan))
    for rows in (table["measures"], table["money_flows"], table["challenges"], plan["measures"]):
        random.Random(7).shuffle(rows)

    assert draw(Reading(table, plan), 1) == draw(reading, 1)


def test_a_node_is_read_out_with_its_whole_relation():
    labels = {node.kind: node.label for node in draw(small_reading(), 1).nodes}

    assert labels["measure"].startswith("Spreekuur, €\u00a05.000, betaald uit Rioolgeld, helpt bij")
    assert labels["waiting"] == "1 stroom wacht op een voorwaarde, waarop wachten ze?"


def test_a_challenge_without_help_says_so():
    labels = [node.label for node in draw(small_reading(), 1).nodes if node.kind == "challenge"]

    assert "Kou in huis, 0% van wat wij hier kunnen doen, geen maatregel in dit plan" in labels


@pytest.fixture
def svg():
    """The drawing as the page holds it, parsed as XML."""
    return ET.fromstring(render_to_string("connections/drawing.html", {"drawing": draw(small_reading(), 1)}))


def test_the_drawing_is_valid_xml_with_unique_ids(svg):
    ids = [element.get("id") for element in svg.iter() if element.get("id")]

    assert len(ids) == len(set(ids))
    assert svg.find(f"{SVG}title").text


def test_what_lights_up_exists(svg):
    ids = {element.get("id") for element in svg.iter()}
    links = {use.get("href") for use in svg.iter(f"{SVG}use")}

    assert links
    assert {link.removeprefix("#") for link in links} <= ids


def test_the_tab_order_is_flows_unused_measures_challenges(svg):
    kinds = [link.get("id").split("-")[1] for link in svg.iter(f"{SVG}a")]

    assert kinds == sorted(kinds, key=["f", "k", "waiting", "m", "g", "o"].index)


def test_every_link_of_the_drawing_has_a_name(svg):
    assert all(link.get("aria-label") for link in svg.iter(f"{SVG}a"))


def test_the_drawing_carries_no_style(svg):
    assert not [element for element in svg.iter() if element.get("style")]


def test_long_names_break_over_two_lines_that_fit():
    lines = wrapped("Uitdaagrecht: bewoners beheren het Gaardpad en alle hoeken eromheen samen", 15, 200)

    assert len(lines) == 2
    assert all(text_width(line, 15) <= 200 for line in lines)
    assert lines[-1].endswith("…")
