"""Signals come out together, in classes, once: of a count that is enough at once, of the rest on Mondays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.demo import demo_signals
from gebiedstafel.means.entry_rows import remove_rows
from gebiedstafel.means.table_import import load_table
from gebiedstafel.signals import quarters
from gebiedstafel.signals.actions import (
    Sent,
    answer_batch,
    appoint,
    let_public_see,
    say_nothing_counted,
    send_signal,
    take_back_signal,
)
from gebiedstafel.signals.forgetting import forget_signals, old_signals
from gebiedstafel.signals.models import Answerer, Batch, NothingCounted, RefusalCount, Signal
from gebiedstafel.signals.places import places_of
from gebiedstafel.signals.published import (
    batches_for_public,
    batches_for_table,
    unanswered,
    waiting_in_all,
)
from gebiedstafel.signals.releasing import show_all_due, show_what_may
from gebiedstafel.signals.sealed import sealed_chain
from gebiedstafel.start.demo import load_demo, reset_demo
from gebiedstafel.tables.models import Seat, TableArea
from gebiedstafel.trail.check import check_chain
from gebiedstafel.trail.deeds import token_of
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.small_table import small_table

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    table = load_table(small_table(), by=Person.objects.create_user("voorzitter"), at=NOON)
    for place in ("BU1", "BU2", "BU3"):
        TableArea.objects.create(
            table=table, key=place, name=f"Buurt {place}", level="buurt", parent="WK1", position=9
        )
    return table


@pytest.fixture
def chair(table):
    seat = table.seats.get()
    seat.party = table.parties.get(key="stad")
    seat.save()
    return seat


@pytest.fixture
def neighbours(table):
    return Seat.objects.create(table=table, role=Seat.Role.MEMBER, party=table.parties.get(key="buren"))


def send(by, *, at=NOON, **changed):
    said = {
        "kind": "pattern",
        "how": "seen",
        "theme": "SAM-EENZ",
        "area": "BU1",
        "quarter": "2026-Q4",
        "count": 6,
        "trend": "up",
        "text": "Vaker vragen om een maatje.",
    }
    return send_signal(by.table, Sent(**(said | changed)), by=by, at=at)


def test_a_count_that_is_enough_by_itself_is_shown_at_once_with_its_party(table, chair):
    signal = send(chair, how="counted", count=12)

    (shown,) = batches_for_table(table)
    assert signal.batch_id == shown.id
    assert (shown.place, shown.size_class, shown.alone) == ("BU1", "10-24", "Gemeente Bosrijk")
    assert shown.answer_by == date(2026, 12, 16)
    assert batches_for_public(table) == ()


def test_loose_signals_wait_for_monday_and_for_each_other(table, chair, neighbours):
    send(chair)
    send(neighbours, count=7, trend="same", text="De koffie zit vol.")
    assert show_all_due(NOON + timedelta(hours=1)) == 0
    assert batches_for_table(table) == ()

    assert show_all_due(MONDAY) == 1

    (shown,) = batches_for_table(table)
    assert (shown.size_class, shown.alone, shown.trend) == ("10-24", "", "")
    assert [one.text for one in shown.said] == ["De koffie zit vol.", "Vaker vragen om een maatje."]


def test_the_number_of_texts_does_not_tell_how_many_signals_there_are(table, chair, neighbours):
    """Eight texts with "tussen 5 en 9 keer" would tell that it is eight or nine."""
    for at in range(8):
        send(chair if at % 2 else neighbours, theme="WON-KWAL", count=1, text=f"Vocht in de hal, {at}.")
    show_all_due(MONDAY)

    (shown,) = batches_for_table(table)
    assert shown.size_class == "5-9"
    assert [one.text for one in shown.said] == [f"Vocht in de hal, {at}." for at in range(5)]


def test_a_street_is_lifted_to_the_finest_place_that_a_signal_may_have(table, chair):
    TableArea.objects.create(
        table=table, key="ST2", name="Iepenlaan", level="straat", parent="BU2", position=9
    )

    assert send(chair, area="ST2").area == "BU2"
    assert send(chair, area="ST1").area == "WK1"
    assert send(chair, area="elders").area == "WK1"
    assert [key for key, _name in places_of(table).choices] == ["BU1", "BU2", "BU3", "WK1"]


def test_what_a_closed_quarter_left_goes_up_to_the_wijk(table, chair, neighbours):
    for by, area in ((chair, "BU1"), (neighbours, "BU2"), (neighbours, "BU3")):
        send(by, area=area, count=5)
    show_all_due(MONDAY)
    assert batches_for_table(table) == ()

    show_what_may(table, at=datetime(2027, 2, 1, 12, tzinfo=UTC))

    (shown,) = batches_for_table(table)
    assert shown.place == "WK1"


def test_what_police_see_is_shown_of_the_wijk_and_never_to_the_public(table, chair, neighbours):
    table.parties.filter(key="stad").update(kind="veiligheid")
    chair.party.refresh_from_db()

    send(chair, how="counted", count=30, theme="JON-STRA")

    (batch,) = Batch.objects.all()
    assert (batch.place, batch.for_public) == ("WK1", False)


def test_the_public_sees_what_two_reported_and_the_chair_reviewed(table, chair, neighbours):
    send(chair, count=8)
    send(neighbours, count=9)
    show_all_due(MONDAY)
    batch = Batch.objects.get()
    assert batches_for_public(table) == ()
    with pytest.raises(NotAllowed):
        let_public_see(batch, by=neighbours, at=MONDAY)

    let_public_see(batch, by=chair, at=MONDAY)

    (shown,) = batches_for_public(table)
    assert (shown.place_name, shown.size_words) == ("Buurt BU1", "tussen 10 en 24 keer")
    assert not hasattr(shown, "said")
    assert not hasattr(shown, "alone")


def test_a_batch_of_one_party_never_goes_to_the_public(table, chair):
    send(chair, how="counted", count=40)

    with pytest.raises(Refused):
        let_public_see(Batch.objects.get(), by=chair, at=NOON)


def test_only_its_own_party_takes_a_signal_back_and_only_before_it_was_shown(table, chair, neighbours):
    waits, shown = send(chair), send(chair, how="counted", count=40)
    with pytest.raises(Refused):
        take_back_signal(waits, by=neighbours, at=NOON)
    with pytest.raises(Refused):
        take_back_signal(shown, by=chair, at=NOON)

    take_back_signal(waits, by=chair, at=NOON)

    assert list(Signal.objects.all()) == [shown]


def test_the_chair_answers_or_the_party_that_was_chosen(table, chair, neighbours):
    send(chair, how="counted", count=40)
    send(chair, how="counted", count=40, theme="ZOR-OUDE")
    lonely, old = Batch.objects.order_by("theme")
    with pytest.raises(NotAllowed):
        answer_batch(old, "Wij gaan langs.", by=neighbours, at=NOON)
    appoint(table, "ZOR", neighbours.party, by=chair, at=NOON)

    answer_batch(old, "Wij gaan langs.", by=neighbours, at=NOON)
    answer_batch(lonely, "In maart begint de soep.", by=chair, at=NOON)

    assert {one.theme: one.answer for one in batches_for_table(table)} == {
        "ZOR-OUDE": "Wij gaan langs.",
        "SAM-EENZ": "In maart begint de soep.",
    }
    with pytest.raises(Refused):
        answer_batch(old, "Nog eens.", by=chair, at=NOON)


def test_what_has_no_answer_in_four_weeks_is_late(table, chair):
    send(chair, how="counted", count=40)

    assert list(unanswered(table, before=date(2026, 12, 16))) == []
    (late,) = unanswered(table, before=date(2026, 12, 17))
    assert (late.theme_name, late.answer_by) == ("Eenzaamheid", date(2026, 12, 16))


def test_of_what_waits_the_table_learns_a_mark_or_a_class_for_all_together(table, chair):
    send(chair)
    assert waiting_in_all(table, at=MONDAY) == "–"

    for one in range(12):
        send(chair, text=f"Vaker vragen om een maatje, {one}.")

    assert waiting_in_all(table, at=MONDAY) == "10-24"


def test_of_what_waits_nothing_changes_within_a_week(table, chair):
    """A class that changes right after the own signal tells exactly how many there were."""
    for one in range(12):
        send(chair, text=f"Vaker vragen om een maatje, {one}.")

    assert waiting_in_all(table, at=NOON + timedelta(days=4)) == "–"


def test_what_was_seen_and_is_sent_twice_by_bad_wifi_counts_once(table, chair, neighbours):
    first = send(chair)

    again = send(chair, at=NOON + timedelta(minutes=9), area="BU1", text=" Vaker vragen om een  maatje.")

    assert again == first
    assert Deed.objects.filter(action="send_signal").count() == 1
    other = [send(neighbours), send(chair, count=7), send(chair, area="BU2"), send(chair, text="Anders.")]
    later = send(chair, at=NOON + timedelta(minutes=11))
    assert len({first, later, *other}) == 6


@pytest.fixture
def newcomers(table):
    """Give a seat of a party that no measure and no money names."""
    party = table.parties.get(key="buren")
    party.pk, party.key = None, "kerk"
    party.save()
    return Seat.objects.create(table=table, role=Seat.Role.MEMBER, party=party)


def test_a_party_whose_signals_were_shown_is_not_removed_but_leaves(table, newcomers):
    send(newcomers, how="counted", count=12)
    Signal.objects.all().delete()

    with pytest.raises(Refused, match="afspraken of signalen"):
        remove_rows(table, "parties", ["kerk"])

    assert len(batches_for_table(table)) == 1


def test_a_party_whose_signals_wait_is_not_removed_either(table, newcomers):
    send(newcomers)

    with pytest.raises(Refused, match="afspraken of signalen"):
        remove_rows(table, "parties", ["kerk"])

    assert Signal.objects.exists()


def test_a_table_goes_with_its_signals_and_what_was_shown(table, chair):
    send(chair)
    send(chair, how="counted", count=12)

    table.delete()

    assert not Signal.objects.exists()
    assert not Batch.objects.exists()


def test_what_was_taken_back_already_stays_gone_and_the_table_is_held_first(table, chair):
    signal = send(chair)
    with CaptureQueriesContext(connection) as asked:
        take_back_signal(signal, by=chair, at=NOON)
    read = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    table_at = next(at for at, sql in enumerate(read) if 'FROM "tables_areatable"' in sql)
    signal_at = next(at for at, sql in enumerate(read) if 'FROM "signals_signal"' in sql)

    take_back_signal(signal, by=chair, at=NOON)

    assert table_at < signal_at
    assert Deed.objects.filter(action="take_back_signal").count() == 1


def test_of_two_choices_of_who_answers_at_once_the_last_one_stands(table, chair, neighbours):
    """Without the table held, both remove what stood there and both add: the second is a fault."""
    with CaptureQueriesContext(connection) as asked:
        appoint(table, "ZOR", neighbours.party, by=chair, at=NOON)
    said = [one["sql"] for one in asked]

    held = next(at for at, sql in enumerate(said) if 'FROM "tables_areatable"' in sql)
    assert held < next(at for at, sql in enumerate(said) if 'FROM "signals_answerer"' in sql)
    assert Answerer.objects.get().party == neighbours.party


def send_twelve(by):
    """Send enough to be shown, a few at a time as loose observations are."""
    for words in ("Vaker vragen om een maatje.", "Vaker vragen om koffie."):
        send(by, text=words)


def test_what_goes_wrong_at_one_table_does_not_hold_up_the_others(table, chair, caplog):
    send_twelve(chair)
    Signal.objects.update(theme="NIETS")
    document = small_table()
    document["table"]["id"] = "dennenhof"
    other = load_table(document, by=Person.objects.create_user("andere"), at=NOON)
    by = other.seats.get()
    by.party = other.parties.get(key="stad")
    send_twelve(by)
    assert table.pk < other.pk

    assert show_all_due(MONDAY) == 1

    assert f"Signals of table {table.pk} were not weighed." in caplog.text
    assert len(batches_for_table(other)) == 1


def test_nothing_to_report_is_refused_for_what_was_counted_and_says_why(table, chair):
    send(chair, how="counted", count=3)
    row = {"theme": "SAM-EENZ", "area": "BU1", "quarter": "2026-Q4"}

    with pytest.raises(Refused, match="telde dit al"):
        say_nothing_counted(table, **row, by=chair, at=NOON)
    with pytest.raises(Refused, match="Kies een thema"):
        say_nothing_counted(table, **(row | {"theme": "NIETS"}), by=chair, at=NOON)
    with pytest.raises(Refused, match="al gesloten"):
        say_nothing_counted(table, **(row | {"quarter": "2026-Q1"}), by=chair, at=NOON)

    assert not NothingCounted.objects.exists()


def test_an_answer_keeps_its_lines(table, chair):
    send(chair, how="counted", count=40)

    answer_batch(Batch.objects.get(), "In maart begint de soep.\r\n\r\nIedereen  komt.", by=chair, at=NOON)

    assert batches_for_table(table)[0].answer == "In maart begint de soep.\nIedereen komt."


def test_what_waits_for_an_answer_names_the_party_that_was_chosen(table, chair, neighbours):
    send(chair, how="counted", count=40)
    send(chair, how="counted", count=40, theme="ZOR-OUDE")
    appoint(table, "ZOR", neighbours.party, by=chair, at=NOON)

    assert {one.theme_name: one.party for one in unanswered(table, before=date.max)} == {
        "Eenzaamheid": "",
        "Ouder worden, mantelzorg, langer thuis": "buren",
    }


def test_a_party_counts_a_theme_once_per_place_and_quarter(table, chair):
    send(chair, how="counted", count=3)

    with pytest.raises(Refused):
        send(chair, how="counted", count=4)
    row = Signal.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "changed",
    [
        {"theme": "NIETS"},
        {"kind": "anders"},
        {"how": "gegist"},
        {"count": 0},
        {"count": 100_001},
        {"quarter": "2026-Q1"},
        {"quarter": "2027-Q1"},
        {"text": "x" * 201},
        {"text": "Mevrouw op Kersenstraat 14 hoog gooit huisraad naar beneden."},
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(table, chair, changed):
    with pytest.raises(Refused):
        send(chair, **changed)

    assert not Signal.objects.exists()


def test_visitors_and_seats_without_a_party_send_nothing(table, chair):
    for seat in (
        Seat.objects.create(table=table, role=Seat.Role.VISITOR),
        Seat.objects.create(table=table, role=Seat.Role.FINANCE, party=chair.party),
        Seat.objects.create(table=table, role=Seat.Role.CHAIR),
    ):
        with pytest.raises(NotAllowed):
            send(seat)


def test_after_two_years_signals_go_and_what_was_shown_stays(table, chair):
    send(chair, how="counted", count=12, text="Vaker vragen om een maatje.")
    later = NOON + timedelta(days=730 + 92)
    assert old_signals(table, later - timedelta(days=730)) == 1

    forget_signals(table, later - timedelta(days=730))

    (shown,) = batches_for_table(table)
    assert (shown.size_class, shown.said) == ("10-24", ())
    assert not Signal.objects.exists()


def test_a_batch_is_never_changed(table, chair):
    send(chair, how="counted", count=12)

    with pytest.raises(TypeError):
        Batch.objects.update(total=99)


def test_the_trail_proves_what_was_sent_and_tells_neither_who_nor_when_nor_what(
    table, chair, neighbours, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(neighbours)
        send(chair, text="Vaker vragen om een maatje.")
        say_nothing_counted(table, theme="BES-SCHU", area="BU1", quarter="2026-Q4", by=neighbours, at=NOON)
        take_back_signal(Signal.objects.get(party=chair.party), by=chair, at=NOON + timedelta(hours=3))

    sealed = Deed.objects.filter(chain=sealed_chain(table))
    assert [one.action for one in sealed] == ["send_signal"] * 2 + ["say_nothing_counted", "take_back_signal"]
    assert {localtime(one.at).isoformat() for one in sealed} == {"2026-10-01T00:00:00+02:00"}
    assert {one.actor for one in sealed}.isdisjoint({token_of(chair.actor), token_of(neighbours.actor)})
    assert len({one.actor for one in sealed}) == 1
    assert not Deed.objects.filter(chain=table.chain, at__gte=NOON).exclude(action="load_table").exists()
    assert list(check_chain(sealed_chain(table))) == []
    assert not any(word in str(Deed.objects.values_list()) for word in ("SAM", "BU1", "maatje"))


def test_of_old_signals_is_told_in_how_many_quarters_never_how_many_they_were(table, chair):
    for day in range(3):
        send(chair, at=NOON + timedelta(days=day))
    almost = datetime(2028, 12, 29, 12, tzinfo=UTC)
    assert old_signals(table, almost - timedelta(days=730)) == 0

    later = almost + timedelta(days=4)
    assert old_signals(table, later - timedelta(days=730)) == 1
    assert forget_signals(table, later - timedelta(days=730)) == 1
    assert not Signal.objects.exists()


def test_an_address_of_a_signal_tells_nothing_of_how_many_others_there_are(table, chair):
    first, second = send(chair), send(chair, text="Anders.")

    assert len({first.address, second.address}) == 2
    assert not any(one.address.isdigit() or one.address == str(one.pk) for one in (first, second))
    assert first.subject == f"signal/{first.address}"


# --- the demo ----------------------------------------------------------------------------------------


def test_the_demo_obeys_the_rules():
    table, _new = load_demo(at=NOON)
    small = {one["text"] for one in demo_signals()["signals"] if one["id"] in ("G05", "G13", "G30")}
    stopped = {one["text"] for one in demo_signals()["refused"]}

    shown = batches_for_table(table)

    texts = {one.text for batch in shown for one in batch.said}
    assert len(demo_signals()["signals"]) == 31
    assert len(texts) == 28
    assert [batch.theme for batch in batches_for_public(table)] == ["OPE-VERL"]
    assert not texts & (small | stopped)
    assert not Signal.objects.filter(text__in=small, batch__place__startswith="BU").exists()
    everything = str(
        [list(model.objects.values_list()) for model in apps.get_app_config("signals").get_models()]
    )
    assert all(text not in everything for text in stopped)
    assert dict(RefusalCount.objects.filter(table=table).values_list("reason", "count")) == {
        "house_number": 1,
        "name": 1,
        "kin": 1,
        "small_group": 1,
        "one_person": 1,
    }


def test_streets_of_the_demo_are_lifted_to_their_buurt_and_police_to_the_wijk():
    table, _new = load_demo(at=NOON)

    places = {batch.place for batch in batches_for_table(table)}
    police = {batch.place for batch in batches_for_table(table) if batch.alone.startswith("Politie")}

    assert not any(place.startswith("ST-") for place in places)
    assert police == {"WK999801"}


def test_the_demo_is_put_back_with_its_signals():
    table, _new = load_demo(at=NOON)
    before = [(one.theme, one.place, one.size_class) for one in batches_for_table(table)]

    table = reset_demo(at=NOON)

    assert [(one.theme, one.place, one.size_class) for one in batches_for_table(table)] == before


# --- quarters ----------------------------------------------------------------------------------------


def test_a_quarter_takes_counts_until_four_weeks_after_its_end():
    assert quarters.quarter_of(date(2026, 11, 21)) == "2026-Q4"
    assert quarters.asked_about(date(2026, 10, 20)) == "2026-Q3"
    assert quarters.choices(date(2026, 10, 20)) == ("2026-Q3", "2026-Q4")
    assert quarters.choices(date(2026, 10, 29)) == ("2026-Q4",)
    assert quarters.last_closed(date(2026, 10, 28)) == "2026-Q2"
    assert quarters.last_closed(date(2026, 10, 29)) == "2026-Q3"
    assert quarters.last_closed(date(2027, 1, 29)) == "2026-Q4"
