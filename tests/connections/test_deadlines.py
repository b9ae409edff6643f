"""Termijnen: what must be done by when and by whom, in words, and what of the plan depends on it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from gebiedstafel.connections.actions import choose_measure_out
from gebiedstafel.connections.deadline_page import deadline_page, when_in_words
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.reading import Reading
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.exchange.calendar_file import Event, calendar_file
from gebiedstafel.exchange.deadlines import Depends, Kind, deadlines
from gebiedstafel.means.table_import import load_demo_table, load_table
from gebiedstafel.tables.models import Seat
from tests.small_table import small_table
from tests.tables.own_tables import person

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = NOON.date()


def flow(**more):
    plain = {
        "id": "F1",
        "name": "Wijkpot",
        "holder": "stad",
        "certainty": "kansrijk",
        "budget": {"2027": 100},
        "carry_forward": 1,
    }
    return {**plain, **more}


def document(*flows):
    return {**small_table(), "money_flows": list(flows)}


def found(*flows, today=TODAY):
    return [(one.kind, one.on.isoformat()) for one in deadlines(document(*flows), today)]


def a_plan(*payments):
    """A plan in which M1 is paid like this: (flow, year, cents)."""
    paid = [
        {"flow": name, "year": year, "cost_type": "proces", "cents": cents} for name, year, cents in payments
    ]
    known = {**small_table(), "money_flows": [flow(id=f"F{n}") for n in (1, 2, 3, 4)]}
    return Reading(known, {"measures": [{"id": "M1", "start": 2027, "payments": paid}]})


def test_every_day_of_a_flow_is_told_in_the_order_in_which_it_comes():
    everything = flow(
        apply_by="2027-10-01",
        prepare_weeks=8,
        decide_weeks=13,
        commit_by="2028-06-01",
        start_by="2028-09-01",
        spend_by="2029-12-31",
        match={"certain_by": "2027-09-01"},
        reservation={"text": "De raad besluit", "body": "Raad", "by": "2027-03-01"},
        conditions=[
            {"text": "Collegebesluit", "checked_by": "stad", "by": "2027-02-01"},
            {"text": "Zonder dag"},
        ],
    )

    assert found(everything) == [
        (Kind.CONDITION, "2027-02-01"),
        (Kind.RESERVATION, "2027-03-01"),
        (Kind.PREPARE, "2027-08-06"),
        (Kind.MATCH, "2027-09-01"),
        (Kind.APPLY, "2027-10-01"),
        (Kind.DECIDE, "2027-12-31"),
        (Kind.COMMIT, "2028-06-01"),
        (Kind.START, "2028-09-01"),
        (Kind.SPEND, "2029-12-31"),
    ]


def test_the_day_its_holder_names_for_the_decision_goes_before_the_weeks():
    assert (Kind.DECIDE, "2028-01-15") in found(
        flow(apply_by="2027-10-01", decide_weeks=2, certain_on="2028-01-15")
    )


def test_money_that_is_certain_is_asked_for_no_more():
    assert found(flow(certainty="vast", apply_by="2026-01-01", prepare_weeks=3, spend_by="2028-01-01")) == [
        (Kind.SPEND, "2028-01-01")
    ]


@pytest.mark.parametrize("never", [{"certainty": "uitgesloten"}, {"in_engine": False}])
def test_money_that_cannot_come_here_has_no_days(never):
    assert found(flow(apply_by="2027-10-01", **never)) == []


def test_money_that_stays_in_its_year_lapses_at_the_coming_new_year_only():
    yearly = {"carry_forward": 0, "budget": {"2026": 5, "2027": 0, "2028": 5}}

    assert found(flow(**yearly)) == [(Kind.YEAR_END, "2026-12-31")]
    assert found(flow(**yearly), today=date(2027, 1, 1)) == [(Kind.YEAR_END, "2028-12-31")]
    assert found(flow(**{**yearly, "spend_by": "2026-12-01"})) == [(Kind.SPEND, "2026-12-01")]
    assert found(flow(**{**yearly, "carry_forward": "1/5"})) == [(Kind.YEAR_END, "2026-12-31")]


def test_who_acts_is_the_applicant_or_who_holds_what_nobody_asks_for_and_for_a_condition_who_checks_it():
    conditions = [{"text": "x", "checked_by": "huis", "by": "2027-02-01"}]
    rows = deadlines(
        document(
            flow(apply_by="2027-10-01", applicant="buren", conditions=conditions),
            flow(id="F2", spend_by="2027-11-01"),
        ),
        TODAY,
    )

    assert [one.who for one in rows] == [("huis",), ("buren",), ("stad",)]


def test_where_nobody_is_named_to_apply_the_holder_is_not_told_to():
    asked = document(
        flow(apply_by="2027-10-01", decide_weeks=4, conditions=[{"text": "x", "by": "2027-09-01"}])
    )
    found = deadlines(asked, TODAY)

    page = deadline_page(found, asked, TODAY, None)

    assert {one.kind: one.who for one in found} == {
        Kind.CONDITION: (),
        Kind.APPLY: (),
        Kind.DECIDE: ("stad",),
    }
    assert page.first.who == "nog niet bekend wie aanvraagt"


def test_what_the_plan_pays_from_a_flow_depends_on_its_days():
    reading = a_plan(("F1", 2027, 300), ("F1", 2028, 200), ("F2", 2027, 900))
    rows = deadlines(
        document(flow(apply_by="2027-10-01"), flow(id="F3", apply_by="2027-11-01")),
        TODAY,
        reading.chosen.values(),
    )

    assert [one.depends for one in rows] == [Depends(("M1",), 500), None]


def test_at_new_year_only_that_year_of_the_plan_is_at_stake():
    rows = deadlines(
        document(flow(carry_forward=0, budget={"2027": 500, "2028": 500})),
        TODAY,
        a_plan(("F1", 2027, 300), ("F1", 2028, 200)).chosen.values(),
    )

    assert [one.depends for one in rows] == [Depends(("M1",), 300)]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-11-26", "vandaag"),
        ("2026-11-27", "over 1 dag"),
        ("2026-12-09", "over 13 dagen"),
        ("2026-12-10", "over 2 weken"),
        ("2027-03-26", "over 3 maanden"),
        ("2026-11-25", "1 dag te laat"),
        ("2026-10-01", "8 weken te laat"),
        ("2024-11-26", "24 maanden te laat"),
    ],
)
def test_how_long_there_is_left_or_how_late_it_is_stands_in_words(on, words):
    assert when_in_words(TODAY, date.fromisoformat(on)) == words


def test_a_decision_of_others_is_past_and_never_late():
    assert when_in_words(TODAY, date(2026, 11, 19), done=True) == "7 dagen geleden"


def test_the_picture_and_the_list_tell_the_same():
    rows = [
        flow(apply_by="2026-10-01"),
        flow(id="F2", apply_by="2026-12-01", spend_by="2027-12-31"),
        flow(id="F3", spend_by="2034-01-01"),
    ]
    page = deadline_page(deadlines(document(*rows), TODAY), document(*rows), TODAY, None)

    in_picture = sum(len(month.marks) + month.more for month in page.months)
    assert [group.key for group in page.groups] == ["te-laat", "2026-12", "2027-12", "2034-01"]
    assert (page.count, page.late, page.beyond, in_picture) == (4, 1, 1, 2)
    assert len(page.months) == 24
    assert page.first.what == "Vraag aan: Wijkpot"
    assert page.months[1].words == "december\u00a02026: 1 termijn, met geld dat anders vervalt"


def test_alike_days_are_one_card_and_what_the_plan_does_not_use_is_folded():
    yearly = {"carry_forward": 0, "budget": {"2027": 500}}
    rows = [flow(id=f"F{n}", name=f"Pot {n}", **yearly) for n in (1, 2, 3)]
    rows.append(flow(id="F4", name="Pot 4", spend_by="2028-05-01"))
    reading = a_plan(("F1", 2027, 300), ("F3", 2027, 200))

    page = deadline_page(
        deadlines(document(*rows), TODAY, reading.chosen.values()), document(*rows), TODAY, reading
    )

    (group,), (later,) = page.resting, page.unused
    assert [(card.what, [row.name for row in card.rows]) for card in group.cards] == [
        ("Geef dit jaar uit: 2 geldstromen", ["Pot 1", "Pot 3"])
    ]
    assert [(card.what, card.first.flow) for card in group.unused] == [("Geef dit jaar uit: Pot 2", "F2")]
    assert (page.count, group.unused_count, later.key, page.unused_count) == (4, 1, "2028-05", 1)


def test_money_that_came_after_the_plan_is_not_folded_as_if_the_plan_let_it_lie():
    rows = [flow(spend_by="2027-05-01"), flow(id="F9", name="Nieuwe pot", apply_by="2027-02-01")]
    reading = a_plan(("F1", 2027, 300))

    page = deadline_page(
        deadlines(document(*rows), TODAY, reading.chosen.values()), document(*rows), TODAY, reading
    )

    new = page.resting[0].cards[0].first
    assert (new.flow, new.unused, page.unused) == ("F9", False, ())
    assert new.depends == "Dit geld was er nog niet toen het plan werd gemaakt."


def test_the_first_days_stand_open_and_what_is_past_or_far_ahead_is_folded():
    busy = [flow(id=f"F{n}", apply_by="2027-03-01") for n in range(7)]
    rows = [
        flow(id="OUD", apply_by="2026-10-01"),
        flow(id="EEN", apply_by="2026-12-01"),
        *busy,
        flow(id="LAAT", apply_by="2027-04-01"),
    ]

    page = deadline_page(deadlines(document(*rows), TODAY), document(*rows), TODAY, None)

    assert [row.flow for row in page.past.rows] == ["OUD"]
    assert [group.key for group in page.near] == ["2026-12"]
    assert [group.words for group in page.later] == [
        "Maart\u00a02027: 7 termijnen, alle met geld dat anders vervalt",
        "April\u00a02027: 1 termijn, met geld dat anders vervalt",
    ]
    assert page.resting == (page.past, *page.near, *page.later)


def test_a_month_says_how_many_of_its_days_let_money_lapse_where_not_all_of_them_do():
    asked = [{"text": "Collegebesluit", "checked_by": "stad", "by": "2027-03-02"}]
    rows = [flow(apply_by="2027-03-01", conditions=asked)]

    page = deadline_page(deadlines(document(*rows), TODAY), document(*rows), TODAY, None)

    words = {month.key: month.words for month in page.months}
    assert words["2027-03"] == "maart\u00a02027: 2 termijnen, waarvan 1 met geld dat anders vervalt"


def test_a_short_list_stands_open_whole():
    rows = [flow(id=f"F{n}", apply_by=f"{2027 + n}-03-01") for n in range(8)]

    page = deadline_page(deadlines(document(*rows), TODAY), document(*rows), TODAY, None)

    assert len(page.near) == 8
    assert page.later == ()


def test_the_first_month_stands_open_however_much_is_in_it():
    rows = [flow(id=f"F{n}", apply_by="2026-12-01") for n in range(20)]

    page = deadline_page(deadlines(document(*rows), TODAY), document(*rows), TODAY, None)

    assert [group.key for group in page.near] == ["2026-12"]
    assert (page.past, page.later) == (None, ())


def test_without_a_plan_nothing_is_folded_as_unused():
    rows = [flow(apply_by="2027-01-01"), flow(id="F2", apply_by="2027-01-01")]

    page = deadline_page(deadlines(document(*rows), TODAY), document(*rows), TODAY, None)

    assert [len(card.rows) for group in page.groups for card in group.cards] == [2]
    assert page.resting == page.groups


def test_a_month_with_many_days_counts_what_does_not_fit():
    rows = [flow(id=f"F{n}", apply_by="2026-12-01") for n in range(9)]

    page = deadline_page(deadlines(document(*rows), TODAY), document(*rows), TODAY, None)

    assert (len(page.months[1].marks), page.months[1].more) == (6, 3)


def test_only_the_days_of_one_party_are_shown_when_asked():
    rows = [
        flow(apply_by="2027-01-01", applicant="stad"),
        flow(id="F2", apply_by="2027-02-01", applicant="huis"),
        flow(id="F3", holder="huis", apply_by="2027-03-01"),
    ]

    page = deadline_page(deadlines(document(*rows), TODAY), document(*rows), TODAY, None, only={"huis"})

    assert [row.flow for group in page.groups for row in group.rows] == ["F2"]


@given(st.dates(), st.integers(0, 520), st.integers(0, 520), st.dates())
@example(date(9998, 2, 1), 0, 0, date(9998, 2, 1))
@example(date(1, 1, 1), 520, 520, date(9999, 12, 31))
def test_no_day_and_no_number_of_weeks_breaks_the_calendar(day, prepare, decide, today):
    rows = document(flow(apply_by=day.isoformat(), prepare_weeks=prepare, decide_weeks=decide))

    page = deadline_page(deadlines(rows, today), rows, today, None)

    assert page.count == 3


@given(
    st.lists(
        st.builds(Event, st.text(min_size=1), st.dates(max_value=date(9000, 1, 1)), st.text(), st.text()),
        max_size=5,
    )
)
def test_a_calendar_file_keeps_its_form_whatever_the_words(events):
    lines = calendar_file("Tafel", events, made_at=NOON).split("\r\n")

    whole = "\r\n".join(lines).replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert sum(line == "BEGIN:VEVENT" for line in whole.split("\r\n")) == len(events)
    assert not any(sign in whole.replace("\r\n", "") for sign in "\n\r\x00")


def test_a_calendar_file_of_the_same_days_in_any_order_is_the_same():
    days = [Event("b", date(2027, 1, 2), "B; c, d"), Event("a", date(2027, 1, 1), "A", "regel\nregel")]

    text = calendar_file("Tafel", days, made_at=NOON)

    assert text == calendar_file("Tafel", days[::-1], made_at=NOON)
    assert "SUMMARY:B\\; c\\, d\r\n" in text
    assert "DESCRIPTION:regel\\nregel\r\n" in text
    assert "DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270102\r\n" in text


@pytest.fixture
def table(client):
    source = small_table()
    del source["choices"]
    source["money_flows"][0] |= {"commit_by": "2099-05-01", "note": "alleen voor ons"}
    source["money_flows"][1] |= {"applicant": "buren", "apply_by": "2020-01-01"}
    vera = person("vera")
    table = load_table(source, by=vera, at=NOON)
    table.seats.update(party=table.parties.get(key="stad"))
    client.force_login(vera)
    make_plan(table, by=table.seats.get(), clock=lambda: NOON)
    return table


def shown(client, table, name="deadlines", **asked):
    return client.get(reverse(f"connections:{name}", args=[table.pk]), asked).content.decode()


@pytest.mark.django_db
def test_the_page_tells_what_is_late_what_lapses_and_what_the_plan_rests_on(client, table):
    page = shown(client, table)

    assert "Te laat of voorbij" in page
    assert "Vraag aan: Waterpot" in page
    assert "te laat" in page
    assert "Leg vast: Wijkbudget" in page
    assert "<small>uiterlijk</small> <b>1\u00a0mei</b>" in page
    assert "vervalt als er niets gebeurt" in page
    assert "In het plan: €" in page
    assert "Het plan gebruikt dit geld niet." in page


@pytest.mark.django_db
def test_the_page_says_when_the_plan_is_outdated(client, table):
    before = shown(client, table)
    choose_measure_out(table.measures.first(), by=table.seats.get(), at=NOON + timedelta(hours=1))

    after = shown(client, table)

    told = "Dit plan is verouderd: daarna is er iets veranderd."
    assert told not in before
    assert told in after


@pytest.mark.django_db
def test_what_is_past_stands_folded_before_the_days_to_come(client, table):
    Plan.objects.all().delete()

    page = shown(client, table)

    past = page[page.index("Eén dag die voorbij is") :]
    assert past.index("Vraag aan: Waterpot") < past.index("</details>") < past.index("Leg vast: Wijkbudget")


@pytest.mark.django_db
def test_the_next_step_says_what_comes_first_and_who_must_do_it(client, table):
    page = shown(client, table)

    step = page[page.index("gt-next") :]
    said = " ".join(re.sub(r"<[^>]+>", " ", step).split())
    assert re.search(r"Wijkbudget, (over \d+ \w+|vandaag)\. Wie: Gemeente Bosrijk\.", said)


@pytest.mark.django_db
def test_the_page_of_my_party_leaves_out_what_others_do(client, table):
    page = shown(client, table, wie="mijn")

    assert "Leg vast: Wijkbudget" in page
    assert "Vraag aan: Waterpot" not in page
    assert "Vraag aan: Waterpot" in shown(client, table, wie="buren")
    assert "Leg vast: Wijkbudget" in shown(client, table, wie="\x00nergens")


@pytest.mark.django_db
def test_the_calendar_file_tells_days_and_names_and_no_amount_or_condition(client, table):
    answer = client.get(reverse("connections:deadlines_calendar", args=[table.pk]))
    text = answer.content.decode().replace("\r\n ", "")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Leg vast: Wijkbudget" in text
    assert "20990501" in text
    assert "Collegebesluit" not in text
    assert "€" not in text
    assert "alleen voor ons" not in text


@pytest.mark.django_db
def test_the_adopted_plan_goes_before_a_newer_one(client, table):
    first = table.plans.get()
    make_plan(table, by=table.seats.get(), clock=lambda: NOON.replace(hour=13))
    Plan.objects.filter(pk=first.pk).update(adopted_at=NOON)

    assert "het vastgestelde plan" in shown(client, table)


@pytest.mark.django_db
def test_a_visitor_reads_no_plan_that_rests_on_what_the_table_alone_sees(client, table):
    visitor = person("gast")
    Seat.objects.create(table=table, person=visitor, role=Seat.Role.VISITOR)
    client.force_login(visitor)

    page = shown(client, table)

    assert "In het plan:" not in page


@pytest.mark.django_db
def test_without_days_the_page_teaches_what_comes_here(client):
    source = small_table()
    source["money_flows"] = []
    vera = person("vera")
    client.force_login(vera)
    table = load_table({**source, "choices": {}, "bundles": []}, by=vera, at=NOON)

    page = shown(client, table)

    assert "Hier komen de dagen van het geld" in page
    assert reverse("means:schemes", args=[table.pk]) in page


@pytest.mark.django_db
def test_middelen_and_the_plan_lead_to_the_days(client, table):
    address = reverse("connections:deadlines", args=[table.pk])

    for name in ("means:overview", "connections:plan"):
        assert address in client.get(reverse(name, args=[table.pk])).content.decode()


@pytest.mark.django_db
def test_a_demo_counts_from_the_day_of_its_story_here_and_on_start_alike(client, settings):
    settings.DEMO = True
    source = small_table()
    source["table"]["as_of"] = "2027-12-21"
    source["money_flows"][0] |= {"carry_forward": 0}
    table = load_demo_table({**source, "choices": {}}, at=NOON)
    officer = table.seats.get(role=Seat.Role.FINANCE)
    client.post(reverse("tables:switch_seat"), {"seat": officer.pk, "next": "/"})
    make_plan(table, by=table.seats.get(role=Seat.Role.CHAIR), clock=lambda: NOON)

    start = client.get(reverse("start:home", args=[table.pk])).content.decode()
    page = shown(client, table)

    assert "nog 10 dagen" in start
    assert "over 10 dagen" in page
    assert "te laat" in page  # the decision of 1 March 2027 is behind that day
