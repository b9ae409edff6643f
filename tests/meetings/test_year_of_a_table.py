"""The year of a table: proposed, taken over, changed, planned, copied to the next."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.meetings.default_year import default_year
from gebiedstafel.meetings.models import Meeting, YearStep
from gebiedstafel.meetings.year import (
    StepSaid,
    add_step,
    change_step,
    in_year,
    plan_step,
    proposed_day,
    remove_step,
    restore_step,
    said_of,
    steps_of,
    take_over,
)
from gebiedstafel.meetings.year_page import taken, year_page
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .held import NOON, table_with_people

pytestmark = pytest.mark.django_db
MAY = StepSaid("Feest", date(2027, 5, 1), date(2027, 5, 1))


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


def test_the_proposal_knows_four_tables_and_the_clocks_of_others():
    steps = default_year(2027)
    names = " ".join(one.name for one in steps)

    assert [one.begins.month for one in steps if one.kind == "tafel"] == [3, 6, 9, 12]
    for word in ("Kadernota", "Activiteitenoverzicht", "Begroting", "Prestatieafspraken"):
        assert word in names
    assert date(2027, 7, 1) in {one.begins for one in steps if one.kind == "buiten"}


def test_a_table_takes_the_proposal_over_and_copies_it_to_the_next_year(people):
    table, chair, *_ = people
    take_over(table, 2027, by=chair, at=NOON)
    add_step(table, MAY, by=chair, at=NOON)

    count = take_over(table, 2028, by=chair, at=NOON)

    assert count == len(default_year(2027)) + 1
    feast = next(one for one in steps_of(table, 2028) if one.name == "Feest")
    assert feast.begins == date(2028, 5, 1)
    assert any(one.ends == date(2028, 2, 29) for one in steps_of(table, 2028))
    with pytest.raises(Refused, match="staat er al"):
        take_over(table, 2028, by=chair, at=NOON)


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.integers(2020, 2061))
def test_a_day_moved_to_another_year_stays_in_its_month(one, year):
    moved = in_year(one, year)

    assert (moved.year, moved.month) == (year, one.month)
    assert abs(moved.day - one.day) <= 1


def test_only_the_chair_changes_the_year_and_two_chairs_see_each_other(people):
    table, chair, member, *_ = people
    with pytest.raises(NotAllowed):
        take_over(table, 2027, by=member, at=NOON)
    step = add_step(table, MAY, by=chair, at=NOON)
    change_step(step, StepSaid("Markt", MAY.begins, MAY.ends), by=chair, at=NOON, seen=1)

    with pytest.raises(Refused, match=r"Markt.*Braderie"):
        change_step(step, StepSaid("Braderie", MAY.begins, MAY.ends), by=chair, at=NOON, seen=1)

    assert said_of(YearStep.objects.get()).name == "Markt"


def test_a_step_becomes_a_meeting_in_one_click_and_only_one(people):
    table, chair, *_ = people
    take_over(table, 2026, by=chair, at=NOON)
    step = next(one for one in steps_of(table, 2026) if one.begins == date(2026, 12, 1))

    meeting = plan_step(step, by=chair, at=NOON)
    again = plan_step(step, by=chair, at=NOON)

    assert meeting.pk == again.pk
    assert Meeting.objects.count() == 1
    assert (meeting.held_on.weekday(), meeting.held_on.month) == (3, 12)


def test_a_step_that_is_over_is_not_planned():
    step = YearStep(name="Tafel 1", begins=date(2026, 3, 1), ends=date(2026, 3, 31))

    with pytest.raises(Refused, match="al voorbij"):
        proposed_day(step, date(2026, 4, 1))


def test_what_is_taken_out_of_the_year_can_be_put_back(people):
    table, chair, *_ = people
    step = add_step(table, MAY, by=chair, at=NOON)

    remove_step(step, by=chair, at=NOON)
    assert steps_of(table, 2027) == []
    restore_step(step, by=chair, at=NOON)

    assert [one.name for one in steps_of(table, 2027)] == ["Feest"]


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 6, 15), date(2027, 12, 31)])
def test_picture_and_list_show_the_same_steps_and_what_comes_next(people, today):
    page = year_page(people[0], 2027, today)

    assert sorted(bar.name for bar in page.bars) == sorted(one.step.name for one in page.steps)
    later = [one.step for one in page.steps if one.step.begins > today]
    assert (page.next.step if page.next else None) == (later[0] if later else None)
    assert all(bar.x >= 0 and bar.width >= 6 for bar in page.bars)


def test_no_bar_and_no_name_lies_over_another(people):
    page = year_page(people[0], 2027, date(2027, 6, 15))

    for one in page.bars:
        begins, ends = taken(one.x, one.width, one.name)
        for bar in page.bars:
            if bar is not one and bar.y == one.y:
                left, right = taken(bar.x, bar.width, bar.name)
                assert ends <= left or right <= begins


def test_all_faults_of_a_step_are_told_at_once(people, client):
    client.force_login(people[1].person)
    sent = {"name": "", "kind": "feest", "begins": "9999-01-01", "ends": "2027-02-30", "document": "x" * 201}

    answer = client.post(reverse("year:new_step", args=["beukenhof"]), sent)

    assert answer.status_code == 400
    assert answer.content.decode().count("gt-form__error") == 5


def test_a_step_in_a_year_we_cannot_arrange_or_that_lasts_too_long_is_told_in_the_form(people, client):
    client.force_login(people[1].person)
    url = reverse("year:new_step", args=["beukenhof"])

    early = client.post(url, {"name": "Feest", "kind": "stap", "begins": "2019-12-31", "ends": "2020-01-01"})
    long = client.post(url, {"name": "Feest", "kind": "stap", "begins": "2027-01-01", "ends": "2028-12-31"})

    assert "van 2020 tot en met 2060" in early.content.decode()
    assert "hooguit een jaar" in long.content.decode()
    for answer in (early, long):
        assert answer.status_code == 400
        assert 'value="Feest"' in answer.content.decode()
    assert not YearStep.objects.exists()


@pytest.mark.parametrize("year", ["", "0", "99999999999999999999", "\x00", "2061"])
def test_a_year_we_do_not_know_shows_this_one(people, client, year):
    client.force_login(people[5].person)

    answer = client.get(reverse("meetings:year", args=["beukenhof"]), {"jaar": year})

    assert answer.status_code == 200
    assert str(datetime.now(tz=UTC).year) in answer.content.decode()
