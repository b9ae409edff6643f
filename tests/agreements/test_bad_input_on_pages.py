"""What people paste and mistype in the forms of agreements: a clear sentence, and nothing half saved."""

from dataclasses import replace
from html import escape

import pytest
from django.urls import reverse

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.agreements.actions import change_agreement
from gebiedstafel.agreements.mandates import beyond_in_words
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.agreements.said import MoneySaid, PartSaid, said_of
from gebiedstafel.followup.sending import remind_tables
from gebiedstafel.tables.mandate_actions import MandateSaid, add_mandate
from gebiedstafel.tables.viewers import viewer_of

from .promises import LAMPS, NOON, part_of, promised, table_with_people

pytestmark = pytest.mark.django_db
PASTED = '<script>alert(1)</script>De <b>stoep</b>\r\nBcc: dief@elders.nl "is" heel.'


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


def page_of(client, seat, route, *ids, **sent):
    client.force_login(seat.person)
    where = reverse(f"agreements:{route}", args=[seat.table_id, *ids])
    answer = client.post(where, sent) if sent else client.get(where)
    return answer.status_code, answer.content.decode()


def test_pasted_markup_and_newlines_stay_plain_text_on_every_page_and_in_letters(client, people):
    _table, seats = people
    given = {"words": PASTED, "lead": "buren", "due": "2027-02-01", "publicity": "table", "counter": PASTED}

    refused = page_of(client, seats["buren"], "new", **given | {"words": "Een nul\x00teken."})[0]
    status, _html = page_of(client, seats["buren"], "new", **given)

    made = Agreement.objects.get()
    assert (refused, status) == (422, 302)
    assert not set("\r\n\x00") & set(made.words)
    pages = [
        page_of(client, seats["chair"], "agreement", made.key)[1],
        page_of(client, seats["chair"], "board")[1],
    ]
    assert ["<script>alert" in one for one in pages] == [False, False]
    assert [escape("<script>alert(1)</script>") in one for one in pages] == [True, True]
    remind_tables(NOON.replace(year=2027, month=1, day=18))
    for letter in OutgoingLetter.objects.all():
        assert "\n" not in letter.subject
        assert "Bcc" not in str(letter.headers)
    assert OutgoingLetter.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("waits_for", "A01", "A01 wacht op A01"),
        ("waits_for", "A77", "Deze tafel heeft geen afspraak met dat nummer."),
        ("due", "2026-01-01", "dat is voor de dag van de afspraak (21-11-2026). Kies een latere dag."),
        ("due", "31-2-2027", "Dit is geen dag"),
        ("first_step_on", "2020-05-05", "dat is voor de dag van de afspraak (21-11-2026)."),
        ("reservation_by", "9999-01-01", "Kies een dag die u kunt overzien."),
    ],
)
def test_what_cannot_stand_is_told_in_a_sentence_with_the_rest_of_the_form_still_there(
    client, people, field, typed, told
):
    table, seats = people
    made = promised(table, seats["chair"])
    given = {"words": "Een andere zin.", "lead": "stad", "due": "2027-03-01", "publicity": "table"}

    sent = given | {"seen": str(made.version), field: typed}
    status, html = page_of(client, seats["chair"], "change", made.key, **sent)

    assert status == 422
    assert told in html
    assert "Een andere zin." in html
    made.refresh_from_db()
    assert (made.words, made.version) == ("De gemeente maakt een kapotte lamp binnen zeven dagen.", 1)


def test_a_yes_beyond_the_mandate_is_told_on_the_page_and_nothing_is_confirmed(client, people):
    table, seats = people
    made = promised(table, seats["chair"])
    party = part_of(made, "stad").party
    add_mandate(party, MandateSaid("Kleine dingen", 100_000, False, (), None), by=seats["stad"], at=NOON)
    said = replace(said_of(made), money=(MoneySaid("F1", 2027, 1_000_000),))
    change_agreement(made, said, by=seats["stad"], at=NOON)

    before = page_of(client, seats["stad"], "agreement", made.key)[1]
    status, html = page_of(
        client, seats["stad"], "deed", made.key, doe="bevestig", deel=str(part_of(made, "stad").pk)
    )

    assert "Dit is meer dan Gemeente Bosrijk zelf mag beslissen" in before
    assert status == 409
    assert "Schrijf eerst bij het voorbehoud wie daarover besluit en wanneer." in html
    assert part_of(made, "stad").confirmed_at is None


@pytest.mark.parametrize("reservation", ["", "Besluit van het college"])
def test_words_of_a_mandate_that_a_party_keeps_to_itself_are_on_no_page_of_another(
    client, people, reservation
):
    table, seats = people
    table.parties.filter(key="stad").update(mandate="tot 5k, zegt Jansen", circles={"mandate": "eigen"})
    made = promised(table, seats["chair"])
    said = replace(said_of(made), money=(MoneySaid("F1", 2027, 1_000_000),), reservation=reservation)
    change_agreement(made, said, by=seats["stad"], at=NOON)

    own = page_of(client, seats["stad"], "agreement", made.key)[1]
    others = page_of(client, seats["buren"], "agreement", made.key)[1]

    told = "Daarom staat er een voorbehoud" if reservation else "tot 5k, zegt Jansen"
    assert told in own
    assert told not in others


def test_promises_of_more_parties_beyond_their_mandates_ask_the_database_no_more(
    people, django_assert_num_queries
):
    table, seats = people
    made = promised(table, seats["chair"])
    money = (MoneySaid("F1", 2027, 1_000_000), MoneySaid("F2", 2028, 1_000_000))
    parts = (*LAMPS.parts, PartSaid("huis", "Belt."), PartSaid("water", "Pompt."))
    change_agreement(made, replace(said_of(made), money=money, parts=parts), by=seats["stad"], at=NOON)
    table.parties.filter(key="water").update(mandate="hoogstens € 100")
    made = Agreement.objects.prefetch_related("parts__party", "money").select_related("table").get(pk=made.pk)
    viewer_of(seats["chair"])

    with django_assert_num_queries(3):
        found = beyond_in_words(made, seats["chair"], NOON.date())

    assert len(found) == 2
