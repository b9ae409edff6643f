"""Tables of one municipality read along with a try that another opened, and meet nothing else of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gebiedstafel.areas.models import Area
from gebiedstafel.record.own_data import own_data
from gebiedstafel.record.sheets import sheets_of
from gebiedstafel.record.trail_page import told
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.workshop.models import TableNote, Trying
from gebiedstafel.workshop.other_tables import close_to_tables, note_on_try, open_to_tables, take_note_away
from gebiedstafel.workshop.other_tables_page import notes_on_closed, opened_by_others
from gebiedstafel.workshop.series import TrioSaid, begin_workshop, plan_sitting
from gebiedstafel.workshop.trying_out import drop_trying, read_along, say_what_to_try, tell_what_happened
from tests.tables.own_tables import own_table, person, seat
from tests.workshop.rounds_of_choosing import NOON, table_with_people

pytestmark = pytest.mark.django_db
MARK = "KANARIE"


@pytest.fixture
def theirs(settings):
    """A table with a try that is open and everything around it marked; the wijk is that of its trio."""
    settings.DEMO = False
    table = own_table("elders", chair=person("ander"))
    AreaTable.objects.filter(pk=table.pk).update(name="Elders")
    Area.objects.create(code="WK7", year=2025, level="wijk", name="Lindenveld", municipality_code="GM1")
    chair = table.seats.select_related("table").get()
    trio = TrioSaid(f"{MARK} Jan en Piet", "WK7", f"{MARK} kwestie")
    workshop = begin_workshop(table, f"{MARK} reeks", (trio,), by=chair, at=NOON)
    sitting = plan_sitting(workshop, "leeragenda", date(2027, 1, 9), by=chair, at=NOON)
    say_what_to_try(sitting, f"{MARK} dicht", trio=workshop.trios.get(), by=chair, at=NOON)
    said = say_what_to_try(sitting, "Eerst bellen", trio=workshop.trios.get(), by=chair, at=NOON)
    read_along(said, f"{MARK} sterk", f"{MARK} vraag", by=chair, at=NOON)
    tell_what_happened(said, "Minder brieven", "Geen brief meer", by=chair, at=NOON)
    open_to_tables(said, by=chair, at=NOON)
    return chair


@pytest.fixture
def opened(theirs):
    return Trying.objects.get(tried="Eerst bellen")


@pytest.fixture
def ours(theirs):
    """The people of another table of the same municipality."""
    table, *people = table_with_people()
    AreaTable.objects.filter(pk=theirs.table_id).update(municipality=table.municipality)
    return people


def read(client, who, name="other_tables", *args):
    client.force_login(who.person)
    page = client.get(reverse(f"workshop:{name}", args=[who.table_id, *args]))
    return page.content.decode()


def test_another_table_reads_the_opened_words_the_table_and_the_wijk_and_nothing_else(client, ours, opened):
    _chair, member, *_ = ours

    html = read(client, member)

    for words in ("Eerst bellen", "Minder brieven", "Geen brief meer", "Elders", "Lindenveld"):
        assert words in html
    assert MARK not in html
    assert [one.pk for one in opened_by_others(member.table)] == [opened.pk]


@pytest.mark.parametrize("change", [{"municipality": None}, {}])
def test_what_is_closed_or_of_another_municipality_is_not_there(client, theirs, ours, opened, change):
    _chair, member, *_ = ours
    if change:
        AreaTable.objects.filter(pk=theirs.table_id).update(**change)
    else:
        close_to_tables(opened, by=theirs, at=NOON)

    html = read(client, member)

    assert "Geen andere tafel laat nu een proef zien." in html
    assert "Eerst bellen" not in html
    with pytest.raises(Refused, match="U schreef: Knap"):
        note_on_try(opened.pk, "Knap", by=member, at=NOON, seen=0)
    assert not TableNote.objects.exists()


def test_a_table_of_no_municipality_reads_nothing_and_opens_nothing(client, theirs, opened):
    AreaTable.objects.update(municipality=None)
    closed = Trying.objects.get(opened_at=None)

    assert "Deze tafel hoort nog niet bij een gemeente." in read(client, theirs)

    with pytest.raises(Refused, match="Kies eerst het gebied"):
        open_to_tables(closed, by=theirs, at=NOON)


def test_the_one_note_of_a_table_stands_beside_the_try_with_its_name(client, theirs, ours, opened):
    chair, member, *_ = ours
    note_on_try(opened.pk, "Bellen helpt hier ook", by=member, at=NOON, seen=0)

    note_on_try(opened.pk, "Bellen hielp hier niet", by=chair, at=NOON, seen=1)

    note = TableNote.objects.get()
    assert (note.text, note.version, note.written_by) == ("Bellen hielp hier niet", 2, chair)
    workshop = opened.sitting.workshop_id
    for name in ("series", "made_in_series"):
        html = read(client, theirs, name, workshop)
        assert "Bellen hielp hier niet" in html
        assert str(chair.table) in html
    take_note_away(opened.pk, by=member, at=NOON)
    assert "Bellen hielp" not in read(client, theirs, "series", workshop)


def test_two_who_write_the_note_at_once_both_keep_their_words(ours, opened):
    chair, member, *_ = ours
    note_on_try(opened.pk, "Bellen helpt", by=member, at=NOON, seen=0)

    for seen in (0, None):
        with pytest.raises(Refused, match=r"Er staat nu: Bellen helpt\. U wilde: Mooi"):
            note_on_try(opened.pk, "Mooi", by=chair, at=NOON, seen=seen)

    assert note_on_try(opened.pk, "Bellen helpt", by=chair, at=NOON, seen=0).version == 1


@pytest.mark.parametrize(("text", "why"), [("x" * 501, "passen er 500"), (" ", "Er staat nog niets")])
def test_a_note_that_does_not_fit_is_refused_and_nothing_is_kept(ours, opened, text, why):
    with pytest.raises(Refused, match=why):
        note_on_try(opened.pk, text, by=ours[1], at=NOON, seen=0)

    assert not TableNote.objects.exists()


def test_only_who_has_a_voice_opens_and_notes_and_nobody_notes_at_their_own_table(theirs, ours, opened):
    _chair, member, finance, visitor = ours

    for someone in (finance, visitor):
        with pytest.raises(NotAllowed, match="Alleen wie aan tafel zit"):
            note_on_try(opened.pk, "Knap", by=someone, at=NOON, seen=0)
    with pytest.raises(NotAllowed, match="andere tafel"):
        close_to_tables(opened, by=member, at=NOON)
    money = seat(theirs.table, person("centen"), role="finance", party="stad")
    with pytest.raises(NotAllowed, match="Alleen wie de werkplaats begeleidt"):
        close_to_tables(opened, by=money, at=NOON)
    with pytest.raises(Refused, match="niet meer open"):
        note_on_try(opened.pk, "Knap", by=theirs, at=NOON, seen=0)


def test_each_trail_tells_the_deed_and_that_of_the_other_table_names_no_seat(theirs, ours, opened):
    _chair, member, *_ = ours
    note_on_try(opened.pk, "Knap", by=member, at=NOON, seen=0)

    take_note_away(opened.pk, by=member, at=NOON)

    def last(table):
        deeds = Deed.objects.filter(chain=table.chain).order_by("-number")[:2]
        return {(one.who, one.did, one.subject) for one in told(table, list(deeds))}

    own, other = last(member.table), last(theirs.table)
    assert {who for who, *_ in own} == {"aan tafel, Buren van Beukenhof"}
    assert {who for who, *_ in other} == {"een andere tafel van de gemeente"}
    assert {subject for *_, subject in own | other} == {opened.subject}
    assert "haalde een notitie weg bij een proef van deze tafel" in {did for _, did, _ in other}


def test_a_note_is_own_data_and_in_both_records_without_who_wrote_it(theirs, ours, opened):
    _chair, member, *_ = ours
    note_on_try(opened.pk, "Knap", by=member, at=NOON, seen=0)

    kinds = {kind.name: kind.rows for kind in own_data(member.person).kinds}

    assert kinds["wat u schreef bij een proef van een andere tafel"][0]["text"] == "Knap"
    for table, name in ((theirs.table, "van"), (member.table, "bij")):
        sheet = next(one for one in sheets_of(table) if one.name == f"notities-{name}-andere-tafels")
        assert [row["text"] for row in sheet.rows] == ["Knap"]
        assert "written_by_id" not in sheet.columns


def test_a_note_on_a_try_that_was_closed_stays_and_can_still_go(client, theirs, ours, opened):
    _chair, member, *_ = ours
    note_on_try(opened.pk, "Knap", by=member, at=NOON, seen=0)
    close_to_tables(opened, by=theirs, at=NOON)
    assert "Knap" in read(client, theirs, "series", opened.sitting.workshop_id)
    with pytest.raises(Refused, match="al iets bij geschreven"):
        drop_trying(Trying.objects.get(pk=opened.pk), by=theirs)

    html = read(client, member)
    where = reverse("workshop:other_try", args=[member.table_id, opened.pk])
    client.post(where, {"doe": "weg"})

    assert "Onze notities bij proeven die niet meer open zijn" in html
    assert "Eerst bellen" not in html
    assert notes_on_closed(member.table) == []


def test_without_a_script_a_try_is_opened_noted_and_closed(client, theirs, ours, opened):
    _chair, member, *_ = ours
    closed = Trying.objects.get(opened_at=None)
    assert "Andere tafels van de gemeente lezen mee sinds" in read(
        client, theirs, "series", opened.sitting.workshop_id
    )
    press = reverse("workshop:trying", args=[theirs.table_id, closed.pk])
    client.post(press, {"doe": "openen"})
    assert MARK in read(client, member)
    where = reverse("workshop:other_try", args=[member.table_id, closed.pk])
    client.post(where, {"doe": "schrijf", "opvalt": "Zo doen\x00 wij het ook", "seen": "0"})
    assert "Zo doen wij het ook" in read(client, member)

    client.force_login(theirs.person)
    client.post(press, {"doe": "sluiten"})

    assert MARK not in read(client, member)
    nobody = client.post(where.replace(str(closed.pk), "99999999999999"), {"doe": "schrijf", "opvalt": "x"})
    assert nobody.status_code == 409


def test_a_full_page_of_tries_is_read_with_as_many_queries_as_one(theirs, ours, opened):
    _chair, member, *_ = ours

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            opened_by_others(member.table)
        return len(seen)

    once = queries()
    for n in range(19):
        said = say_what_to_try(opened.sitting, f"Proef {n}", by=theirs, at=NOON + timedelta(days=n))
        open_to_tables(said, by=theirs, at=NOON)

    assert queries() == once
    with pytest.raises(Refused, match="al met 20 proeven"):
        open_to_tables(Trying.objects.get(opened_at=None), by=theirs, at=NOON)
