"""Each party confirms its own part and nobody for another; beyond a mandate it asks for a reservation."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.agreements.actions import (
    change_agreement,
    confirm_part,
    decline_part,
    drop_agreement,
    report_progress,
    take_back,
    take_first_step,
)
from gebiedstafel.agreements.due import PATIENCE, disputed, last_movement, late, stuck_challenges
from gebiedstafel.agreements.mandates import limit_of
from gebiedstafel.agreements.models import Agreement, Change
from gebiedstafel.agreements.said import MoneySaid, said_of
from gebiedstafel.agreements.waiting import circle_through
from gebiedstafel.agreements.writing import digest_of
from gebiedstafel.tables.mandate_actions import MandateSaid, add_mandate
from gebiedstafel.trail.models import Deed, Rewriting
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .promises import DAY, LAMPS, NOON, part_of, promised, table_with_people


@pytest.fixture
def people(db):
    return table_with_people()


@pytest.fixture
def made(people):
    return promised(people[0], people[1]["chair"])


@pytest.mark.parametrize("who", ["chair", "stad", "huis", "visitor"])
def test_who_confirms_for_another_is_refused(people, made, who):
    for deed in (confirm_part, lambda part, **by: decline_part(part, "Nee.", **by)):
        with pytest.raises(NotAllowed):
            deed(part_of(made, "buren"), by=people[1][who], at=NOON)

    assert not part_of(made, "buren").confirmed_at


def test_a_finance_officer_of_the_party_does_not_promise_for_it(people, made):
    with pytest.raises(NotAllowed):
        confirm_part(part_of(made, "stad"), by=people[1]["finance"], at=NOON)


def test_who_read_an_older_text_does_not_confirm_the_new_one_by_accident(people, made):
    change_agreement(made, replace(LAMPS, words="Binnen een uur."), by=people[1]["buren"], at=NOON)

    with pytest.raises(Refused, match="Binnen een uur"):
        confirm_part(part_of(made, "stad"), by=people[1]["stad"], at=NOON, seen=made.version)


def test_who_declines_says_why_and_the_agreement_is_disputed(people, made):
    with pytest.raises(Refused, match="waarom"):
        decline_part(part_of(made, "buren"), " ", by=people[1]["buren"], at=NOON)

    decline_part(part_of(made, "buren"), "Wij zijn met te weinig.", by=people[1]["buren"], at=NOON)

    assert [one.key for one in disputed(people[0])] == ["A01"]


def test_a_promise_beyond_the_mandate_asks_for_a_reservation_with_body_and_date(people, made):
    _table, seats = people
    line = MandateSaid("Kleine dingen", 100_000, False, (), None)
    add_mandate(part_of(made, "stad").party, line, by=seats["stad"], at=NOON)
    said = replace(said_of(made), money=(MoneySaid("F1", 2027, 1_000_000),))
    made = change_agreement(made, said, by=seats["stad"], at=NOON)

    with pytest.raises(Refused, match="wie daarover besluit"):
        confirm_part(part_of(made, "stad"), by=seats["stad"], at=NOON)

    said = replace(said, reservation="Besluit", reservation_body="college", reservation_by=date(2027, 1, 1))
    change_agreement(made, said, by=seats["stad"], at=NOON)
    assert confirm_part(part_of(made, "stad"), by=seats["stad"], at=NOON).confirmed_at


@pytest.mark.parametrize(
    ("words", "cents"),
    [("Tot 10k per besluit.", 1_000_000), ("tot en met € 50.000", 5_000_000), ("alles", None), (None, None)],
)
def test_the_amount_in_a_mandate_is_read_as_people_write_it(words, cents):
    assert limit_of(words) == cents


def test_a_blockage_names_its_kind_and_its_sentence(people, made):
    with pytest.raises(Refused, match="wat het tegenhoudt"):
        report_progress(made, "geblokkeerd", "Het lukt niet.", by=people[1]["stad"], at=NOON)
    with pytest.raises(Refused, match="wat er speelt"):
        report_progress(made, "geblokkeerd", "", by=people[1]["stad"], at=NOON, blockage="geld")
    with pytest.raises(NotAllowed):
        report_progress(made, "op_schema", "", by=people[1]["huis"], at=NOON)


def test_two_reports_on_one_version_do_not_overwrite_each_other(people, made):
    report_progress(made, "op_schema", "Gaat goed.", by=people[1]["stad"], at=NOON, seen=made.version)

    with pytest.raises(Refused, match=r"Gaat goed.* U wilde: .*Gaat slecht"):
        report_progress(
            made, "loopt_achter", "Gaat slecht.", by=people[1]["buren"], at=NOON, seen=made.version
        )


def test_dropping_asks_a_reason_and_can_be_taken_back_as_it_stood(people, made):
    report_progress(made, "op_schema", "", by=people[1]["stad"], at=NOON)
    with pytest.raises(Refused, match="waarom"):
        drop_agreement(made, "", by=people[1]["chair"], at=NOON)
    with pytest.raises(NotAllowed):
        drop_agreement(made, "Zomaar.", by=people[1]["buren"], at=NOON)

    drop_agreement(made, "De weg verdwijnt.", by=people[1]["stad"], at=NOON)
    take_back(made, by=people[1]["stad"], at=NOON)

    made.refresh_from_db()
    assert made.status == "op_schema"


def test_the_history_cannot_be_rewritten_and_fits_its_trail(people, made):
    confirm_part(part_of(made, "stad"), by=people[1]["stad"], at=NOON)
    rows = list(Change.objects.filter(agreement=made))

    with pytest.raises(Rewriting):
        Change.objects.all().update(why="anders")
    with pytest.raises(Rewriting):
        Change.objects.all().delete()
    with pytest.raises(Rewriting):
        rows[0].save()
    sealed = list(Deed.objects.filter(subject__startswith="agreement/A01").values_list("subject", flat=True))
    assert [digest_of([row]) in deed for row, deed in zip(rows, sealed, strict=True)] == [True, True]


def test_a_part_is_never_confirmed_and_declined_at_once(people, made):
    part = part_of(made, "stad")

    with pytest.raises(IntegrityError), transaction.atomic():
        made.parts.filter(pk=part.pk).update(confirmed_at=NOON, declined_at=NOON, declined_why="Nee.")


def test_a_missed_first_step_is_late_and_a_step_is_taken_between_then_and_today(people, made):
    said = replace(LAMPS, first_step="Een lamp.", first_step_on=date(2026, 12, 1))
    made = change_agreement(made, said, by=people[1]["stad"], at=NOON)
    assert [one.key for one in late(people[0], date(2026, 12, 2))] == ["A01"]

    with pytest.raises(Refused, match="uiterlijk vandaag"):
        take_first_step(made, date(2027, 1, 1), by=people[1]["stad"], at=NOON)
    take_first_step(made, DAY, by=people[1]["stad"], at=NOON)

    assert not late(people[0], date(2026, 12, 2)).exists()


def test_a_challenge_without_a_visible_step_goes_on_the_agenda_after_a_hundred_days(people, made):
    table, _seats = people

    def stuck(day):
        return {one.challenge.key for one in stuck_challenges(table, day)}

    assert stuck(DAY + PATIENCE) == set()
    assert stuck(date(2027, 3, 2)) == {"O1", "O2"}
    Agreement.objects.update(first_step_done_on=date(2027, 3, 1))
    assert stuck(date(2027, 3, 2)) == {"O2"}
    assert stuck(date(2027, 6, 10)) == {"O1", "O2"}


DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))


@given(begun=DAYS, first=st.none() | DAYS, steps=st.lists(DAYS, max_size=4))
def test_the_days_are_counted_as_a_slow_walk_over_the_calendar_would(begun, first, steps):
    def slow():
        day = begun if first is None else min(begun, first)
        seen = None
        for step in sorted(steps):
            seen = step
        return seen if seen is not None else day

    assert last_movement(begun, first, steps) == slow()


KEYS = st.sampled_from(["A1", "A2", "A3", "A4", "A5"])


@given(st.dictionaries(KEYS, st.sets(KEYS)), KEYS)
def test_a_circle_is_found_exactly_when_one_can_walk_back(waits, key):
    reached, border = set(), set(waits.get(key, ()))
    while border:
        reached |= border
        border = {other for one in border for other in waits.get(one, ())} - reached

    circle = circle_through(key, waits)

    assert bool(circle) == (key in reached)
    if circle:
        assert circle[0] == circle[-1] == key
        assert all(b in waits[a] for a, b in itertools.pairwise(circle))
