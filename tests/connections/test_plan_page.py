"""What the plan page says of a plan: each part from the same facts, in words for everyone."""

import copy
from datetime import date

import pytest

from gebiedstafel.connections.coverage import coverage
from gebiedstafel.connections.forced_choices import forced_choices, same_choices
from gebiedstafel.connections.headline import Standing, headline, proof
from gebiedstafel.connections.hours import hours_balances, tight_parties
from gebiedstafel.connections.next_step import Looker, first_step, next_step
from gebiedstafel.connections.open_questions import OpenQuestion, open_questions
from gebiedstafel.connections.plan_changes import plan_changes
from gebiedstafel.connections.planned_measures import planned_measures
from gebiedstafel.connections.reading import Reading
from gebiedstafel.connections.reasons import left_out
from gebiedstafel.connections.shared_statements import shared_statements
from gebiedstafel.connections.to_check import checks_by_flow, checks_by_measure
from gebiedstafel.connections.waiting_money import impossible_flows, left_over, waiting_flows
from gebiedstafel.connections.works_calendar import works_calendar
from tests.connections.small_plan import TABLE, small_reading, start_in

MADE = Standing(made_on=date(2026, 11, 21))


def test_the_sentence_counts_what_fits_and_what_waits():
    opening = headline(small_reading(), MADE, waiting=1)

    assert (opening.chosen, opening.considered, opening.waiting) == (3, 5, 1)
    assert opening.lead == "Het plan verdeelt €\u00a0405.000 over 2027 en 2028."
    assert opening.standing == (
        "Dit is een voorstel van de rekenaar, gemaakt op 21\u00a0november 2026. De tafel besluit."
    )


def test_an_adopted_plan_says_who_and_when_and_that_it_is_overtaken():
    standing = Standing(date(2026, 11, 21), date(2026, 11, 25), "De wijkregie", outdated=True)

    opening = headline(small_reading(), standing, waiting=0)

    assert "25\u00a0november 2026. De wijkregie legde het vast." in opening.standing
    assert "verouderd" in opening.standing


@pytest.mark.parametrize(
    ("status", "gap", "words"),
    [
        ("optimal", 0.0, "Een beter plan bestaat niet. Dat is bewezen."),
        ("within_gap", 0.005, "meer dan 0,5 procent beter is, bestaat niet"),
        ("within_gap", 0.00201, "meer dan 0,3 procent beter is"),
        ("stopped", 0.04, "hoogstens 4 procent beter"),
    ],
)
def test_proof_is_said_in_words_and_never_claims_too_much(status, gap, words):
    assert words in proof(status, gap)


def test_points_stand_only_under_why():
    opening = headline(small_reading(), MADE, waiting=0)

    assert "punten" not in opening.lead + opening.standing + opening.proof
    assert any("20 punten" in line for line in opening.why)


def test_what_residents_share_most_comes_first_with_what_is_missing():
    statements = shared_statements(small_reading())

    assert [(row.id, row.state) for row in statements] == [
        ("S1", "met"),
        ("S2", "met"),
        ("S3", "not"),
        ("S4", "open"),
    ]
    assert statements[0].support == "In elke groep is bijna iedereen het eens."
    assert statements[2].missing[0].title == "Maatjes"
    assert statements[2].missing[0].reason.endswith("Die stoel is leeg.")


def test_a_street_that_opens_twice_only_partly_meets_open_once():
    three_works = small_reading()
    plan = copy.deepcopy(dict(three_works.plan))
    plan["measures"].append({**plan["measures"][0], "id": "M3", "start": 2029, "payments": [], "hours": []})

    statement = shared_statements(Reading(three_works.table, plan))[0]

    assert statement.state == "partly"
    assert "2 van de 3 werken vallen samen in 2027" in statement.because


def test_the_least_covered_challenge_comes_first_and_says_of_what():
    rows = coverage(small_reading())

    assert [(row.id, row.percent, row.low) for row in rows] == [
        ("O3", "0%", True),
        ("O2", "40%", True),
        ("O1", "90%", False),
    ]


