"""From a table and its plan to who bears what."""

from __future__ import annotations

import copy

import pytest

from gebiedstafel.engines.connect import Plan, solve
from gebiedstafel.engines.fairshare import Method, Transfer
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.plan_sharing import CONFIRMED, DISPUTED, ESTIMATED, share_plan
from gebiedstafel.exchange.second_way import SecondWay, second_way
from gebiedstafel.exchange.share_file import sharing_in_words, sharing_to_json
from gebiedstafel.exchange.table_problem import names_of, problem_of
from gebiedstafel.exchange.wrong_pockets import wrong_pockets

#: The town pays for falling less; the insurer gains most by it, and its own money may not pay for staff.
#: Delivered in 2027, it counts four years.
TABLE = {
    "format": "gebiedstafel/table",
    "version": 1,
    "table": {"id": "t", "name": "T", "area": "wijk", "as_of": "2027-01-01", "years": [2027, 2028]},
    "areas": [{"id": "wijk", "name": "Wijk", "level": "wijk"}],
    "parties": [
        {"id": "town", "name": "Gemeente", "owner_class": "gemeente"},
        {"id": "insurer", "name": "Zorgverzekeraar", "owner_class": "zorg"},
        {"id": "state", "name": "Rijk", "owner_class": "rijk"},
    ],
    "challenges": [{"id": "O", "title": "Vallen"}],
    "measures": [
        {
            "id": "M",
            "title": "Niet vallen",
            "themes": ["ZOR"],
            "area": "wijk",
            "start": {"earliest": 2027, "latest": 2027},
            "costs": {"personeel": [100_000]},
            "leads": ["town"],
            "effects": {"O": 5},
            "benefits": [
                {"party": "insurer", "cents_per_year": 30_000, "until": 2031, "quality": "bevestigd"},
                {"party": "town", "cents_per_year": 10_000, "until": 2031, "quality": "bevestigd"},
            ],
        }
    ],
    "money_flows": [
        {
            "id": "F",
            "name": "Wmo",
            "holder": "town",
            "owner_class": "gemeente",
            "budget": {"2027": 100_000},
            "cost_types": ["personeel"],
            "certainty": "vast",
            "area": "wijk",
        },
        {
            "id": "P",
            "name": "Preventie",
            "holder": "insurer",
            "owner_class": "zorg",
            "budget": {"2027": 100_000},
            "cost_types": ["investering"],
            "certainty": "vast",
            "area": "wijk",
        },
    ],
}


def table(**changes):
    """The table, with fields of its measure changed."""
    given = copy.deepcopy(TABLE)
    given["measures"][0] |= changes
    return given


def shared(given, **asked):
    problem = problem_of(given)
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    assert plan.measures
    return share_plan(given, problem, plan, **asked)


def of(found, party):
    return next(one for one in found.parties if one.party == party)


def test_who_gains_three_quarters_bears_three_quarters():
    found = shared(TABLE)

    assert (of(found, "insurer").benefit, of(found, "insurer").paid, of(found, "insurer").fair) == (
        120_000,
        0,
        75_000,
    )
    assert (of(found, "town").benefit, of(found, "town").paid, of(found, "town").fair) == (
        40_000,
        100_000,
        25_000,
    )
    assert found.worth_cents == 60_000
    assert found.objects is None


def test_as_it_is_paid_now_the_town_would_be_better_off_without():
    found = shared(TABLE)

    assert found.objects_now.parties == ("town",)
    assert found.objects_now.without == ("insurer",)
    assert found.objects_now.cents == 60_000


def test_what_the_money_may_not_pay_is_settled():
    found = shared(TABLE)

    assert of(found, "insurer").allowed == 0
    assert found.transfers == (Transfer("insurer", "town", 75_000),)


def test_where_the_insurer_has_money_for_it_nothing_is_left_to_settle():
    given = copy.deepcopy(TABLE)
    given["money_flows"].append(
        given["money_flows"][0] | {"id": "Z", "name": "Zvw", "holder": "insurer", "owner_class": "zorg"}
    )

    found = shared(given)

    assert found.repaid
    assert of(found, "insurer").allowed == 75_000
    assert found.transfers == ()


