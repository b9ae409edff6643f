"""What a party may decide by itself: written by that party, kept, and asked about promises."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.tables.mandate_actions import MandateSaid, add_mandate, change_mandate, end_mandate
from gebiedstafel.tables.mandates import Says, covers, judge
from gebiedstafel.tables.models import Mandate, Party, Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.tables.own_tables import own_table, person, seat

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def said(decides="Klein onderhoud", cents=1_000_000, unlimited=False, subjects=(), until=None):
    return MandateSaid(decides, cents, unlimited, tuple(subjects), until)


@pytest.fixture
def table(db):
    return own_table()


@pytest.fixture
def buren(table):
    return seat(table, person("anne"))


def test_a_party_writes_what_it_may_decide_and_the_trail_has_it(buren):
    add_mandate(buren.party, said(), by=buren, at=NOON)

    assert covers(buren.party, 1_000_000, "OPE-WATE", TODAY)
    assert Deed.objects.get(action="add_mandate").subject == "mandate/buren/1"


def test_nobody_writes_the_mandate_of_another_not_even_the_chair(table, buren):
    chair = table.seats.get(role=Seat.Role.CHAIR)

    with pytest.raises(NotAllowed, match="alleen die partij zelf"):
        add_mandate(buren.party, said(), by=chair, at=NOON)


def test_a_promise_beyond_the_amount_is_told_with_what_would_help(buren):
    add_mandate(buren.party, said(), by=buren, at=NOON)

    told = covers(buren.party, 1_000_001, (), TODAY)

    assert told.says is Says.TOO_MUCH
    assert "Maak een voorbehoud" in told.words
    assert "10.000" in told.words


def test_a_mandate_for_a_group_of_themes_holds_for_each_of_them_and_for_no_other(buren):
    add_mandate(buren.party, said(subjects=["OPE"]), by=buren, at=NOON)

    assert covers(buren.party, 5, "OPE-WATE", TODAY)
    assert covers(buren.party, 5, ["OPE-WATE", "WON-KWAL"], TODAY).says is Says.OTHER_SUBJECT
    assert covers(buren.party, 5, (), TODAY).says is Says.OTHER_SUBJECT


def test_a_mandate_holds_up_to_and_including_its_last_day(buren):
    add_mandate(buren.party, said(until=TODAY), by=buren, at=NOON)

    assert covers(buren.party, 5, (), TODAY)
    assert covers(buren.party, 5, (), TODAY + timedelta(days=1)).says is Says.EXPIRED


def test_what_is_not_said_is_unknown_and_never_without_limit(buren):
    assert covers(buren.party, 5, (), TODAY).says is Says.UNKNOWN

    add_mandate(buren.party, said(cents=None), by=buren, at=NOON)

    assert covers(buren.party, 5, (), TODAY).says is Says.UNKNOWN
    assert covers(buren.party, None, (), TODAY)


def test_an_earlier_edition_stays_and_an_older_page_overwrites_nothing(buren):
    first = add_mandate(buren.party, said(), by=buren, at=NOON)
    second = change_mandate(first, said(cents=5), by=buren, at=NOON, seen=first.pk)

    with pytest.raises(Refused, match="Iemand was u voor"):
        change_mandate(second, said(cents=9), by=buren, at=NOON, seen=first.pk)

    kept = Mandate.objects.filter(party=buren.party).order_by("pk")
    assert [(one.limit_cents, one.ended_at is None) for one in kept] == [(1_000_000, False), (5, True)]


def test_a_line_that_ended_covers_nothing_and_cannot_end_twice(buren):
    line = add_mandate(buren.party, said(), by=buren, at=NOON)
    end_mandate(line, by=buren, at=NOON)

    assert covers(buren.party, 5, (), TODAY).says is Says.UNKNOWN
    with pytest.raises(Refused, match="geldt al niet meer"):
        end_mandate(line, by=buren, at=NOON)


LINES = st.builds(
    lambda cents, unlimited, subjects, days: Mandate(
        decides="x",
        limit_cents=None if unlimited else cents,
        unlimited=unlimited,
        subjects=subjects,
        until=None if days is None else TODAY + timedelta(days=days),
    ),
    st.none() | st.integers(0, 20),
    st.booleans(),
    st.lists(st.sampled_from(["OPE", "WON", "SAM"]), unique=True),
    st.none() | st.integers(-2, 2),
)


def slowly(lines, cents, themes):
    """The rule again, word for word: some line is about all of it, still holds, and goes far enough."""
    for line in lines:
        about = not line.subjects or (themes and all(theme[:3] in line.subjects for theme in themes))
        holds = line.until is None or line.until >= TODAY
        enough = not cents or line.unlimited or (line.limit_cents is not None and cents <= line.limit_cents)
        if about and holds and enough:
            return True
    return False


@given(
    st.lists(LINES, max_size=4),
    st.none() | st.integers(0, 25),
    st.lists(st.sampled_from(["OPE-WATE", "WON-KWAL", "SAM-ONTM"]), unique=True),
)
def test_a_promise_is_covered_exactly_when_some_line_covers_it(lines, cents, themes):
    party = Party(name="Buren", key="buren")

    assert bool(judge(party, lines, cents, themes, TODAY)) == slowly(lines, cents, themes)
