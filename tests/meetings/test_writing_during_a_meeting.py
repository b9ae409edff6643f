"""What is written during a meeting stands once, and nobody writes over another unseen."""

import json

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from gebiedstafel.agreements.models import Agreement
from gebiedstafel.ideas.agenda import put_on_agenda
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.meetings.leading import end_meeting, go_to_item, open_again
from gebiedstafel.meetings.models import Action, Decision, Meeting, Presence, Sent
from gebiedstafel.meetings.recording import Overtaken
from gebiedstafel.tables.actions import withdraw_seat
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .held import EVENING, NOON, agreed, begun, item_of_kind, planned, table_with_people, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def chair(people):
    return people[1]


@pytest.fixture
def member(people):
    return people[2]


@pytest.fixture
def meeting(people):
    agreed(people[0], people[1])
    return begun(people[0], people[1])


def post(client, seat, meeting, **sent):
    """Send a write as a device does."""
    if seat.person:
        client.force_login(seat.person)
    url = reverse("meetings:save", args=[meeting.table_id, meeting.pk])
    sent = {"sleutel": "k1", "punt": meeting.items.first().pk, **sent}
    return client.post(url, sent, headers={"accept": "application/json"})


def test_the_same_write_again_changes_nothing_twice(meeting, member):
    first = wrote(meeting, "besluit", by=member, row="r1", text="We vegen.", key="eens", seen=0)
    again = wrote(meeting, "besluit", by=member, row="r1", text="We vegen.", key="eens", seen=0)

    assert first == again
    assert [one.text for one in Decision.objects.all()] == ["We vegen."]
    assert Sent.objects.count() == 1


def test_a_write_that_came_back_late_does_not_undo_a_later_one(meeting, member):
    wrote(meeting, "besluit", by=member, row="r1", text="We", key="a", seen=0)
    wrote(meeting, "besluit", by=member, row="r1", text="We vegen.", key="b", seen=1)

    wrote(meeting, "besluit", by=member, row="r1", text="We", key="a", seen=0)

    assert Decision.objects.get().text == "We vegen."


def test_two_who_write_the_same_line_both_keep_their_words(meeting, chair, member):
    wrote(meeting, "notities", by=chair, text="Zij kwamen laat.", key="a", seen=1)

    with pytest.raises(Overtaken, match="Zij kwamen laat") as refused:
        wrote(meeting, "notities", by=member, text="Zij kwamen op tijd.", key="b", seen=1)

    assert refused.value.version == 2
    wrote(meeting, "notities", by=member, text="Zij kwamen laat, om acht uur.", key="c", seen=2)
    assert meeting.items.first().notes == "Zij kwamen laat, om acht uur."


def test_notes_and_what_the_wijk_hears_do_not_stand_in_each_others_way(meeting, chair, member):
    wrote(meeting, "notities", by=chair, text="Lang gepraat.", key="a", seen=1)

    wrote(meeting, "vertellen", by=member, text="De lamp komt.", aan="1", key="b", seen=1)

    item = meeting.items.first()
    assert (item.notes, item.told, item.is_told) == ("Lang gepraat.", "De lamp komt.", True)


def test_a_device_reads_both_texts_as_data(client, meeting, chair, member):
    post(client, chair, meeting, soort="notities", tekst="Van de een.", gezien="1", sleutel="a")

    answer = post(client, member, meeting, soort="notities", tekst="Van de ander.", gezien="1", sleutel="b")

    told = answer.json()
    assert answer.status_code == 409
    assert (told["stond"], told["versie"]) == ({"tekst": "Van de een."}, 2)


def test_a_line_that_was_emptied_is_told_to_other_devices(client, meeting, chair, member):
    wrote(meeting, "besluit", by=chair, row="r1", text="We vegen.", seen=0)
    wrote(meeting, "besluit", by=chair, row="r1", text="", seen=1)
    client.force_login(member.person)

    stand = client.get(reverse("meetings:stand", args=[meeting.table_id, meeting.pk])).json()

    rows = [(one["rij"], one["versie"], one["tekst"]) for one in stand["rijen"] if one["soort"] == "besluit"]
    assert rows == [("r1", 2, "")]


def test_a_refusal_says_why_and_nothing_else(client, meeting, member):
    key = Agreement.objects.get().key

    answer = post(client, member, meeting, soort="stand", rij=key, stand="gereed")

    assert (answer.status_code, list(answer.json())) == (403, ["waarom"])


def test_an_action_says_who_and_when(meeting, member):
    wrote(
        meeting, "actie", by=member, row="r1", text="Belt de buren", wie="huis", wanneer="2026-12-20", seen=0
    )

    action = Action.objects.get()
    assert (action.text, action.who.key, str(action.by_when)) == ("Belt de buren", "huis", "2026-12-20")