def test_only_confirmed_benefits_count_in_cents():
    given = table(
        benefits=[
            {"party": "insurer", "cents_per_year": 30_000, "until": 2031},
            {"party": "town", "cents_per_year": 10_000, "until": 2031, "quality": "betwist"},
        ]
    )

    found = shared(given)

    assert not found.shares_anything
    assert found.transfers == ()
    assert of(found, "town").fair == 100_000
    assert {(gain.party, gain.quality) for gain in found.gains} == {
        ("insurer", ESTIMATED),
        ("town", DISPUTED),
    }
    counted = shared(given, counted=(CONFIRMED, ESTIMATED))
    assert of(counted, "insurer").fair == 100_000
    assert of(counted, "town").benefit == 0


def test_a_benefit_without_an_end_does_not_count_and_is_told():
    found = shared(table(benefits=[{"party": "insurer", "cents_per_year": 30_000, "quality": "bevestigd"}]))

    assert found.gains[0].cents is None
    assert not found.shares_anything


def test_what_the_benefits_do_not_cover_stays_with_who_pays():
    found = shared(
        table(
            benefits=[{"party": "insurer", "cents_per_year": 10_000, "until": 2031, "quality": "bevestigd"}]
        )
    )

    assert of(found, "insurer").fair == 40_000
    assert (of(found, "town").carried, of(found, "town").fair) == (60_000, 60_000)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "eerlijk zou zijn € 200. Daarnaast gaat € 400 naar de opgave zelf."),
        ("en", "fair would be €200. Beside that €400 goes to the challenge itself."),
    ],
)
def test_what_is_paid_for_the_challenge_itself_is_not_called_fair(language, said):
    gains = [
        {"party": party, "cents_per_year": cents, "until": 2031, "quality": "bevestigd"}
        for party, cents in (("insurer", 10_000), ("town", 5_000))
    ]
    given = table(benefits=gains)

    told = "\n".join(sharing_in_words(shared(given), names_of(given), language))

    assert said in told.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "more", "less"),
    [
        ("nl", "Na dit voorstel: € 750 meer dan nu.", "Na dit voorstel: € 750 minder dan nu."),
        ("en", "After this proposal: €750 more than now.", "After this proposal: €750 less than now."),
    ],
)
def test_each_payer_is_told_what_the_proposal_changes_for_it(language, more, less):
    found = shared(TABLE)

    told = [line.replace("\u00a0", " ") for line in sharing_in_words(found, names_of(TABLE), language)]

    assert [(one.party, one.change) for one in found.parties] == [("insurer", 75_000), ("town", -75_000)]
    assert [line.endswith(more) for line in told if line.startswith("Zorgverzekeraar:")] == [True]
    assert [line.endswith(less) for line in told if line.startswith("Gemeente:")] == [True]


def with_residents(*gains):
    """The table, with residents who hold no money; gains are (party, cents a year)."""
    given = table(
        benefits=[
            {"party": party, "cents_per_year": cents, "until": 2031, "quality": "bevestigd"}
            for party, cents in gains
        ]
    )
    given["parties"].append({"id": "folk", "name": "Bewoners", "owner_class": "bewoners"})
    return given


@pytest.mark.parametrize("method", list(Method))
def test_who_has_no_money_here_gains_and_is_not_asked_to_pay(method):
    found = shared(with_residents(("folk", 60_000), ("town", 10_000), ("insurer", 20_000)), method=method)

    folk = of(found, "folk")
    assert (folk.benefit, folk.fair, folk.allowed, folk.shapley, folk.asked) == (240_000, 0, 0, 0, False)
    assert found.worth_cents == 240_000 + 20_000
    assert "folk" not in {one for transfer in found.transfers for one in (transfer.payer, transfer.receiver)}
    assert sum(one.fair for one in found.parties) == 100_000


def test_their_part_goes_to_who_gains_by_the_same_work_up_to_that_gain_and_then_to_the_challenge():
    found = shared(with_residents(("folk", 60_000), ("insurer", 10_000)))

    insurer, town = of(found, "insurer"), of(found, "town")
    assert (insurer.for_benefit, insurer.carried) == (40_000, 0)
    assert (town.for_benefit, town.carried) == (0, 60_000)
    assert found.transfers == (Transfer("insurer", "town", 40_000),)


