"""What a measure costs a party beyond payment: told with a minus, made good by who gains, and in words."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.connect import Severity, check
from gebiedstafel.exchange.dutch_amounts import Unreadable, signed_cents_of
from gebiedstafel.exchange.share_file import sharing_in_words, sharing_to_json
from gebiedstafel.exchange.table_file import read_table, write_table
from gebiedstafel.exchange.table_problem import names_of, problem_of
from gebiedstafel.exchange.workbook import table_of_workbook, workbook_of

from .test_plan_sharing import TABLE, of, shared, table

HARMED = {"party": "neighbour", "cents_per_year": -10_000, "until": 2031, "quality": "bevestigd"}


def with_harm(harm=HARMED, **changes):
    given = table(benefits=[*TABLE["measures"][0]["benefits"], harm], **changes)
    given["parties"].append({"id": "neighbour", "name": "Winkelier", "owner_class": "markt"})
    return given


def test_who_is_harmed_is_paid_by_who_gains_and_the_sums_still_close():
    found = shared(with_harm())

    neighbour = of(found, "neighbour")
    assert (neighbour.benefit, neighbour.harm, neighbour.paid, neighbour.fair) == (0, 40_000, 0, -40_000)
    assert of(found, "insurer").fair + of(found, "town").fair == 140_000
    assert sum(one.fair for one in found.parties) == sum(one.paid for one in found.parties)
    assert found.worth_cents == 160_000 - 100_000 - 40_000
    assert found.objects is None
    assert any(t.receiver == "neighbour" and t.cents == 40_000 for t in found.transfers)


def test_harm_greater_than_all_gains_is_carried_by_who_pays_now():
    found = shared(with_harm(HARMED | {"cents_per_year": -90_000}))

    assert found.worth_cents == 0
    assert of(found, "neighbour").fair == -360_000
    assert sum(one.fair for one in found.parties) == 100_000


def test_harm_of_an_estimate_is_named_and_counts_for_nothing():
    found = shared(with_harm(HARMED | {"quality": "geschat"}))

    assert of(found, "neighbour").harm == 0
    assert [gain.harms for gain in found.gains if gain.party == "neighbour"] == [True]
    words = "\n".join(sharing_in_words(found, names_of(with_harm()), "nl"))
    assert "Winkelier heeft nadeel van Niet vallen (geschat)." in words
    assert "Winkelier heeft voordeel" not in words


def test_words_and_published_form_tell_the_harm(root):
    found = shared(with_harm())

    words = "\n".join(sharing_in_words(found, names_of(with_harm()), "nl"))
    told = sharing_to_json(found)

    assert "Winkelier: heeft € 400 nadeel" in words.replace("\u00a0", " ")
    schema = json.loads((root / "src/gebiedstafel/exchange/share.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, schema)
    assert [row["harm"] for row in told["parties"] if row["party"] == "neighbour"] == [40_000]


def test_where_only_givers_pay_harm_nobody_covers_stays_with_who_suffers_it():
    given = with_harm(HARMED)
    given["measures"][0]["benefits"] = [HARMED]
    given["money_flows"][0] |= {"holder": "state", "owner_class": "rijk"}

    found = shared(given)

    assert sum(one.fair for one in found.parties) == sum(one.paid for one in found.parties) == 0
    assert of(found, "neighbour").fair == 0


def test_harm_goes_through_file_and_workbook_without_loss():
    given = with_harm(HARMED | {"cents_per_year": -1_250})
    read = read_table(write_table(given))

    assert read["measures"][0]["benefits"][-1]["cents_per_year"] == -1_250
    back = table_of_workbook(workbook_of(read))
    assert back["measures"][0]["benefits"] == read["measures"][0]["benefits"]


def test_harm_is_no_fault_of_a_table_and_absurd_harm_is():
    errors = [i for i in check(problem_of(with_harm())) if i.severity is Severity.ERROR]
    absurd = check(problem_of(with_harm(HARMED | {"cents_per_year": -(10**15)})))

    assert errors == []
    assert "absurd_amount" in {issue.code for issue in absurd}


@pytest.mark.parametrize(
    ("typed", "cents"), [("-5.000", -500_000), ("€ -12,50", -1_250), ("\u2212 3k", -300_000), ("900", 90_000)]
)
def test_a_minus_is_read_as_people_type_it(typed, cents):
    assert signed_cents_of(typed) == cents


@pytest.mark.parametrize("typed", ["-", "--5", "-x", ""])
def test_a_minus_before_nothing_is_a_sentence(typed):
    with pytest.raises(Unreadable):
        signed_cents_of(typed)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-60_000, 60_000), min_size=3, max_size=3))
def test_the_laws_of_a_proposal_hold_whoever_is_harmed(yearly):
    """What all bear is what is paid, nobody objects, and who is harmed ends up no worse than before."""
    parties = ("insurer", "town", "neighbour")
    given = with_harm()
    given["measures"][0]["benefits"] = [
        {"party": party, "cents_per_year": cents, "until": 2031, "quality": "bevestigd"}
        for party, cents in zip(parties, yearly, strict=True)
    ]

    found = shared(given)

    assert sum(one.fair for one in found.parties) == sum(one.paid for one in found.parties)
    assert found.objects is None
    for one in found.parties:
        if one.harm and not one.carried:
            assert one.benefit - one.harm - one.fair >= -len(found.parties)
