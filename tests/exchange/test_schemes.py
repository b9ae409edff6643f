"""The catalogue of schemes: every row holds, says where it comes from, and makes a flow that counts."""

import copy
import json
from datetime import date

import pytest

from gebiedstafel.engines.connect import Severity, check
from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.scheme_search import Wish, schemes_for, with_outer
from gebiedstafel.exchange.schemes import (
    Scheme,
    Standing,
    catalogue_edition,
    flow_template,
    read_schemes,
    schemes_schema,
    shipped_schemes,
    write_schemes,
)
from gebiedstafel.exchange.table_file import table_faults
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.exchange.themes import GROUPS, THEMES
from tests.small_table import SCHEMA, small_table

TODAY = date(2026, 11, 26)
SHIPPED = {scheme.id: scheme for scheme in shipped_schemes()}
#: The rows of the collected rules of Dutch money, by what they are called there.
COLLECTED = {
    "volkshuisvestingsfonds", "regio-deal", "kansrijke-wijk", "preventie-met-gezag",
    "preventie-met-gezag-kleinere-steden", "brede-spuk", "lokale-aanpak-isolatie", "isde", "svve", "seeh",
    "warmtenetten-wis", "aardgasvrije-huurwoningen", "proeftuin-aardgasvrije-wijk", "efro-kansen-voor-west",
    "gemeentefonds-wmo", "gemeentefonds-jeugd", "gemeentefonds-participatie", "corporatie-leefbaarheid",
    "iza-transformatie", "zorgverzekeraar-preventie", "ondernemersfonds-biz", "waterschap-klimaat",
    "rioolheffing", "bewonersbudget",
}  # fmt: skip
OWN = {
    "id": "wijkfonds",
    "edition": 1,
    "name": "Wijkfonds Bosrijk",
    "purpose": "Kleine plannen van buren.",
    "applicants": ["bewoners"],
    "who": "Elke bewoner.",
    "place": "eigen gebied",
    "where": "De wijken van Bosrijk.",
    "rules": {"owner_class": "gemeente", "cost_types": ["proces"], "themes": ["SAM-INIT"]},
    "asks": ["Twee buren doen mee."],
    "status": "nagekeken",
    "source": {"text": "Raadsbesluit", "seen_on": "2026-10-01"},
}


def own(**more):
    return Scheme({**copy.deepcopy(OWN), **more}, is_own=True)


def found(**wish):
    return [one.scheme.id for one in schemes_for(SHIPPED.values(), Wish(**wish), TODAY)]


def refused(*rows, **heading):
    document = {"format": "gebiedstafel/schemes", "version": 1, **heading, "schemes": list(rows)}
    with pytest.raises(BadFile) as refusal:
        read_schemes(json.dumps(document))
    return [fault.sentence_nl for fault in refusal.value.faults]


def test_every_scheme_of_the_collected_rules_ships():
    assert set(SHIPPED) == COLLECTED
    assert len(catalogue_edition()) <= 40


@pytest.mark.parametrize("name", sorted(COLLECTED))
def test_a_scheme_says_where_it_comes_from_and_how_sure_that_is(name):
    row = SHIPPED[name].row
    assert row["source"]["text"]
    assert date.fromisoformat(row["source"]["seen_on"]) <= TODAY
    assert row["status"] == "nagekeken" or "niet nagekeken" in row["source"]["text"]
    assert set(SHIPPED[name].themes) <= set(THEMES) | set(GROUPS)
    assert row.get("replaced_by", name) in SHIPPED


OFFICIAL = (
    "https://www.rvo.nl/", "https://zoek.officielebekendmakingen.nl/stcrt-", "https://www.kansenvoorwest.nl/",
    "https://www.internetconsultatie.nl/", "https://www.rijksfinancien.nl/", "https://www.dus-i.nl/",
    "https://www.volkshuisvestingnederland.nl/",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(COLLECTED))
def test_an_address_is_of_whoever_made_the_scheme_and_what_only_is_widely_known_has_none(name):
    source = SHIPPED[name].row["source"]

    assert source.get("url", OFFICIAL[0]).startswith(OFFICIAL)
    assert "url" not in source or "niet nagekeken" not in source["text"]
    assert sum("url" in scheme.row["source"] for scheme in SHIPPED.values()) == 17