@pytest.mark.parametrize(
    "money",
    [
        {"certainty": "uitgesloten"},
        {"in_engine": False},
        {"budget": {"2027": 0}},
        {"holder": "town"},
    ],
)
def test_money_that_can_pay_nothing_here_asks_nobody_to_pay(money):
    given = copy.deepcopy(TABLE)
    given["money_flows"][1] |= money

    found = shared(given)

    assert not of(found, "insurer").asked
    assert of(found, "town").fair == 100_000
    assert found.transfers == ()


def test_who_is_not_asked_is_still_paid_for_what_it_loses():
    found = shared(with_residents(("folk", -5_000), ("insurer", 60_000)))

    assert (of(found, "folk").harm, of(found, "folk").fair) == (20_000, -20_000)
    assert of(found, "insurer").fair == 120_000


def test_residents_without_money_are_no_wrong_pocket_and_an_insurer_without_it_is():
    given = with_residents(("folk", 60_000), ("insurer", 10_000))
    only_folk = with_residents(("folk", 60_000))
    given["money_flows"].pop()

    assert [pocket.sure for pocket in wrong_pockets(shared(given))] == [{"insurer": 40_000}]
    assert wrong_pockets(shared(only_folk)) == ()


def with_department(*gains):
    """The table, of which a department of the town that holds no money gains too."""
    given = with_residents(*gains)
    given["parties"].append(
        {"id": "social", "name": "Gemeente - sociaal", "owner_class": "gemeente", "parent": "town"}
    )
    return given


def test_a_department_and_its_municipality_have_one_purse():
    given = with_department(("social", 30_000), ("insurer", 60_000))

    found = shared(given)

    social = of(found, "social")
    assert (social.asked, social.for_benefit) == (True, 33_333)
    assert found.inside == (Transfer("social", "town", 33_333),)
    assert found.transfers == (Transfer("insurer", "town", 66_667),)
    assert wrong_pockets(found)[0].sure == {"insurer": 240_000}
    assert found.objects_now is None  # the town by itself would object; with its department it gains


def test_where_only_its_own_department_gains_nobody_pays_from_the_wrong_pocket_or_settles():
    found = shared(with_department(("social", 30_000)))

    assert wrong_pockets(found) == ()
    assert found.transfers == ()
    assert found.inside == (Transfer("social", "town", 100_000),)
    assert found.objects_now is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Binnen Gemeente gaat € 1.000 van de ene afdeling naar de andere; dat regelen zij zelf."),
        ("en", "Within Gemeente €1,000 goes from one department to another; they see to that themselves."),
    ],
)
def test_what_departments_settle_with_each_other_is_one_sentence(language, said):
    given = with_department(("social", 30_000))

    told = [
        line.replace("\u00a0", " ") for line in sharing_in_words(shared(given), names_of(given), language)
    ]

    assert said in told
    assert not [line for line in told if line.startswith(("Te verrekenen", "To settle"))]


def test_the_json_tells_apart_what_one_organisation_settles_inside():
    found = sharing_to_json(shared(with_department(("social", 30_000))))

    assert found["settlement"] == []
    assert found["settlement_inside"] == [{"from": "social", "to": "town", "cents": 100_000}]


def test_the_second_way_asks_less_of_who_leads_what_others_gain_by_and_says_so():
    found = shared(TABLE)

    assert second_way(found) == SecondWay("town", fair=25_000, second=10_000, measures=("M",))
    told = "\n".join(sharing_in_words(found, names_of(TABLE), "nl")).replace("\u00a0", " ")
    assert "Die scheelt het meest voor Gemeente: € 100 in plaats van € 250." in told
    assert "anderen hebben er voordeel van: Niet vallen. Daarom draagt zij dan minder." in told


def test_where_one_party_gains_and_leads_both_ways_come_to_the_same():
    given = table(benefits=[TABLE["measures"][0]["benefits"][1]])

    assert second_way(shared(given)) is None
    assert "Een tweede rekenwijze komt op hetzelfde uit." in sharing_in_words(
        shared(given), names_of(given), "nl"
    )


