"""Every rule of each of the demo's 27 money flows decides something, or is named as still to be checked.

`SCENARIO` says which rules the neighbourhood's scenario gives each flow. For each of them a small
table is made in which only this flow can pay the last part of one measure: with the rule kept the
measure is chosen, with the rule broken it is not, and with the rule lifted it is chosen again.
"""

from math import ceil

import pytest

from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.exact import exact
from gebiedstafel.exchange.table_file import table_faults
from gebiedstafel.exchange.table_problem import problem_of

from .deeds import chosen, demo, find

EVERY = "themes cost_types area"
SCENARIO = {
    "F01": f"{EVERY} carry_forward target_groups max_share excluded_classes certain_by min_application "
    "apply_by start_by spend_by likely conditions",
    "F02": f"{EVERY} carry_forward certainty why_excluded",
    "F03": f"{EVERY} lapses",
    "F04": f"{EVERY} carry_forward carry_backward kinds",
    "F05": f"{EVERY} carry_forward",
    "F06": f"{EVERY} carry_forward max_share excluded_classes apply_by likely conditions",
    "F07": f"{EVERY} carry_forward max_share needs_at_table certainty",
    "F08": f"{EVERY} carry_forward target_groups",
    "F09": f"{EVERY} lapses conditions",
    "F10": f"{EVERY} lapses",
    "F11": f"{EVERY} carry_forward spend_by target_groups conditions counts_as_state",
    "F12": f"{EVERY} lapses spend_by",
    "F13": f"{EVERY} carry_forward conditions likely",
    "F14": f"{EVERY} carry_forward max_share excluded_classes likely conditions",
    "F15": f"{EVERY} lapses",
    "F16": f"{EVERY} lapses",
    "F17": f"{EVERY} carry_forward",
    "F18": f"{EVERY} carry_forward",
    "F19": f"{EVERY} lapses no_stones",
    "F20": f"{EVERY} carry_forward conditions",
    "F21": f"{EVERY} lapses",
    "F22": f"{EVERY} carry_forward max_share needs_at_table certainty",
    "F23": f"{EVERY} carry_forward max_share min_application apply_by likely conditions",
    "F24": f"{EVERY} carry_forward max_application only_led_by certainty conditions",
    "F25": "cost_types area carry_forward in_engine",
    "F26": f"{EVERY} carry_forward available_from likely conditions",
    "F27": f"{EVERY} carry_forward certainty conditions",
}
COST_TYPES = ["exploitatie", "investering", "personeel", "proces"]
TOP, ELSEWHERE = "GM9998", "ELDERS"
NAMED = {"apply_by", "conditions", "likely"}
FACTS = {"why_excluded", "counts_as_state", "no_stones"}
DECIDING = [
    (flow, rule)
    for flow, rules in SCENARIO.items()
    for rule in rules.split()
    if rule not in NAMED | FACTS
]  # fmt: skip


def small_table(name):
    """The demo flow, certain enough to pay, with one measure that needs it and money for the rest."""
    known = demo()
    flow = find(known, "money_flows", name)
    year = next(year for year, cents in flow["budget"].items() if cents)
    flow["certainty"] = "kansrijk" if flow["certainty"] in ("mogelijk", "uitgesloten") else flow["certainty"]
    flow["in_engine"] = True
    flow["budget"] = {year: flow["budget"][year]}
    parties = [party | {"at_table": True} for party in known["parties"]]
    measure = {
        "id": "WERK",
        "title": "Werk",
        "themes": flow.get("themes", ["ZZZ"])[:1],
        "area": flow["area"],
        "leads": flow.get("only_led_by", [flow["holder"]])[:1],
        "kinds": flow.get("kinds", []),
        "target_groups": flow.get("target_groups", [])[:1],
        "start": {},
        "costs": {},
        "effects": {"OPGAVE": 7},
    }
    other = {
        "id": "ANDER",
        "name": "Ander geld",
        "holder": "gem",
        "owner_class": "gemeente",
        "cost_types": COST_TYPES,
        "area": TOP,
        "certainty": "vast",
        "budget": {},
    }
    table = {
        **{key: known[key] for key in ("format", "version")},
        "table": known["table"] | {"years": list(range(2027, 2037))},
        "areas": [*known["areas"], {"id": ELSEWHERE, "name": "Elders", "level": "wijk", "parent": TOP}],
        "parties": parties,
        "challenges": [{"id": "OPGAVE", "title": "Opgave"}],
        "money_flows": [flow, other],
        "measures": [measure],
    }
    pay(table, min(flow["budget"][year], flow.get("max_application", 10**12)), int(year))
    return table