def test_a_day_may_be_written_as_people_write_it(meeting, member):
    wrote(meeting, "actie", by=member, row="r1", text="Iets", wanneer="31-12-2027", seen=0)

    assert str(Action.objects.get().by_when) == "2027-12-31"


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "gisteren", "2026-02-30", "31-02-2027", "1-1-2027", "\x00"]
)
def test_a_day_that_is_none_is_refused_in_a_sentence(meeting, member, day):
    with pytest.raises(Refused, match="geen dag die we kennen"):
        wrote(meeting, "actie", by=member, row="r1", text="Iets", wanneer=day, seen=0)

    assert not Action.objects.exists()


def test_an_agreement_is_made_in_one_line_and_only_once(meeting, chair):
    line = {"text": "Huis hangt de lamp op.", "wie": "huis", "wanneer": "2027-01-10", "key": "eens"}
    first = wrote(meeting, "afspraak", by=chair, **line)
    wrote(meeting, "afspraak", by=chair, **line)

    made = Agreement.objects.get(key=first["sleutel"])
    assert (made.words, made.lead.key) == ("Huis hangt de lamp op.", "huis")
    assert Agreement.objects.filter(words=made.words).count() == 1
    assert meeting.items.first().moments.get().agreement == made


def test_an_agreement_without_a_lead_says_what_is_missing_and_leaves_nothing(meeting, chair):
    with pytest.raises(Refused):
        wrote(meeting, "afspraak", by=chair, text="Iemand doet iets.", key="k")

    assert not Sent.objects.exists()
    assert Agreement.objects.count() == 1


def test_how_an_agreement_goes_is_told_in_one_key(meeting, chair):
    one = Agreement.objects.get()

    told = wrote(meeting, "stand", by=chair, row=one.key, stand="gereed", seen=one.version)

    one.refresh_from_db()
    assert (one.status, told["stand"]) == ("gereed", "gereed")
    assert meeting.items.first().moments.get().status == "gereed"


def test_an_action_past_its_day_comes_back_until_it_is_ticked_off(people, chair):
    earlier = begun(people[0], chair)
    wrote(
        earlier, "actie", by=chair, row="r", text="Belt de monteur", wie="huis", wanneer="2026-12-01", seen=0
    )
    end_meeting(earlier, by=chair, at=EVENING)
    meeting = begun(people[0], chair)
    point = next(one for one in item_of_kind(meeting, "afspraken").points if one["why"] == "action")

    wrote(meeting, "gedaan", by=chair, row=str(point["id"]))

    assert Action.objects.get().done_at == EVENING
    again = begun(people[0], chair)
    assert "Belt de monteur" not in str(item_of_kind(again, "afspraken").points)


def test_a_question_is_answered_where_it_was_asked(people, chair, member):
    question = put_on_agenda(people[0], "Wanneer komt de drempel?", by=member, at=NOON)
    meeting = begun(people[0], chair)
    assert item_of_kind(meeting, "beeld").points[0]["words"] == "Wanneer komt de drempel?"

    wrote(meeting, "antwoord", by=chair, row=str(question.pk), text="In het voorjaar.")

    assert AgendaQuestion.objects.get().answer == "In het voorjaar."


def test_who_is_there_is_a_seat_and_not_a_name(meeting, member, chair):
    wrote(meeting, "aanwezig", by=chair, row=str(member.pk), aan="1")
    wrote(meeting, "aanwezig", by=chair, row=str(chair.pk), aan="0")

    record = end_meeting(meeting, by=chair, at=EVENING)

    assert Presence.objects.count() == 2
    assert record.content["there"] == ["Buren van Beukenhof"]
    assert "Bo" not in json.dumps(record.content)


@pytest.mark.parametrize(
    "kind", ["notities", "vertellen", "besluit", "actie", "afspraak", "stand", "gedaan", "niets", ""]
)
def test_nonsense_is_a_sentence_and_never_a_crash(client, meeting, chair, kind):
    for text in ("\x00" * 5, "<script>alert(1)</script>" * 300, "a\r\nBcc: iedereen@voorbeeld.nl", "9" * 40):
        answer = post(
            client,
            chair,
            meeting,
            soort=kind,
            rij=text[:50],
            tekst=text,
            punt="9" * 30,
            gezien="-1",
            sleutel=text[:36],
            wie=text[:64],
            stand=text[:20],
        )
        assert answer.status_code in (200, 409)
        assert answer.json()


def test_who_does_not_sit_at_the_table_writes_nothing(meeting, people):
    with pytest.raises(NotAllowed):
        wrote(meeting, "notities", by=people[4], text="Ik ben van het geld.", seen=1)
    with pytest.raises(NotAllowed):
        wrote(meeting, "notities", by=people[5], text="Ik kijk.", seen=1)