def test_the_part_with_its_key_higher_up_is_hatched_and_the_rest_shares_what_is_left():
    row = coverage(small_reading())[-1]

    assert (row.covered_width, row.higher_from, row.higher_width) == ("67.50%", "75.00%", "25.00%")
    assert "25%" in row.higher


def test_an_unknown_effect_is_shown_and_not_counted():
    row = next(row for row in coverage(small_reading()) if row.id == "O2")

    assert row.unknown == ("Straat inrichten",)
    assert [help.title for help in row.helped_by] == ["Spreekuur"]


@pytest.mark.parametrize(("effect", "said"), [(1, "1 punt"), (2, "2 punten"), (1.5, "1,5 punten")])
def test_one_point_is_said_as_one(effect, said):
    reading = small_reading()
    helping = next(m for m in reading.measures.values() if m["id"] in reading.chosen and "O2" in m["effects"])
    helping["effects"]["O2"] = effect

    row = next(row for row in coverage(reading) if row.id == "O2")

    assert said in [help.effect for help in row.helped_by]


def test_the_team_gives_more_hours_than_it_gets_back():
    (balance,) = hours_balances(small_reading())

    assert balance.conclusion == "Het wijkteam geeft 60 uur meer dan er vrijkomt"
    assert [(year.asked, year.freed, year.balance) for year in balance.years] == [
        ("95", "0", "−95"),
        ("5", "40", "+35"),
        ("0", "0", "0"),
    ]


def test_a_party_that_gives_nearly_all_its_hours_is_tight():
    (tight,) = tight_parties(small_reading())

    assert (tight.party, tight.used, tight.offered, tight.year, tight.full) == (
        "Het wijkteam",
        "95",
        "100",
        2027,
        True,
    )


def test_a_measure_tells_its_lead_years_and_who_pays_what():
    checks = checks_by_measure(small_reading())

    riool, inrichten, _spreekuur = planned_measures(small_reading(), checks)

    assert (riool.title, riool.lead, riool.parties, riool.years) == (
        "Riool vervangen",
        "Gemeente",
        "Het wijkteam",
        "2027",
    )
    assert [(payer.flow, payer.amount) for payer in inrichten.payers] == [
        ("Rioolgeld", "€\u00a080.000"),
        ("Rijksgeld water", "€\u00a020.000"),
    ]
    assert inrichten.savings == (
        "Samen uitgevoerd met andere werken (Touwbaan één keer open): dat scheelt €\u00a020.000.",
    )
    assert inrichten.checks[0].by == "Nog te toetsen door Gemeente, uiterlijk 1\u00a0oktober 2027."


def test_money_that_waits_says_for_what_and_until_when():
    (waiting,) = waiting_flows(small_reading())

    assert waiting.name == "Preventiegeld"
    assert waiting.waits_for[0] == "De verzekeraar zit niet aan tafel."
    assert waiting.fits == "Maatjes"
    assert waiting.lapses == "Vervalt na 30\u00a0juni 2028."


def test_money_that_is_left_says_which_part_lapses_and_excluded_money_why():
    reading = small_reading()

    (left,) = left_over(reading)
    (impossible,) = impossible_flows(reading)

    assert left.amount == "€\u00a0115.000"
    assert left.lapses == "€\u00a015.000 vervalt na 31\u00a0december 2027."
    assert impossible.why == "De wijk is geen focusgebied."


def test_the_calendar_concludes_that_the_street_opens_once():
    calendar = works_calendar(small_reading())

    assert calendar.conclusion == "De Touwbaan gaat één keer open, in 2027"
    assert "Dat scheelt €\u00a020.000." in calendar.explanation[0]
    before, together = calendar.rows
    assert [work.title for cell in before.lanes[0] for work in cell.works] == [
        "Riool vervangen",
        "Warmtenet",
        "Straat inrichten",
    ]
    joined, question = together.lanes[0][0].works
    assert joined.items == ("Riool vervangen", "Straat inrichten")
    assert question.title == "Warmtenet erbij?"


