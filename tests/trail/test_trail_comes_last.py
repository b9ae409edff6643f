"""A deed holds its rows before the trail, so that no two deeds at once wait for each other."""

import ast
import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from gebiedstafel.asking.actions import discard_request, hand_out_link, own_link, withdraw_links
from gebiedstafel.asking.answering import open_answer
from gebiedstafel.asking.merging import merge_answers, undo_merge
from gebiedstafel.asking.models import Answer
from gebiedstafel.evidence.actions import set_theme_aside
from gebiedstafel.evidence.actions import take_back as take_theme_back
from gebiedstafel.evidence.models import WeighedTheme
from gebiedstafel.means.models import ChangeSet
from gebiedstafel.record.clearing import clear_table
from gebiedstafel.signals.actions import Sent, send_signal, take_back_signal
from gebiedstafel.stories.actions import erase_story, take_back_story
from gebiedstafel.stories.askable import askable_things
from gebiedstafel.stories.reading import show_story
from gebiedstafel.stories.recognition import (
    answer_as_party,
    answer_as_resident,
    ask_about,
    open_page,
    press_answer,
    take_back_answer,
)
from gebiedstafel.stories.recognition_models import Asked
from gebiedstafel.strengths.actions import bring_strength, change_strength, take_away
from gebiedstafel.strengths.from_residents import bring_from_outside, open_box, refuse, show, take_back
from gebiedstafel.strengths.said import Said
from tests.asking import rounds
from tests.dialogue.small_round import a_round
from tests.stories.told_here import a_box, tell
from tests.tables.own_tables import a_seat, a_table, chair_of

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
KAS = Said(kind="place", name="De kas", sentence="Hier drinken buren koffie.", circle="openbaar")
WRITES_DOWN = {"record_deed", "record_sealed", "_record", "_write_down"}
CHANGES = {"create", "bulk_create", "get_or_create", "update_or_create", "save", "update", "delete"}
#: The demo's table is held and goes with all its rows; a login hangs on no table.
WRITES_DOWN_BEFORE = {("means/table_import.py", "remove_demo_table"), ("accounts/joining.py", "part_from")}


def test_no_function_changes_a_row_after_it_wrote_down_what_was_done(root):
    source = root / "src" / "gebiedstafel"

    late = {
        (path.relative_to(source).as_posix(), function.name)
        for path in source.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef) and changes_late(function)
    }

    assert late == WRITES_DOWN_BEFORE


def changes_late(function):
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    down = [one.lineno for one in calls if getattr(one.func, "id", "") in WRITES_DOWN]
    changed = [one.lineno for one in calls if getattr(one.func, "attr", "") in CHANGES]
    return bool(down and changed) and max(changed) > min(down)


def test_every_row_is_held_so_that_others_may_still_point_to_it(root):
    calls = [
        (path.name, node.lineno, {word.arg for word in node.keywords})
        for path in (root / "src" / "gebiedstafel").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update"
    ]

    assert len(calls) > 60
    assert [(name, line) for name, line, words in calls if "no_key" not in words] == []


def test_a_row_is_held_without_the_rows_it_is_read_with(root):
    """PostgreSQL holds what is joined too: a table after its row, the reverse of everywhere else."""
    chains = [
        (path.name, call.lineno, *chain_of(call))
        for path in (root / "src" / "gebiedstafel").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
    ]
    joined = [one for one in chains if {"select_for_update", "select_related"} <= set(one[2])]

    assert len(joined) > 10
    assert [(name, line) for name, line, _names, words in joined if "of" not in words] == []


def chain_of(call):
    """The names that are called after one another, and the words given where rows are held."""
    names, words = [], set()
    while isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        names.append(call.func.attr)
        words |= {word.arg for word in call.keywords} if call.func.attr == "select_for_update" else set()
        call = call.func.value
    return names, words


@contextmanager
def touched():
    """Collect the tables of which a deed holds or changes rows, in order."""
    found = []
    hold = QuerySet.select_for_update

    def select_for_update(rows, *args, **more):
        found.append(rows.model._meta.db_table)
        return hold(rows, *args, **more)

    def execute(execute, sql, params, many, context):
        changes = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
        found.extend(changes.groups() if changes else ())
        return execute(sql, params, many, context)

    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(execute):
        patch.setattr(QuerySet, "select_for_update", select_for_update)
        yield found


def after_the_trail(found):
    """Return what was held or changed after the trail was."""
    first = next(place for place, name in enumerate(found) if name.startswith("trail_"))
    return {name for name in found[first:] if not name.startswith("trail_")}


@pytest.fixture
def table(db):
    return a_table()


@pytest.fixture
def chair(table):
    return chair_of(table)


def test_a_strength_that_goes_lets_go_of_its_question_before_the_trail(table, chair):
    strength, _link = bring_from_outside(open_box(table, by=chair, at=NOON), KAS, at=NOON)
    show(strength, by=chair, at=NOON)
    ask_about(table, [one for one in askable_things(table) if "strength" in one.subject], by=chair, at=NOON)

    with touched() as found:
        take_back(strength, at=NOON)

    assert "stories_asked" in found
    assert after_the_trail(found) == set()