def test_the_second_way_asks_more_of_who_gains_by_what_others_lead():
    given = table(benefits=[TABLE["measures"][0]["benefits"][0]])
    first, money = given["measures"][0], given["money_flows"][0]
    given["parties"].append({"id": "school", "name": "School", "owner_class": "onderwijs"})
    given["measures"].append(first | {"id": "N", "title": "Samen wandelen", "leads": ["school"]})
    given["money_flows"].append(money | {"id": "S", "holder": "school", "owner_class": "onderwijs"})

    found = shared(given)

    assert second_way(found) == SecondWay("insurer", fair=200_000, second=220_000, measures=("M", "N"))
    told = "\n".join(sharing_in_words(found, names_of(given), "en"))
    assert "this cannot be done: Niet vallen; Samen wandelen. They bear less then, this party more." in told


def test_who_would_receive_by_the_second_way_reads_so():
    given = table(benefits=[TABLE["measures"][0]["benefits"][0]])

    told = "\n".join(sharing_in_words(shared(given), names_of(given), "nl")).replace("\u00a0", " ")

    assert "Die scheelt het meest voor Gemeente: € 100 ontvangen in plaats van € 0." in told


@pytest.mark.parametrize("method", list(Method))
def test_costs_are_shared_among_the_others_as_if_who_is_not_asked_gained_nothing(demo_plan, method):
    demo, problem, plan = demo_plan
    counted = (CONFIRMED, ESTIMATED)
    found = share_plan(demo, problem, plan, method=method, counted=counted)
    unasked = {one.party for one in found.parties if not one.asked}
    without = copy.deepcopy(demo)
    for measure in without["measures"]:
        measure["benefits"] = [b for b in measure.get("benefits", ()) if b["party"] not in unasked]

    alone = share_plan(without, problem, plan, method=method, counted=counted)

    assert {"bewoners", "huurders"} <= unasked
    assert tuple(one for one in found.parties if one.party not in unasked) == alone.parties
    assert (found.objects, found.transfers) == (alone.objects, alone.transfers)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Bewoners: heeft € 2.400 voordeel en hier geen eigen geld; betaalt niet mee."),
        ("en", "Bewoners: gains €2,400 and has no money of its own here; does not pay."),
    ],
)
def test_that_they_gain_and_do_not_pay_is_said_in_words(language, said):
    given = with_residents(("folk", 60_000), ("insurer", 10_000))

    told = "\n".join(sharing_in_words(shared(given), names_of(given), language))

    assert said in told.replace("\u00a0", " ")


def test_a_grant_lowers_the_cost_before_anything_is_shared():
    given = copy.deepcopy(TABLE)
    given["money_flows"][0]["budget"] = {"2027": 40_000}
    given["money_flows"].append(
        given["money_flows"][0]
        | {"id": "R", "name": "SPUK", "holder": "state", "owner_class": "rijk", "budget": {"2027": 60_000}}
    )

    found = shared(given)

    assert found.givers == {"state": 60_000}
    assert "state" not in {one.party for one in found.parties}
    assert of(found, "insurer").fair == 30_000
    assert of(found, "town").fair == 10_000


@pytest.mark.parametrize("method", list(Method))
def test_the_demo_is_shared_to_the_cent_within_every_rule_of_the_money(demo_plan, method):
    demo, problem, plan = demo_plan

    found = share_plan(demo, problem, plan, method=method, counted=(CONFIRMED, ESTIMATED))

    paid = sum(one.paid for one in found.parties)
    assert paid + sum(found.givers.values()) == sum(p.cents for m in plan.measures for p in m.payments)
    assert sum(one.fair for one in found.parties) == sum(one.allowed for one in found.parties) == paid
    assert found.repaid
    assert found.objects is None
    ends = {one.party: one.allowed for one in found.parties}
    for transfer in (*found.transfers, *found.inside):
        ends[transfer.payer] += transfer.cents
        ends[transfer.receiver] -= transfer.cents
    assert ends == {one.party: one.fair for one in found.parties}


def test_without_confirmed_benefits_the_demo_names_who_gains_and_moves_no_money(demo_plan):
    demo, problem, plan = demo_plan
    unsure = copy.deepcopy(demo)
    for measure in unsure["measures"]:
        for benefit in measure.get("benefits", ()):
            benefit["quality"] = "geschat"

    found = share_plan(unsure, problem, plan)

    assert not found.shares_anything
    assert found.transfers == ()
    assert {gain.party for gain in found.gains}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_name_parties_and_measures(language):
    words = "\n".join(sharing_in_words(shared(TABLE), names_of(TABLE), language))

    assert "Zorgverzekeraar" in words
    assert "Gemeente" in words
    assert ("€\N{NO-BREAK SPACE}750" if language == "nl" else "€750") in words