def test_a_seat_withdrawn_in_mid_meeting_learns_nothing_and_writes_nothing(client, meeting, chair, member):
    person = member.person
    withdraw_seat(member, by=chair, at=EVENING)
    client.force_login(person)
    url = reverse("meetings:save", args=[meeting.table_id, meeting.pk])
    sent = {"soort": "notities", "tekst": "Nog iets.", "punt": meeting.items.first().pk, "sleutel": "k"}

    answer = client.post(url, sent, headers={"accept": "application/json"})

    assert answer.status_code == 404
    assert meeting.items.first().notes == ""


def test_before_it_begins_and_after_it_ends_nothing_is_written(people, chair):
    meeting = planned(people[0], chair)
    with pytest.raises(Refused, match="nog niet begonnen"):
        wrote(meeting, "notities", by=chair, text="Vroeg.", seen=1)
    meeting = begun(people[0], chair)
    end_meeting(meeting, by=chair, at=EVENING)

    with pytest.raises(Refused, match="afgesloten"):
        wrote(meeting, "notities", by=chair, text="Laat.", seen=1)

    open_again(Meeting.objects.get(pk=meeting.pk), by=chair, at=EVENING)
    wrote(meeting, "notities", by=chair, text="Toch nog.", seen=1)


def test_only_who_leads_goes_to_the_next_thing(meeting, chair, member):
    second = meeting.items.all()[1]
    with pytest.raises(NotAllowed):
        go_to_item(meeting, second, by=member, at=EVENING)

    go_to_item(meeting, second, by=chair, at=EVENING)

    assert Meeting.objects.get(pk=meeting.pk).current == second


def test_every_write_stands_in_the_trail(meeting, member):
    before = Deed.objects.count()

    wrote(meeting, "besluit", by=member, row="r1", text="Ja.", seen=0)

    assert Deed.objects.count() == before + 1
    assert Deed.objects.latest("number").action == "write_besluit"


def test_the_room_is_read_in_few_queries_however_much_was_written(
    client, people, chair, django_assert_max_num_queries
):
    for n in range(20):
        agreed(people[0], chair, f"Afspraak {n}.")
    meeting = begun(people[0], chair)
    for n in range(30):
        item = meeting.items.all()[n % 7]
        wrote(meeting, "besluit", by=chair, item=item, row=f"r{n}", text=f"Besluit {n}.", seen=0)
        wrote(meeting, "actie", by=chair, item=item, row=f"a{n}", text=f"Actie {n}.", wie="huis", seen=0)
    client.force_login(chair.person)
    for name in ("room", "stand"):
        url = reverse(f"meetings:{name}", args=[meeting.table_id, meeting.pk])
        client.get(url)
        with django_assert_max_num_queries(17):
            assert client.get(url).status_code == 200


class TwoDevices(RuleBasedStateMachine):
    """Two devices write one line; each knows the version it last heard, and may send again what it sent."""

    @initialize()
    def open(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        table = AreaTable.objects.get()
        chair, member = table.seats.get(role="chair"), table.seats.get(party__key="buren")
        self.meeting = begun(table, chair)
        self.seats = [chair, member]
        self.known = [0, 0]
        self.last = [None, None]
        self.number = 0
        #: The oracle: what stands, and its version, as anyone would keep it on paper.
        self.text, self.version = "", 0

    @rule(who=st.integers(0, 1), text=st.sampled_from(["ja", "nee", "misschien"]))
    def write(self, who, text):
        self.number += 1
        self._send(who, {"key": f"k{self.number}", "text": text, "seen": self.known[who]})

    @rule(who=st.integers(0, 1))
    def send_again(self, who):
        if self.last[who] is not None:
            sent, heard = self.last[who]
            assert wrote(self.meeting, "besluit", by=self.seats[who], row="r", **sent) == heard
            self._stands()

    @rule(who=st.integers(0, 1))
    def look(self, who):
        self.known[who] = self.version

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def _send(self, who, sent):
        if sent["text"] == self.text or sent["seen"] == self.version:
            if sent["text"] != self.text:
                self.text, self.version = sent["text"], self.version + 1
            heard = wrote(self.meeting, "besluit", by=self.seats[who], row="r", **sent)
            self.known[who] = heard["versie"]
            self.last[who] = (sent, heard)
        else:
            with pytest.raises(Overtaken) as refused:
                wrote(self.meeting, "besluit", by=self.seats[who], row="r", **sent)
            assert refused.value.theirs["tekst"] == self.text
        self._stands()

    def _stands(self):
        row = Decision.objects.filter(key="r").first()
        assert (row.text, row.version) == (self.text, self.version) if row else self.version == 0


def test_two_devices_never_write_over_each_other_unseen(people):
    run_state_machine_as_test(
        TwoDevices, settings=hypothesis_settings(max_examples=12, stateful_step_count=15)
    )
