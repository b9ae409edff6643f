"""What a row fits with, without solving anything."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.fits import fits_of, with_row
from gebiedstafel.exchange.table_problem import problem_of
from tests.small_table import small_table


def flow(**values):
    document = small_table()
    return with_row(document, "money_flows", document["money_flows"][0] | values)


def test_a_flow_fits_the_measures_its_rules_allow():
    assert fits_of(flow(), "money_flows", "F1").fits == ("M1",)
    assert fits_of(flow(cost_types=["personeel"]), "money_flows", "F1").fits == ()
    assert fits_of(flow(themes=["SAM-ONTM"]), "money_flows", "F1").fits == ()
    assert fits_of(flow(spend_by="2026-12-31"), "money_flows", "F1").fits == ()
    assert fits_of(flow(available_from="2029-06-01"), "money_flows", "F1").fits == ("M1",)
    assert fits_of(flow(start_by="2026-06-01"), "money_flows", "F1").fits == ()


def test_what_lacks_an_answer_fits_with_nothing_and_says_what_is_missing():
    document = flow()
    del document["money_flows"][0]["cost_types"], document["money_flows"][0]["area"]

    found = fits_of(document, "money_flows", "F1")

    assert (found.fits, found.lacks) == ((), ("cost_types", "area"))


def test_money_that_may_not_be_used_yet_says_why():
    assert fits_of(flow(certainty="mogelijk"), "money_flows", "F1").closed == "mogelijk"
    assert fits_of(small_table(), "money_flows", "F1").closed == ""


def test_a_measure_names_its_money_its_hours_and_who_leads():
    found = fits_of(small_table(), "measures", "M1")

    assert found.fits == ("F1",)
    assert [(need.hours, need.givers) for need in found.hours] == [(45, ("buren",)), (8, ("buren",))]
    assert found.leads == ("stad",)


def test_a_new_row_is_looked_at_as_if_it_stood_there():
    document = with_row(small_table(), "money_flows", {"id": "", "name": "Nieuw", "holder": "stad"})

    assert fits_of(document, "money_flows", "").lacks == ("budget", "cost_types", "area")


def test_parties_challenges_and_bundles_fit_too():
    document = small_table()

    assert fits_of(document, "parties", "buren").fits == ("M1",)
    assert fits_of(document, "challenges", "O1").fits == ("M1",)
    assert fits_of(document, "bundles", "B1").saving == 50_000


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(["investering", "exploitatie", "personeel", "proces"]), min_size=1, unique=True),
    st.sampled_from([None, ["OPE-WATE"], ["SAM-ONTM"]]),
    st.sampled_from([None, "2027-12-31", "2028-12-31"]),
)
def test_what_the_plan_lets_a_flow_pay_is_among_what_fits(cost_types, themes, spend_by):
    document = flow(
        cost_types=cost_types, **{k: v for k, v in (("themes", themes), ("spend_by", spend_by)) if v}
    )
    document.pop("choices")

    plan = solve(problem_of(document))

    assert {m.id for m in plan.measures if any(pay.flow == "F1" for pay in m.payments)} <= set(
        fits_of(document, "money_flows", "F1").fits
    )