@pytest.mark.parametrize("name", sorted(COLLECTED))
def test_a_scheme_tells_no_amount_or_day_as_if_it_held_now(name):
    row = SHIPPED[name].row
    now = [row["purpose"], row["who"], row["where"], *row["asks"]]
    now += [condition["text"] for condition in row["rules"].get("conditions", ())]

    assert not [text for text in now if "euro" in text or "€" in text]
    assert not {"apply_by", "budget", "max_application", "spend_by"} & set(row["rules"])
    for text in row.get("then", ()):
        assert any(sign.isdigit() for sign in text) or "Vaak" in text


@pytest.mark.parametrize("name", sorted(COLLECTED))
def test_every_scheme_makes_a_flow_the_engine_takes_without_a_fault(name):
    table = small_table()
    flow = {
        "id": "F3",
        "holder": "stad",
        "area": "WK1",
        "budget": {"2027": 1_000_000},
        **flow_template(SHIPPED[name]),
    }
    table["money_flows"] = [table["money_flows"][0], flow]

    problem = problem_of(table)

    assert table_faults(table) == ()
    assert "F3" in {one.id for one in problem.flows}
    assert [i for i in check(problem) if i.severity is Severity.ERROR and i.path.startswith("flows/F3")] == []


def test_the_rules_of_a_scheme_are_fields_of_a_flow_under_the_same_words():
    rules = schemes_schema()["$defs"]["scheme"]["properties"]["rules"]["properties"]
    fields = SCHEMA["$defs"]["money_flow"]["properties"]

    assert set(rules) <= set(fields)
    for name in set(rules) - {"match", "conditions"}:
        assert rules[name] == fields[name]
    asked = schemes_schema()["$defs"]["scheme"]["properties"]["fill_in"]["items"]["enum"]
    assert set(asked) <= set(fields)


def test_a_flow_keeps_the_row_and_the_edition_it_was_taken_from():
    assert flow_template(SHIPPED["svve"])["scheme"] == {"id": "svve", "version": f"{catalogue_edition()}/1"}
    assert flow_template(own(edition=3))["scheme"] == {"id": "wijkfonds", "version": "eigen/3"}
    assert flow_template(SHIPPED["svve"])["certainty"] == "mogelijk"


@pytest.mark.parametrize(
    ("more", "standing"),
    [
        ({}, Standing.UNKNOWN),
        ({"continuous": True}, Standing.OPEN),
        ({"continuous": True, "valid_from": "2027-01-01"}, Standing.COMING),
        ({"continuous": True, "valid_until": "2026-11-25"}, Standing.CLOSED),
        ({"continuous": True, "closed": True}, Standing.CLOSED),
        ({"rounds": [{"from": "2026-11-26", "until": "2026-11-26"}]}, Standing.OPEN),
        ({"rounds": [{"from": "2026-11-27", "until": "2026-12-26"}]}, Standing.COMING),
        ({"rounds": [{"from": "2025-11-27", "until": "2025-12-26"}]}, Standing.UNKNOWN),
    ],
)
def test_a_scheme_is_open_only_where_the_catalogue_knows_so(more, standing):
    assert own(**more).standing(TODAY) is standing


def test_the_last_round_is_the_last_that_ended():
    rounds = [{"from": "2024-06-03", "until": "2024-10-01"}, {"from": "2021-05-03", "until": "2021-05-19"}]

    assert own(rounds=rounds).last_round(TODAY)["until"] == "2024-10-01"
    assert own().last_round(TODAY) is None


def test_what_fits_a_challenge_a_kind_of_cost_and_who_may_apply_is_found():
    heat = {"themes": frozenset({"ENE-WARM"}), "cost_type": "investering"}

    assert {"isde", "svve", "warmtenetten-wis", "efro-kansen-voor-west"} <= set(found(**heat))
    assert "brede-spuk" not in found(**heat)
    assert found(**heat, applicant="bewoners") == ["isde", "svve"]
    assert "regio-deal" in found(themes=frozenset({"VEI-OVER"}))  # for every theme
    assert found(themes=frozenset({"VEI"}), applicant="corporatie") == ["corporatie-leefbaarheid"]


def test_what_is_closed_is_found_only_when_asked_for():
    assert "seeh" not in found(words="energie besparen")
    assert "seeh" in found(words="ENERGIE besparen", with_closed=True)
    assert found(words="bestaat nergens") == []


def test_open_comes_first_and_closed_last():
    standings = [one.standing for one in schemes_for(SHIPPED.values(), Wish(with_closed=True), TODAY)]

    assert standings[0] is Standing.OPEN
    assert standings[-1] is Standing.CLOSED
    assert sorted(standings, key=[*Standing].index) != standings or len(set(standings)) > 1