def test_the_calendar_does_not_pretend_when_works_miss_one_another():
    calendar = works_calendar(start_in(small_reading(), "M2", 2029))

    assert calendar.conclusion == "Nog geen straat gaat één keer open voor meer werken"


def test_each_lane_of_the_calendar_covers_every_year_once():
    for row in works_calendar(small_reading()).rows:
        for lane in row.lanes:
            assert sum(cell.span for cell in lane) == 3


def test_a_measure_left_out_stands_with_what_it_misses_first():
    groups = {group.key: group for group in left_out(small_reading())}

    assert [row.id for row in groups["short"].measures] == ["M3"]
    assert len(groups["short"].measures[0].more) >= 1
    assert [row.id for row in groups["empty_chair"].measures] == ["M5"]


def test_what_the_table_put_out_is_told_as_its_own_choice():
    reading = small_reading()
    reading = Reading({**reading.table, "choices": {"out": ["M3"]}}, reading.plan)

    groups = {group.key: group for group in left_out(reading)}

    assert groups["table"].title == "De tafel liet het eruit"


def test_conditions_stand_per_flow_with_the_measures_they_touch():
    (row,) = checks_by_flow(small_reading())

    assert (row.about, row.measures) == ("Rijksgeld water", "Straat inrichten")
    assert row.checks[0].text == "De aanvraag is toegekend."


def test_forced_choices_are_listed_and_compared_whatever_their_order():
    choices = {"in": ["M2", "M1"], "out": ["M5"], "start": {"M1": 2028}}

    rows = forced_choices(small_reading(), choices)

    assert [(row.id, row.words) for row in rows] == [
        ("M1", "doet mee, vanaf 2028"),
        ("M2", "doet mee"),
        ("M5", "blijft eruit"),
    ]
    assert same_choices(choices, {"in": ["M1", "M2"], "out": ["M5"], "start": {"M1": 2028}})
    assert not same_choices(choices, {"in": ["M1", "M2"]})


def test_the_comparison_names_what_came_in_dropped_out_and_moved():
    before = small_reading()
    plan = copy.deepcopy(dict(before.plan))
    plan["measures"] = [
        {**plan["measures"][0], "start": 2028},
        {**plan["measures"][2], "id": "M5", "payments": [], "hours": []},
    ]

    changes = plan_changes(before, Reading(TABLE, plan), date(2026, 11, 20))

    assert changes.came_in == ("Maatjes",)
    assert changes.dropped_out == ("Straat inrichten", "Spreekuur")
    assert changes.moved == ("Riool vervangen: van 2027 naar 2028",)
    assert changes.sentence.startswith("Het plan van 20\u00a0november 2026 had 3 maatregelen")


@pytest.mark.parametrize(
    ("looker", "options", "words"),
    [
        (Looker("chair"), {}, "leg het besluit vast"),
        (Looker("chair"), {"must_solve": True}, "Reken opnieuw"),
        (Looker("finance"), {}, "Toets 1 voorwaarde"),
        (Looker("member", "team"), {}, "maatregel die u in dit plan trekt"),
        (Looker("visitor"), {}, "1 geldstroom op wacht"),
    ],
)
def test_each_seat_gets_one_next_step(looker, options, words):
    step = next_step(
        small_reading(), looker, **({"adopted": False, "must_solve": False, "waiting": 1} | options)
    )

    assert words in step.sentence
    assert bool(step.href) != bool(step.deed)


def test_without_a_plan_only_the_chair_is_asked_to_solve():
    assert first_step(Looker("chair")).deed == "solve"
    assert first_step(Looker("visitor")).deed == ""
    assert first_step(Looker("chair"), nothing_to_plan=True).deed == ""


def with_condition(**facts):
    condition = {"flow": "", "measures": ["M4"], "code": "condition", "facts": facts, "text": ""}
    reading = small_reading()
    return small_reading(to_check=[*reading.plan["to_check"], condition])