def guessed(*measures):
    """The table with more measures like the first, of which the insurer's gain is a guess of someone else."""
    given = table(benefits=[{"party": "insurer", "cents_per_year": 30_000, "until": 2031}])
    first = given["measures"][0]
    given["measures"] += [first | {"id": key, "title": title} for key, title in measures]
    given["money_flows"][0]["budget"] = {"2027": 100_000 * len(given["measures"])}
    return given


@pytest.mark.parametrize(
    ("language", "pocket", "in_words"),
    [
        (
            "nl",
            "- Niet vallen: Gemeente betaalt. "
            "Zorgverzekeraar heeft volgens een schatting voordeel en betaalt niets.",
            "Zorgverzekeraar heeft voordeel van Niet vallen; Samen wandelen (geschat).",
        ),
        (
            "en",
            "- Niet vallen: Gemeente pays. Zorgverzekeraar gains by an estimate and pays nothing.",
            "Zorgverzekeraar gains by Niet vallen; Samen wandelen (estimated).",
        ),
    ],
)
def test_the_words_tell_each_wrong_pocket_and_per_party_once_what_is_only_estimated(
    language, pocket, in_words
):
    given = guessed(("N", "Samen wandelen"))

    told = list(sharing_in_words(shared(given), names_of(given), language))

    assert pocket in told
    assert [line for line in told if line.startswith("Zorgverzekeraar")] == [in_words]


def test_a_confirmed_gain_is_told_in_euros_in_the_wrong_pocket():
    given = table(benefits=[TABLE["measures"][0]["benefits"][0]])

    told = "\n".join(sharing_in_words(shared(given), names_of(given), "nl")).replace("\u00a0", " ")

    assert "- Niet vallen: Gemeente betaalt. Zorgverzekeraar heeft € 1.200 voordeel en betaalt niets." in told


def test_a_gain_whose_end_nobody_knows_is_told_in_words():
    given = table(benefits=[{"party": "insurer", "cents_per_year": 30_000, "quality": "bevestigd"}])

    told = list(sharing_in_words(shared(given), names_of(given), "nl"))

    assert "Zorgverzekeraar heeft voordeel van Niet vallen; tot wanneer weten we niet." in told


def test_the_words_add_up_what_parties_pay_and_what_is_given_to_what_the_plan_costs():
    given = copy.deepcopy(TABLE)
    given["money_flows"][0]["budget"] = {"2027": 40_000}
    given["money_flows"].append(
        given["money_flows"][0]
        | {"id": "R", "name": "SPUK", "holder": "state", "owner_class": "rijk", "budget": {"2027": 60_000}}
    )

    told = "\n".join(sharing_in_words(shared(given), names_of(given), "nl")).replace("\u00a0", " ")

    assert "Rijk geeft € 600 voor het doel zelf" in told
    assert "Samen met wat de partijen zelf betalen, € 400, is dat € 1.000: alles wat dit plan kost." in told


def test_the_json_names_wrong_pockets_and_gives_no_cents_for_what_is_not_counted():
    given = guessed()

    found = sharing_to_json(shared(given))
    counted = sharing_to_json(shared(given, counted=(CONFIRMED, ESTIMATED)))

    assert found["pockets"] == [{"measure": "M", "payers": ["town"], "sure": {}, "guessed": ["insurer"]}]
    assert [gain["cents"] for gain in found["gains"]] == [None]
    assert [gain["cents"] for gain in counted["gains"]] == [120_000]


def test_the_json_has_the_same_figures():
    found = sharing_to_json(shared(TABLE))

    assert found["settlement"] == [{"from": "insurer", "to": "town", "cents": 75_000}]
    assert found["measures"] == [
        {
            "measure": "M",
            "paid": {"town": 100_000},
            "given": {},
            "carried": 0,
            "fair": {"insurer": 75_000, "town": 25_000},
        }
    ]


@pytest.fixture(scope="module")
def demo_plan():
    demo = demo_table()
    problem = problem_of(demo)
    plan = solve(problem)
    assert isinstance(plan, Plan)
    return demo, problem, plan
