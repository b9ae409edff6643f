"""From a card to something at the table in one press, and back again."""

import pytest
from django.urls import reverse

from gebiedstafel.agreements.models import Agreement
from gebiedstafel.dialogue.ballots import Participant, Vote
from gebiedstafel.dialogue.rounds import RoundStatement
from gebiedstafel.ideas.agenda import answer_question, put_on_agenda
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.means.table_document import table_document
from gebiedstafel.tables.models import Party
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.workshop.becoming import Place, lay_on_table, take_from_table
from gebiedstafel.workshop.cards import AlreadyBecame, Written, write_card
from gebiedstafel.workshop.models import Card, LearningQuestion, Trying
from gebiedstafel.workshop.sittings import go_to_step, make_sitting
from tests.tables.own_tables import person, seat
from tests.workshop.rounds_of_choosing import NOON, table_with_people

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
def write(people, member):
    sitting = make_sitting(people[0], "belangenkaart", by=member, at=NOON)
    go_to_step(sitting, 2, by=member, at=NOON, seen=0)

    def one(text, by=member, step="overlap", key="sleutel-een", stamp=1):
        return write_card(sitting, Written(key, step, text, stamp), by=by, at=NOON)

    return one


def lay(card, kind, by, **place):
    return lay_on_table(card, kind, Place(**place), by=by, at=NOON)


def back(card, by):
    take_from_table(card, by=by, at=NOON)


def test_a_statement_goes_into_the_dialogue_and_out_of_it_again(people, chair, write):
    card = lay(write("De lamp brandt tot één uur."), "statement", chair)
    assert RoundStatement.objects.get().state == "shown"

    back(card, chair)

    assert RoundStatement.objects.get().state == "rejected"
    assert Card.objects.get().became is None


def test_a_rule_that_pinches_goes_on_the_agenda_and_off_it_unless_it_was_answered(chair, write):
    card = lay(write("De termijn van zes weken"), "rule", chair)
    assert AgendaQuestion.objects.get().text == "Deze regel knelt: De termijn van zes weken"
    back(card, chair)
    assert not AgendaQuestion.objects.exists()
    lay(card, "rule", chair)

    answer_question(AgendaQuestion.objects.get(), "We vragen het de raad.", by=chair, at=NOON)

    with pytest.raises(Refused, match="besprak dit al"):
        back(card, chair)
    assert Card.objects.get().became is not None


def test_an_agreement_is_a_draft_until_somebody_works_on_it(chair, write):
    card = lay(write("De buren vegen het plein."), "agreement", chair)
    assert Agreement.objects.get(drafted=True).words == "De buren vegen het plein."
    back(card, chair)
    assert not Agreement.objects.filter(drafted=True).exists()
    lay(card, "agreement", chair)

    Agreement.objects.filter(drafted=True).update(version=2)

    with pytest.raises(Refused, match="al gewerkt"):
        back(card, chair)


def test_a_need_joins_a_challenge_or_begins_one(people, chair, write):
    table = people[0]
    there = table.challenges.first()
    before = there.need_words

    card = lay(write("Slapen zonder lawaai"), "need", chair, challenge=there.key)

    there.refresh_from_db()
    assert there.need_words.endswith("Slapen zonder lawaai")
    back(card, chair)
    there.refresh_from_db()
    assert there.need_words == before
    lay(card, "need", chair)
    assert table.challenges.filter(title="Slapen zonder lawaai").exists()


def test_only_the_party_itself_puts_its_interest_on_the_table(people, chair, member, write):
    card = write("Ruimte om te spelen", step="willen")
    with pytest.raises(NotAllowed):
        lay(card, "interest", chair)

    lay(card, "interest", member)

    own = Party.objects.get(table=people[0], key="buren")
    assert own.interest == "Een stille nacht\nRuimte om te spelen"
    back(Card.objects.get(), member)
    own.refresh_from_db()
    assert own.interest == "Een stille nacht"


def test_a_card_of_the_party_beside_it_is_not_published_as_ones_own(people, member, write):
    other = seat(people[0], person("stad"), party="stad")
    card = write("Geld voor wegen", by=other, step="vrezen")

    with pytest.raises(NotAllowed, match="andere partij"):
        lay(card, "fear", member)