def pay(table, cents, year):
    """Make the measure cost what lets the flow pay this much within its share, all in one year."""
    flow, other = table["money_flows"]
    cost = ceil(cents / exact(flow.get("max_share", 1)))
    kind = next(iter(table["measures"][0]["costs"]), flow["cost_types"][0])
    table["measures"][0]["costs"] = {kind: [cost]}
    table["measures"][0]["start"] = {"earliest": year, "latest": year}
    other["budget"] = {str(year): cost - cents}


def later(table, year):
    """Move the work to another year, with the other money; the flow's own budget stays."""
    other = table["money_flows"][1]
    table["measures"][0]["start"] = {"earliest": year, "latest": year}
    other["budget"] = {str(year): sum(other["budget"].values())}


def budget_year(flow):
    return int(next(iter(flow["budget"])))


def break_rule(table, rule):
    """Break one rule; another date that would say the same is taken away first."""
    flow, other = table["money_flows"]
    if rule in ("lapses", "spend_by"):
        flow.pop("start_by" if rule == "spend_by" else "spend_by", None)
    measure = table["measures"][0]
    if rule == "themes":
        measure["themes"] = ["ZZZ"]
    elif rule == "cost_types":
        (amounts,) = measure["costs"].values()
        unfit = next(kind for kind in COST_TYPES if kind not in flow["cost_types"])
        measure["costs"] = {unfit: amounts}
    elif rule == "area":
        measure["area"] = ELSEWHERE
    elif rule in ("carry_forward", "lapses"):
        later(table, budget_year(flow) + 1)
    elif rule == "carry_backward":
        later(table, budget_year(flow) - 1)
    elif rule in ("target_groups", "kinds"):
        measure[rule] = ["iets anders"]
    elif rule == "max_share":
        flow["budget"] = {year: 2 * cents for year, cents in flow["budget"].items()}
        other["budget"] = {year: cents * 9 // 10 for year, cents in other["budget"].items()}
    elif rule == "excluded_classes":
        other["owner_class"] = flow["match"]["excluded_classes"][0]
    elif rule == "certain_by":
        other |= {"certainty": "kansrijk", "certain_on": "2027-10-02"}
    elif rule == "min_application":
        pay(table, flow["min_application"] - 1, budget_year(flow))
    elif rule == "max_application":
        flow["budget"] = {year: 2 * cents for year, cents in flow["budget"].items()}
        (amounts,) = measure["costs"].values()
        amounts[0] += 1
    elif rule in ("start_by", "spend_by"):
        flow["carry_forward"] = 1
        later(table, int(flow[rule][:4]) + 1)
    elif rule == "available_from":
        flow["carry_backward"] = True
        later(table, budget_year(flow) - 1)
    elif rule == "needs_at_table":
        find(table, "parties", flow["needs_at_table"])["at_table"] = False
        measure["leads"] = ["gem"]
    elif rule == "only_led_by":
        measure["leads"] = ["gem"]
    else:
        flow[rule] = find(demo(), "money_flows", flow["id"])[rule]


def lift_rule(table, rule):
    """Take the rule away."""
    flow = table["money_flows"][0]
    lifted = {
        "cost_types": {"cost_types": COST_TYPES},
        "area": {"area": TOP},
        "carry_forward": {},
        "lapses": {"carry_forward": 1},
        "carry_backward": {},
        "certainty": {"certainty": "kansrijk"},
        "in_engine": {"in_engine": True},
    }
    if rule in ("excluded_classes", "certain_by"):
        flow["match"].pop(rule)
    elif rule in lifted:
        flow |= lifted[rule]
    else:
        flow.pop(rule)


def is_paid(table):
    """Whether the measure is chosen; it can be only if the flow pays."""
    assert not table_faults(table)
    plan = solve(problem_of(table), gap=0)
    paid = {payment.flow for measure in plan.measures for payment in measure.payments}
    assert not plan.measures or table["money_flows"][0]["id"] in paid
    return "WERK" in chosen(plan)


def rules_of(flow):
    """The rules a flow of the demo carries, by the names of `SCENARIO`."""
    plain = (
        "themes", "cost_types", "area", "target_groups", "kinds", "max_share", "min_application",
        "max_application", "apply_by", "start_by", "spend_by", "available_from", "needs_at_table",
        "only_led_by", "conditions", "why_excluded", "carry_backward",
    )  # fmt: skip
    found = {rule for rule in plain if rule in flow}
    found |= {rule for rule in ("excluded_classes", "certain_by") if rule in flow.get("match", {})}
    found |= {"carry_forward"} if flow["carry_forward"] == 1 else {"lapses"}
    found |= {"likely"} if flow["certainty"] == "kansrijk" else set()
    found |= {"certainty"} if flow["certainty"] in ("mogelijk", "uitgesloten") else set()
    found |= set() if flow.get("in_engine", True) else {"in_engine"}
    return found


@pytest.mark.parametrize("name", SCENARIO)
def test_a_flow_carries_every_rule_of_the_scenario(name):
    flow = find(demo(), "money_flows", name)

    assert rules_of(flow) == set(SCENARIO[name].split()) - {"counts_as_state", "no_stones"}


def test_there_are_27_flows_and_all_are_read():
    flows = demo()["money_flows"]

    assert [flow["id"] for flow in flows] == list(SCENARIO)
    assert len(problem_of(demo()).flows) == len(flows) == 27


@pytest.mark.parametrize("name", SCENARIO)
def test_a_flow_pays_what_keeps_its_rules(name):
    assert is_paid(small_table(name))


@pytest.mark.parametrize(("name", "rule"), DECIDING)
def test_a_rule_decides_whether_the_flow_pays(name, rule):
    table = small_table(name)
    break_rule(table, rule)
    if rule in ("carry_forward", "carry_backward"):  # these permit: without them it is not paid
        assert is_paid(table)
        table["money_flows"][0][rule] = 0 if rule == "carry_forward" else False
        assert not is_paid(table)
        return

    assert not is_paid(table)
    lift_rule(table, rule)
    assert is_paid(table)


@pytest.mark.parametrize("name", [name for name, rules in SCENARIO.items() if NAMED & set(rules.split())])
def test_what_the_engine_does_not_calculate_is_named_beside_the_payment(name):
    table = small_table(name)
    flow = table["money_flows"][0]

    plan = solve(problem_of(table), gap=0)

    named = [check for check in plan.to_check if check.flow == name]
    assert all(check.measures == ("WERK",) for check in named)
    codes = {check.code for check in named}
    assert ("apply_by" in codes) == ("apply_by" in flow)
    assert ("likely" in codes) == (flow["certainty"] == "kansrijk")
    texts = [check.facts["text"] for check in named if check.code == "condition"]
    assert texts == [condition["text"] for condition in flow.get("conditions", [])]


def test_money_for_insulation_is_the_state_s_and_so_no_match_for_the_state():
    flows = {flow.id: flow for flow in problem_of(demo()).flows}

    assert flows["F11"].owner_class in flows["F01"].match.excluded_classes


def test_money_for_young_people_pays_no_stones():
    assert "investering" not in find(demo(), "money_flows", "F19")["cost_types"]


def test_an_excluded_flow_says_why():
    for flow in demo()["money_flows"]:
        assert (flow["certainty"] == "uitgesloten") == bool(flow.get("why_excluded"))
