"""Fields of forms: every field of the schema is asked, and boxes give back what they were made of."""

import string
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.exchange import dutch_amounts as dutch
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.field_words import FIELDS, GROUPS, NOT_ASKED, fields_of
from gebiedstafel.means.fields import KINDS, Unreadables, around_of, changed_boxes, read_field, shown_field
from gebiedstafel.means.fields.boxes import FieldWords, value_in
from gebiedstafel.means.fields.reading import boxes_of, boxes_sent, stood_of
from tests.small_table import SCHEMA, small_table

#: The name of a row in the schema, by kind.
ROWS = {
    "parties": "party",
    "challenges": "challenge",
    "money_flows": "money_flow",
    "measures": "measure",
    "bundles": "bundle",
}
#: Fields of the schema that are a block of parts: each part is asked for by itself.
BLOCKS = ("match", "core", "source", "reservation", "correction", "accounting")


@pytest.mark.parametrize("kind", ROWS)
def test_every_field_of_the_schema_is_asked_on_the_form(kind):
    there = SCHEMA["$defs"][ROWS[kind]]["properties"]

    unasked = [name for name in there if name not in NOT_ASKED[kind] and not fields_of(kind, name)]

    assert len(there) > 5
    assert unasked == []


@pytest.mark.parametrize("kind", ROWS)
def test_every_part_of_a_rule_is_asked_and_nothing_else(kind):
    there = SCHEMA["$defs"][ROWS[kind]]["properties"]
    asked = {field.name for field in FIELDS[kind]}
    parts = {
        f"{name}.{part}"
        for name in BLOCKS
        if name in there
        for part in (SCHEMA["$defs"][name] if "$ref" in there[name] else there[name])["properties"]
    }

    assert parts <= asked
    assert {name.split(".")[0] for name in asked} <= set(there)


@pytest.mark.parametrize("kind", ROWS)
def test_every_field_has_a_known_kind_and_a_part_of_the_form(kind):
    groups = {"", *(group.key for group in GROUPS[kind])}

    for field in FIELDS[kind]:
        assert field.kind in KINDS, field.name
        assert field.group in groups, field.name


def same(one, other):
    """Whether two values mean the same: 0.5 and 1/2 do."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    try:
        return one == other or Fraction(str(one)) == Fraction(str(other))
    except ValueError:
        return False


@pytest.mark.parametrize("document", [small_table(), demo_table()], ids=["small", "demo"])
def test_what_a_form_shows_it_reads_back(document):
    around = around_of(document)
    count = 0

    for kind in ROWS:
        for row in document.get(kind, ()):
            for field in FIELDS[kind]:
                value = value_in(row, field)
                if field.kind == "benefits" and value:  # what the party named replies is not on this form
                    value = [{k: v for k, v in one.items() if k != "reply"} for one in value]
                boxes = boxes_of(field, value, around)
                read = read_field(field, boxes, around, stood=stood_of(boxes))
                if field.kind in ("ticks", "themes") and value:
                    value, read = sorted(value), sorted(read)
                if not (field.kind in ("ticks", "themes", "terms") and value == []):
                    assert same(read, {} if field.kind == "part" and value is not None else value), field.name
                assert not changed_boxes(boxes, stood_of(boxes))
                count += value is not None

    assert count > 30


@pytest.mark.parametrize("document", [small_table(), demo_table()], ids=["small", "demo"])
def test_what_a_page_shows_is_what_a_browser_sends(document):
    """The boxes that stand on the page, sent back untouched, change nothing."""
    around = around_of(document)

    for kind in ROWS:
        for row in document.get(kind, ()):
            for field in FIELDS[kind]:
                boxes = boxes_of(field, value_in(row, field), around)
                sent = as_sent(shown_field(field, boxes, around))
                assert not changed_boxes(boxes_sent(sent, field), stood_of(boxes)), (row["id"], field.name)


def as_sent(shown):
    """What a browser sends of a field that nobody touched."""
    sent = {}
    for line in shown.lines:
        for one in line.boxes:
            if one.box.shape not in ("tick", "radio"):
                sent[one.name] = one.value
            elif one.box.chosen:
                sent[one.name] = one.box.value
    if shown.field.none or (shown.field.asks_unknown and shown.state):
        sent[shown.state_name] = shown.state
    return sent


HOURS = FieldWords("hours", "hours_asked", "Uren", none="geen uren")
AROUND = around_of(small_table())


def test_unknown_none_and_filled_in_are_three_things():
    filled = {"0.party": "buren", "0.y0": "40"}

    assert read_field(HOURS, {"?": "unknown"}, AROUND) is None
    assert read_field(HOURS, {"?": "none"}, AROUND) == []
    assert read_field(HOURS, filled, AROUND) == [{"party": "buren", "per_year": [40]}]


def test_what_is_filled_in_wins_of_an_unknown_that_was_left_standing():
    filled = {"0.party": "buren", "0.y0": "40", "?": "unknown"}

    assert read_field(HOURS, filled, AROUND, stood="/") == [{"party": "buren", "per_year": [40]}]


def test_who_says_unknown_over_what_stood_there_makes_it_unknown_again():
    stands = {"0.party": "buren", "0.y0": "40"}

    sent = stands | {"?": "unknown"}

    assert changed_boxes(sent, stood_of(stands))
    assert read_field(HOURS, sent, AROUND, stood=stood_of(stands)) is None


def test_a_year_left_open_between_two_others_is_asked_for():
    with pytest.raises(Unreadables, match="vul ook jaar 2 in"):
        read_field(HOURS, {"0.party": "buren", "0.y0": "40", "0.y2": "10"}, AROUND)


def test_all_faults_of_a_field_come_at_once():
    costs = next(field for field in FIELDS["measures"] if field.name == "costs")

    with pytest.raises(Unreadables) as refused:
        read_field(costs, {"investering.0": "veel", "proces.1": "-5"}, AROUND)

    assert len(refused.value.sentences) == 2
    assert refused.value.sentences[0].startswith("investering, jaar 1: “veel” is geen bedrag")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("€ 1.250.000", 125_000_000),
        ("1250000", 125_000_000),
        ("12,50", 1250),
        ("12.50", 1250),
        ("1.250,-", 125_000),
        ("1 250 000", 125_000_000),
        ("1,2 miljoen", 120_000_000),
        ("90k", 9_000_000),
        ("2 ton", 20_000_000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_dutch_people_write_them(typed, cents):
    assert dutch.cents_of(typed) == cents


@pytest.mark.parametrize(
    "typed", ["", "€", "abc", "-5", "1,250", "1.25.3", "1.250.00", "٣", "1e9", "9" * 40, "1,005", "5 x 3"]
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed):
    with pytest.raises(dutch.Unreadable) as refused:
        dutch.cents_of(typed)

    assert all(words.endswith(".") for words in refused.value.words)


@given(st.integers(0, 10**13))
def test_every_amount_is_read_back_as_it_was_typed(cents):
    assert dutch.cents_of(dutch.typed_euros(cents)) == cents


@given(st.fractions(0, 1, max_denominator=5000))
def test_every_share_is_read_back_exactly(share):
    written = f"{share.numerator}/{share.denominator}"

    assert Fraction(str(dutch.share_of(dutch.typed_share(written)))) == share


@given(st.text(string.printable + "€é’ ", max_size=20))
def test_no_text_breaks_a_box(text):
    for how in (dutch.cents_of, dutch.whole_of, dutch.number_of, dutch.share_of, dutch.day_of):
        with suppress(dutch.Unreadable):
            assert how(text) is not None