def test_a_scheme_for_one_area_is_found_in_what_lies_in_it_and_nowhere_else():
    rows = (own(areas=["WK1"]),)

    inside = schemes_for(rows, Wish(area=("ST1", "WK1", "GM1")), TODAY)
    outside = schemes_for(rows, Wish(area=("WK2", "GM1")), TODAY)

    assert (len(inside), len(outside)) == (1, 0)


def test_for_a_place_comes_last_what_is_not_for_every_wijk_and_does_not_say_for_which():
    named, unnamed = own(id="hier", areas=["WK1"]), own(id="ergens", continuous=True)

    everywhere = schemes_for(SHIPPED.values(), Wish(), TODAY)
    here = schemes_for([*SHIPPED.values(), named, unnamed], Wish(area=("WK1", "GM1")), TODAY)

    assert not any(one.look_first for one in everywhere)
    unsure = {one.scheme.id for one in here if one.look_first}
    assert {"kansrijke-wijk", "efro-kansen-voor-west", "volkshuisvestingsfonds", "ergens"} <= unsure
    assert {"brede-spuk", "svve", "hier"} <= {one.scheme.id for one in here} - unsure
    assert [one.look_first for one in here] == sorted(one.look_first for one in here)


def test_rows_are_written_and_read_back_without_loss():
    rows = [dict(scheme.row) for scheme in SHIPPED.values()]

    assert read_schemes(write_schemes(rows, "2026.11"))["schemes"] == rows


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "deze tekst is leeg"),
        ({"applicants": ["koning"]}, "Kies uit"),
        ({"asks": []}, "minstens 1"),
        ({"rules": {"owner_class": "gemeente", "cost_types": ["proces"], "budget": {}}}, "“budget” is geen"),
        (
            {"rules": {**OWN["rules"], "min_share": 0.5, "max_share": "1/3"}},
            "kleinste deel is groter",
        ),
        ({"valid_from": "2027-01-01", "valid_until": "2026-01-01"}, "de laatste dag ligt vóór de eerste"),
        ({"rounds": [{"from": "2027-01-01", "until": "2026-01-01"}]}, "de laatste dag ligt vóór de eerste"),
        ({"source": {"text": "x"}}, "“seen_on” ontbreekt"),
        ({"source": {**OWN["source"], "url": "javascript:alert(1)"}}, "url"),
        ({"source": {**OWN["source"], "url": "http://gemeente.nl"}}, "url"),
        ({"edition": 0}, "te laag"),
        ({"name": "a\0b"}, "een teken dat niemand ziet"),
        ({"asks": ["\ud800"]}, "een teken dat niemand ziet"),
        ({"wat": 1}, "geen bekende naam"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_said_at_its_place(change, said):
    sentences = refused({**OWN, **change})

    assert any(said in one for one in sentences), sentences
    assert all("wijkfonds" in one for one in sentences)


@pytest.mark.parametrize("name", ["a/../b", "a b", "é", ".", "x" * 65])
def test_an_id_that_cannot_stand_in_an_address_is_refused(name):
    (said,) = refused({**OWN, "id": name})

    assert "kan geen id zijn" in said


def test_all_faults_come_at_once_and_a_doubled_id_is_one():
    twice = refused(OWN, OWN)
    both = refused({**OWN, "name": ""}, {**OWN, "id": "ander", "asks": []})

    assert "staat er meer dan een keer" in twice[0]
    assert len(both) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hallo",
        "[1, 2]",
        "\x00",
        "format: gebiedstafel/table\nversion: 1",
        "a: &x 1\nb: *x",
        "- {",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_catalogue_gets_a_sentence_and_never_a_traceback(text):
    with pytest.raises(BadFile) as refusal:
        read_schemes(text)

    assert refusal.value.faults
    assert all(fault.sentence_nl and fault.sentence_en for fault in refusal.value.faults)


@pytest.mark.parametrize(
    ("key", "parents", "line"),
    [
        ("buurt", {"buurt": "wijk", "wijk": None}, ("buurt", "wijk")),
        ("buurt", {"buurt": "elders"}, ("buurt",)),
        ("nergens", {"buurt": "wijk"}, ()),
    ],
)
def test_a_place_is_looked_for_in_all_it_lies_in_as_far_as_those_are_known(key, parents, line):
    assert with_outer(key, parents) == line