def test_money_and_works_belong_to_whoever_lays_them_there(people, member, write):
    table = people[0]
    street = table.areas.get(level="straat")

    lay(write("Speelgeld"), "flow", member)
    work = lay(
        write("Nieuw riool", key="sleutel-twee"), "work", member, street=street.key, year=table.years[0]
    )

    document = table_document(table)
    flow = next(row for row in document["money_flows"] if row["name"] == "Speelgeld")
    made = next(row for row in document["measures"] if row["title"] == "Nieuw riool")
    assert flow["holder"] == "buren"
    assert (made["owner"], made["street"], made["opens_street"]) == ("buren", street.key, True)
    assert made["start"] == {"earliest": 2027, "latest": 2027, "planned": 2027}
    back(work, member)
    assert "Nieuw riool" not in str(table_document(table))


def test_a_question_to_learn_from_and_a_try_come_and_go(chair, write):
    question = lay(write("Wat doen wij waardoor dit blijft?"), "question", chair)
    trying = lay(write("We bellen eerst", key="sleutel-twee"), "try", chair)
    assert (LearningQuestion.objects.count(), Trying.objects.count()) == (1, 1)

    back(question, chair)
    back(trying, chair)

    assert (LearningQuestion.objects.count(), Trying.objects.count()) == (0, 0)


def test_what_lies_on_the_table_is_not_rewritten_nor_laid_there_twice(chair, member, write):
    card = lay(write("De lamp brandt."), "agenda", chair)

    with pytest.raises(AlreadyBecame, match="nieuwe kaart"):
        write("De lamp brandt niet.", by=member, stamp=5)
    with pytest.raises(Refused, match="ligt al op tafel"):
        lay(card, "rule", chair)


@pytest.mark.parametrize("sent", [{}, {"doe": "leg", "soort": "\x00"}, {"doe": "leg", "soort": "statement"}])
def test_nothing_is_half_done_when_a_card_cannot_go(client, people, member, write, sent):
    card = write("x" * 300)
    client.force_login(member.person)

    answer = client.post(reverse("workshop:table_card", args=[people[0].pk, card.pk]), sent)

    assert answer.status_code in (403, 409)
    assert Card.objects.get().became is None


def test_the_page_shows_where_a_card_lies_with_the_way_there(client, people, chair, write):
    card = lay(write("De buren vegen."), "agreement", chair)
    client.force_login(chair.person)

    html = client.get(reverse("workshop:sitting", args=[people[0].pk, card.sitting_id])).content.decode()

    assert reverse("agreements:agreement", args=[people[0].pk, card.became["agreement"]]) in html
    asked = client.get(reverse("workshop:table_card", args=[people[0].pk, card.pk]))
    assert "Deze kaart ligt al op tafel" in asked.content.decode()


def test_a_statement_that_stood_in_a_list_goes_in_without_its_mark(chair, write):
    lay(write("- Meer groen op het plein."), "statement", chair)

    assert RoundStatement.objects.get().text == "Meer groen op het plein."


def test_a_statement_that_was_taken_back_can_be_laid_again(chair, write):
    card = lay(write("De lamp brandt tot één uur."), "statement", chair)
    back(card, chair)

    lay(card, "statement", chair)

    again = RoundStatement.objects.get()
    assert (again.state, Card.objects.get().became["number"]) == ("shown", again.number)


def test_a_statement_that_somebody_voted_on_stays(chair, write):
    card = lay(write("De lamp brandt tot één uur."), "statement", chair)
    said = RoundStatement.objects.get()
    voter = Participant.objects.create(round=said.round, token_hash="x" * 64, route="link")
    Vote.objects.create(
        round=said.round, participant=voter, statement=said, value=1, version=1, number=1, at=NOON
    )

    with pytest.raises(Refused, match="al gestemd"):
        back(card, chair)

    said.refresh_from_db()
    assert said.state == "shown"


def test_a_need_that_is_only_part_of_longer_words_is_added_all_the_same(people, chair, write):
    there = people[0].challenges.first()
    there.need_words = "Geen lawaai in de nacht"
    there.save()

    lay(write("Geen lawaai"), "need", chair, challenge=there.key)

    there.refresh_from_db()
    assert there.need_words.splitlines() == ["Geen lawaai in de nacht", "Geen lawaai"]


def test_what_a_trio_tries_is_not_taken_back_once_it_is_on_the_agenda(chair, write):
    card = lay(write("Samen een rondje lopen"), "try", chair)
    said = Trying.objects.get()
    put_on_agenda(chair.table, "Samen een rondje lopen", by=chair, at=NOON, subject=said.subject)

    with pytest.raises(Refused, match="al op de agenda"):
        back(card, chair)

    assert Trying.objects.exists()
