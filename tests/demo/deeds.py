"""Deeds that change the demo: what someone at the table could do, as a change of the document."""

from copy import deepcopy
from functools import cache

from gebiedstafel.engines.connect import check, solve, verify
from gebiedstafel.engines.connect.plan import Infeasible, Plan, Severity
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.table_problem import problem_of

TIGHT = 1e-4
THOUSAND = 100_000


@cache
def _read_once():
    return demo_table()


def demo():
    """The demo's document, free to change."""
    return deepcopy(_read_once())


def find(document, kind, name):
    return next(thing for thing in document[kind] if thing["id"] == name)


def nothing(document):
    """The demo as it is."""


def council_commits_in_time(document):
    flow = find(document, "money_flows", "F01")
    find(document, "money_flows", "F26")["certain_on"] = flow["match"]["certain_by"]


def council_commits_a_day_late(document):
    find(document, "money_flows", "F26")["certain_on"] = "2027-10-02"


def insurer_joins(document):
    find(document, "parties", "zorgverz")["at_table"] = True
    find(document, "money_flows", "F22")["certainty"] = "kansrijk"


def insurer_promises_from_outside(document):
    find(document, "money_flows", "F22")["certainty"] = "kansrijk"


def water_board_joins(document):
    find(document, "parties", "waterschap")["at_table"] = True
    find(document, "money_flows", "F07")["certainty"] = "kansrijk"


def process_money(document):
    document["money_flows"].append(
        {
            "id": "NIEUW",
            "name": "Proceskosten warmteplan",
            "holder": "gem_fys",
            "owner_class": "gemeente",
            "budget": {"2027": 90 * THOUSAND},
            "cost_types": ["proces"],
            "themes": ["ENE-WARM"],
            "area": "WK999801",
            "certainty": "vast",
        }
    )


def money_for_all_the_police_does(document):
    document["money_flows"].append(
        {
            "id": "NIEUW",
            "name": "Geld zonder oormerk",
            "holder": "gem_vei",
            "owner_class": "gemeente",
            "budget": {"2027": 5000 * THOUSAND},
            "cost_types": ["investering", "exploitatie", "personeel", "proces"],
            "area": "WK999801",
            "certainty": "vast",
            "carry_forward": 1,
        }
    )
    document["choices"] = {"in": [m["id"] for m in document["measures"] if asks_police(m)]}


def and_more_police(document):
    money_for_all_the_police_does(document)
    for offer in find(document, "parties", "politie")["hours"]:
        offer["per_year"] = dict.fromkeys(offer["per_year"], 700)


def no_energy_fixers(document):
    document["choices"] = {"out": ["M05"]}


def asks_police(measure):
    return any(need["party"] == "politie" for need in measure["hours"])


def changed(deed):
    document = demo()
    deed(document)
    return document


@cache
def answer(deed, gap=TIGHT):
    """The engine's answer after a deed; every plan is checked independently."""
    return answer_of(changed(deed), gap)


def answer_of(document, gap=TIGHT):
    problem = problem_of(document)
    assert not [issue for issue in check(problem) if issue.severity is Severity.ERROR]
    found = solve(problem, gap=gap)
    if isinstance(found, Plan):
        assert verify(problem, found) == []
    return found


def plan_after(deed, gap=TIGHT):
    found = answer(deed, gap)
    assert not isinstance(found, Infeasible)
    return found


def chosen(plan):
    return {measure.id: measure.start for measure in plan.measures}


def payments(plan, flow=None, measure=None):
    return [
        payment
        for planned in plan.measures
        for payment in planned.payments
        if flow in (None, payment.flow) and measure in (None, planned.id)
    ]