def test_a_condition_of_a_measure_itself_stands_under_its_own_name():
    reading = with_condition(text="De ruimte is vrij", checked_by="team", by={"date": "2027-03-01"})

    rows = checks_by_flow(reading)

    assert [(row.about, row.measures) for row in rows] == [
        ("Rijksgeld water", "Straat inrichten"),
        ("Spreekuur", ""),
    ]
    check = checks_by_measure(reading)["M4"][0]
    assert (check.flow, check.text) == ("", "De ruimte is vrij.")
    assert check.by == "Nog te toetsen door Het wijkteam, uiterlijk 1\u00a0maart 2027."


def test_a_condition_without_anyone_to_check_it_names_nobody():
    (check,) = checks_by_measure(with_condition(text="De ruimte is vrij", checked_by="", by=None))["M4"]

    assert check.by == "Nog te toetsen."


def test_money_behind_an_empty_chair_stands_in_the_sentence_one_sees_first():
    groups = {group.key: group for group in left_out(small_reading())}

    (row,) = groups["empty_chair"].measures
    assert row.reason == "De verzekeraar kan betalen: tot €\u00a080.000 in 2028. Die stoel is leeg."
    assert len(row.more) == 1


def test_money_that_nobody_promised_yet_is_its_own_kind_of_missing():
    reading = small_reading()
    del reading.flows["F3"]["needs_at_table"]

    (row,) = next(group for group in left_out(reading) if group.key == "promise").measures

    assert row.reason.endswith("Dat is nog niet toegezegd.")


def test_money_that_went_elsewhere_says_which_money_and_where_to():
    facts = {"measure": "M3", "cents": 4_000_000, "years": {"pairs": [[2028, 4_000_000]]}, "waits_on": []}
    reason = {"code": "money_elsewhere", "facts": {**facts, "flows": ["F1"], "measures": ["M1", "M2"]}}
    reading = small_reading(not_chosen=[{"id": "M3", "reason": "", "reasons": [reason]}])

    ((row,),) = (group.measures for group in left_out(reading))

    assert row.reason == (
        "Geld uit Rioolgeld gaat nu naar Riool vervangen en Straat inrichten. Er ontbreekt €\u00a040.000."
    )


def test_a_measure_of_unknown_cost_is_not_said_to_be_put_out_by_the_table():
    forced_out = {"code": "forced_out", "facts": {"measure": "M3"}}
    nobody = {"code": "nobody_leads", "facts": {"measure": "M3", "offered": []}}
    reading = small_reading(not_chosen=[{"id": "M3", "reason": "", "reasons": [nobody, forced_out]}])
    del reading.measures["M3"]["costs"]

    (group,) = left_out(reading)

    assert group.title == "We weten nog niet wat het kost"
    assert group.measures[0].reason == "Wat dit kost, is nog niet bekend."
    assert not any("tafel" in line for line in group.measures[0].more[:1])


def test_what_is_unknown_is_asked_with_the_answer_it_blocks():
    reading = small_reading()
    del reading.measures["M3"]["costs"]

    asked = {question.about: question.blocks for question in open_questions(reading)}

    assert asked["Warmtenet"] == "Wie trekt dit? Zonder trekker komt het niet in het plan."
    assert "Nu vraagt het plan haar om geen enkel uur." in asked["Gemeente"]
    assert OpenQuestion(
        "Warmtenet", "Wat kost dit? Tot we dat weten, kan het niet in het plan."
    ) in open_questions(reading)
    assert OpenQuestion(
        "Straat inrichten", "Helpt dit bij “Het wijkteam verdrinkt”? Nu telt het daar niet mee."
    ) in open_questions(reading)


def test_why_this_plan_tells_what_counts_and_whose_estimates_they_are():
    why = " ".join(headline(small_reading(), MADE, waiting=0).why)

    assert "De som klopt; de inschattingen zijn van de tafel." in why
    assert "hoogstens 0,2 procent" in why
    assert "1 voor elk punt dat een opgave nodig heeft" in why