def test_deeds_about_strengths_end_with_the_trail(table, chair):
    box = open_box(table, by=chair, at=NOON)
    strength = bring_strength(table, KAS, by=chair, at=NOON)
    waiting, _link = bring_from_outside(box, KAS, at=NOON)
    other = Said(kind="place", name="De kas", sentence="Dicht.", circle="openbaar")

    for deed in (
        lambda: bring_from_outside(box, KAS, at=NOON),
        lambda: change_strength(strength, other, by=chair, at=NOON),
        lambda: take_away(strength, by=chair, at=NOON),
        lambda: refuse(waiting, "Is er niet meer.", by=chair, at=NOON),
    ):
        with touched() as found:
            deed()
        assert after_the_trail(found) == set()


def test_answers_under_herkent_u_dit_end_with_the_trail(table, chair):
    party = a_seat(table, "member", "buren")
    bring_strength(table, KAS, by=chair, at=NOON)
    page = open_page(table, by=chair, at=NOON)
    ask_about(table, askable_things(table)[:1], by=chair, at=NOON)
    number = Asked.objects.get().pk

    for deed in (
        lambda: answer_as_party(table, {number: ("yes", "")}, by=party, at=NOON),
        lambda: press_answer(table, number, "no", by=party, at=NOON),
        lambda: take_back_answer(table, number, by=party, at=NOON),
        lambda: answer_as_resident(page, {number: ("yes", "")}, token="t", at=NOON),
        lambda: ask_about(table, [], by=chair, at=NOON),
    ):
        with touched() as found:
            deed()
        assert after_the_trail(found) == set()


def test_deeds_about_stories_end_with_the_trail(table, chair):
    box = a_box(table)
    shown, taken, erased = (tell(box, f"Verhaal {number}.")[0] for number in range(3))

    for deed in (
        lambda: tell(box, "Nog een verhaal."),
        lambda: show_story(shown, by=chair, at=NOON),
        lambda: take_back_story(taken, at=NOON),
        lambda: erase_story(erased, by=chair, at=NOON),
    ):
        with touched() as found:
            deed()
        assert after_the_trail(found) == set()


def test_sending_a_signal_holds_the_chain_of_the_table_before_that_of_what_was_sent(table):
    seat = a_seat(table, "member", "buren")
    said = Sent("pattern", "counted", "SAM-EENZ", "WK1", "2026-Q4", 40, "up", "")

    with touched() as found:
        signal = send_signal(table, said, by=seat, at=NOON)
    signal.__class__.objects.update(batch=None)
    with touched() as taken:
        take_back_signal(signal, by=seat, at=NOON)

    assert "signals_batch" in found
    assert after_the_trail(found) == after_the_trail(taken) == set()


def test_deeds_about_rounds_of_questions_end_with_the_trail(db):
    table = rounds.a_table()
    chair, party = rounds.seat_of(table, "voorzitter"), rounds.seat_of(table, "buren")
    draft, request = rounds.a_round(table, "buren"), rounds.sent_round(table, "buren")
    asked = rounds.asked_of(request, "buren")

    for deed in (
        lambda: hand_out_link(asked, by=chair, at=NOON),
        lambda: own_link(asked, by=party, at=NOON),
        lambda: open_answer(asked, by=None, at=NOON),
        lambda: withdraw_links(asked, by=chair, at=NOON),
        lambda: discard_request(draft, by=chair, at=NOON),
    ):
        with touched() as found:
            deed()
        assert after_the_trail(found) == set()


def test_taking_answers_over_holds_the_table_and_the_party_first(db):
    table = rounds.a_table()
    chair = rounds.seat_of(table, "voorzitter")
    asked = rounds.answered(
        rounds.sent_round(table, "buren"), "buren", ("measures", "M2", "costs", {"proces": [70_000]})
    )
    taken = {one.pk for one in Answer.objects.filter(asked=asked)}

    with touched() as merged:
        merge_answers(asked, taken=taken, kept=(), seen={}, by=chair, at=NOON)
    with touched() as undone:
        undo_merge(asked, ChangeSet.objects.get(), by=chair, at=NOON)

    for found in (merged, undone):
        assert found[:2] == ["tables_areatable", "asking_askedparty"]


def test_a_theme_is_taken_back_under_the_table(table, chair):
    weighed = set_theme_aside(table, "BES-WERK", "Later.", by=chair, at=NOON)

    with touched() as found:
        take_theme_back(weighed, by=chair, at=NOON)

    assert WeighedTheme.objects.get().taken_back_at
    assert found[0] == "tables_areatable"
    assert after_the_trail(found) == set()


def test_clearing_writes_down_when_all_is_gone(table, chair):
    for name in ("De kas", "De schuur"):
        strength = bring_strength(table, Said(kind="place", name=name), by=chair, at=NOON)
        take_away(strength, by=chair, at=NOON)
    tell(a_box(table))
    for _number in range(2):
        a_round(table, closes_at=NOON + timedelta(days=14))
    later = NOON.replace(year=2040)

    with touched() as found:
        went = clear_table(table, by=chair, at=later)

    assert {"rounds", "stories"} <= {due.keeping.kind for due in went}
    assert after_the_trail(found) == set()
