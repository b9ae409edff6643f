"""The form and the page of a row: filled in, refused, kept, undone, and never shown to who may not see it."""

import json
import re
from datetime import UTC, datetime

import pytest

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.entries import find_entry
from gebiedstafel.means.drafts import Draft
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.models import ChangeSet
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.models import Deed
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AT = "/tafel/beukenhof/middelen/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    table = load_table(small_table(), by=Person.objects.create(username="voorzitter"), at=NOON)
    for party in ("stad", "buren", "huis", "water"):
        person = Person.objects.create(username=party)
        Seat.objects.create(table=table, party=table.parties.get(key=party), person=person, label=party)
    return table


@pytest.fixture
def signed_in(client, table):
    def as_party(name):
        client.force_login(Person.objects.get(username=name))
        return client

    return as_party


def entry(kind, key):
    return find_entry(table_document(AreaTable.objects.get(pk="beukenhof")), kind, key)


def sent_by(page):
    """Every box of the form on this page, as a browser without a script sends it untouched."""
    html = page.content.decode()
    form = html[
        html.index('<form class="gt-edit"') : html.index("</form>", html.index('<form class="gt-edit"'))
    ]
    boxes = {}
    for tag in re.findall(r"<input [^>]+>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if 'type="checkbox"' in tag or 'type="radio"' in tag:
            if " checked" in tag:
                boxes[name[1]] = value[1]
        elif name:
            boxes[name[1]] = value[1].replace("&quot;", '"') if value else ""
    for name, options in re.findall(r'<select [^>]*?name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        boxes[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea [^>]*?name="([^"]*)".*?>(.*?)</textarea>', form, re.DOTALL):
        boxes[name] = text
    return boxes


def text_of(page):
    return page.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


@pytest.mark.parametrize(
    ("kind", "slug", "key", "party"),
    [
        ("money_flows", "geldstromen", "F1", "stad"),
        ("money_flows", "geldstromen", "F2", "water"),
        ("measures", "maatregelen", "M1", "stad"),
        ("measures", "maatregelen", "M2", "buren"),
        ("parties", "partijen", "buren", "buren"),
        ("challenges", "opgaven", "O1", "stad"),
    ],
)
def test_a_form_sent_back_untouched_changes_nothing(signed_in, kind, slug, key, party):
    client = signed_in(party)
    before = entry(kind, key)

    page = client.get(f"{AT}{slug}/{key}/bewerken/")
    answer = client.post(f"{AT}{slug}/{key}/bewerken/", sent_by(page))

    assert page.status_code == 200
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert entry(kind, key) == before
    assert not ChangeSet.objects.exists()


def test_a_flow_is_brought_in_with_a_name_and_an_owner(signed_in):
    client = signed_in("huis")

    page = client.get(f"{AT}geldstromen/nieuw/")
    answer = client.post(f"{AT}geldstromen/nieuw/", sent_by(page) | {"name": "Leefbaarheid"})
    made = entry("money_flows", "F03")

    assert answer.status_code == 302
    assert made == {"id": "F03", "name": "Leefbaarheid", "holder": "huis", "circles": {"*": "eigen"}}
    assert "Nog niet te zeggen waar dit bij past" in text_of(client.get(answer["Location"]))


def test_amounts_in_dutch_and_rules_in_sentences_are_kept(signed_in):
    client = signed_in("stad")
    page = client.get(f"{AT}geldstromen/F1/bewerken/")
    typed = {
        "budget:2027": "1,2 miljoen",
        "budget:2028": "",
        "max_share": "70",
        "match": "ja",
        "match.excluded_classes:rijk": "on",
        "spend_by": "31 december 2028",
        "burden": "5",
    }

    client.post(f"{AT}geldstromen/F1/bewerken/", sent_by(page) | typed)

    changed = entry("money_flows", "F1")
    assert changed["budget"] == {"2027": 120_000_000}
    assert changed["max_share"] == 0.7
    assert changed["match"] == {"excluded_classes": ["rijk"]}
    assert (changed["spend_by"], changed["burden"]) == ("2028-12-31", 5)


def test_all_that_cannot_be_read_is_told_at_once_and_nothing_is_lost(signed_in):
    client = signed_in("stad")
    page = client.get(f"{AT}geldstromen/F1/bewerken/")
    typed = {"budget:2027": "veel", "max_share": "170", "spend_by": "31-2-2028", "note": "Mooi plan"}

    answer = client.post(f"{AT}geldstromen/F1/bewerken/", sent_by(page) | typed)
    text = text_of(answer)

    assert answer.status_code == 422
    assert "“veel” is geen bedrag" in text
    assert "170 is meer dan het geheel" in text
    assert "“31-2-2028” is geen dag" in text
    assert 'value="veel"' in text
    assert ">Mooi plan</textarea>" in text
    assert entry("money_flows", "F1")["budget"]["2027"] == 5_000_000


def test_what_the_table_refuses_stands_beside_its_field(signed_in):
    client = signed_in("stad")
    page = client.get(f"{AT}maatregelen/M1/bewerken/")

    answer = client.post(
        f"{AT}maatregelen/M1/bewerken/", sent_by(page) | {"start:earliest": "2029", "start:latest": "2027"}
    )

    assert answer.status_code == 422
    assert 'id="start_fault"' in text_of(answer)


def test_what_failed_to_save_is_kept_for_that_seat_and_put_back(signed_in):
    client = signed_in("stad")
    page = client.get(f"{AT}geldstromen/F1/bewerken/")
    client.post(f"{AT}geldstromen/F1/bewerken/", sent_by(page) | {"budget:2027": "veel", "note": "Mooi"})

    again = client.get(f"{AT}geldstromen/F1/bewerken/")
    back = client.post(f"{AT}geldstromen/F1/bewerken/", {"concept": "terug"})
    client.post(f"{AT}geldstromen/F1/bewerken/", sent_by(back) | {"budget:2027": "50.000"})

    assert "is niet opgeslagen en is bewaard" in text_of(again)
    assert ">Mooi</textarea>" in text_of(back)
    assert entry("money_flows", "F1")["note"] == "Mooi"
    assert not Draft.objects.exists()


def test_a_stale_write_shows_both_texts_and_keeps_yours(signed_in, table):
    client = signed_in("stad")
    page = sent_by(client.get(f"{AT}geldstromen/F1/bewerken/"))
    other = table.seats.get(role="chair")
    change_entries(
        table, [Change("money_flows", "F1", {"name": "Van een ander", "note": "Erbij"})], by=other, at=NOON
    )

    refused = client.post(f"{AT}geldstromen/F1/bewerken/", page | {"name": "Van mij"})
    text = text_of(refused)
    stands = entry("money_flows", "F1")["name"]
    client.post(f"{AT}geldstromen/F1/bewerken/", sent_by(refused))

    assert refused.status_code == 409
    assert "Iemand was u voor" in text
    assert "Van een ander" in text
    assert 'value="Van mij"' in text
    assert stands == "Van een ander"
    assert entry("money_flows", "F1")["name"] == "Van mij"
    assert entry("money_flows", "F1")["note"] == "Erbij"
    assert Deed.objects.filter(result__startswith="refused").exists()


def test_who_keeps_the_others_text_changes_nothing(signed_in, table):
    client = signed_in("stad")
    page = sent_by(client.get(f"{AT}geldstromen/F1/bewerken/"))
    other = table.seats.get(role="chair")
    change_entries(table, [Change("money_flows", "F1", {"name": "Van een ander"})], by=other, at=NOON)
    refused = client.post(f"{AT}geldstromen/F1/bewerken/", page | {"name": "Van mij"})

    answer = client.post(f"{AT}geldstromen/F1/bewerken/", sent_by(refused) | {"houd:name": "hun"})

    assert answer.status_code == 302
    assert entry("money_flows", "F1")["name"] == "Van een ander"


def test_the_effect_of_what_is_typed_is_shown_without_saving(signed_in):
    client = signed_in("stad")
    page = sent_by(client.get(f"{AT}geldstromen/F1/bewerken/"))

    def looks(**typed):
        return client.post(f"{AT}geldstromen/F1/past/", page | typed, headers={"HX-Request": "true"})

    as_it_is = looks()
    other = looks(**{"themes:SAM-ONTM": "on"})
    broken = looks(**{"budget:2027": "veel"})

    assert "Past bij één maatregel." in text_of(as_it_is)
    assert "Straat afkoppelen" in text_of(as_it_is)
    assert "Past nog bij geen maatregel." in text_of(other)
    assert "“veel” is geen bedrag" in text_of(broken)
    assert not ChangeSet.objects.exists()


def test_a_save_is_undone_from_its_message_and_told_in_the_history(signed_in):
    client = signed_in("stad")
    page = sent_by(client.get(f"{AT}geldstromen/F1/bewerken/"))
    saved = client.post(f"{AT}geldstromen/F1/bewerken/", page | {"name": "Anders", "max_share": "60"})

    shown = text_of(client.get(saved["Location"]))
    history = text_of(client.get(f"{AT}veranderd/?soort=geldstromen&rij=F1"))
    client.post(re.search(r'action="([^"]+/terug/)"', shown)[1])

    assert "Ongedaan maken" in shown
    assert re.search(r"<del>Wijkbudget</del>.+<ins>Anders</ins>", history)
    assert re.search(r"<del>weten we nog niet</del>.+<ins>60%</ins>", history)
    assert entry("money_flows", "F1")["name"] == "Wijkbudget"
    assert "Dit is ongedaan gemaakt." in text_of(client.get(f"{AT}veranderd/"))


def test_removing_says_what_hangs_on_it(signed_in):
    client = signed_in("stad")

    hanging = client.get(f"{AT}maatregelen/M1/weg/")
    refused = client.post(f"{AT}maatregelen/M1/weg/")
    free = client.post(f"{AT}geldstromen/F1/weg/")

    assert "Straatdiner" in text_of(hanging)
    assert refused.status_code == 409
    assert free.status_code == 302
    assert entry("money_flows", "F1") is None


def test_nobody_reads_or_changes_what_is_not_theirs(signed_in, table):
    stad, client = table.seats.get(label="stad"), signed_in("huis")
    change_entries(table, [Change("money_flows", "F1", {"circles": {"budget": "eigen"}})], by=stad, at=NOON)

    page = text_of(client.get(f"{AT}geldstromen/F1/"))

    assert client.get(f"{AT}geldstromen/F1/bewerken/").status_code == 403
    assert client.post(f"{AT}geldstromen/F1/bewerken/", {"name": "X"}).status_code == 403
    assert "50.000" not in page
    assert "€ 50.000" not in text_of(client.get(f"{AT}veranderd/"))


def test_own_words_are_a_draft_until_the_party_shares_them(signed_in):
    buren = signed_in("buren")
    page = sent_by(buren.get(f"{AT}partijen/buren/bewerken/"))
    buren.post(f"{AT}partijen/buren/bewerken/", page | {"red_line": "Geen huis ontruimen"})

    def others_see():
        return "Geen huis ontruimen" in text_of(signed_in("huis").get(f"{AT}partijen/buren/"))

    before = others_see()
    buren = signed_in("buren")
    page = sent_by(buren.get(f"{AT}partijen/buren/bewerken/"))
    buren.post(f"{AT}partijen/buren/bewerken/", page | {"zicht:red_line": "tafel"})

    assert not before
    assert others_see()


def test_the_chair_does_not_write_what_a_party_fears(signed_in):
    client = signed_in("voorzitter")
    page = client.get(f"{AT}partijen/buren/bewerken/")

    answer = client.post(f"{AT}partijen/buren/bewerken/", sent_by(page) | {"fear": "Alles"})

    assert "Dit schrijft alleen de partij zelf." in text_of(page)
    assert answer.status_code == 403
    assert entry("parties", "buren")["fear"] == "Dat het bij praten blijft"


def test_a_party_leads_judges_helps_and_replies_with_a_button(signed_in):
    huis = signed_in("huis")
    at = f"{AT}maatregelen/M1/"

    huis.post(f"{at}trekken/")
    huis.post(f"{at}oordeel/", {"oordeel:O1": "weinig", "oordeel:O2": "veel"})
    huis.post(f"{at}vrijwilligers/", {"jaar:0": "12"})
    huis.post(f"{at}baat/", {"baat": "1", "zegt": "bevestigd", "woorden": "Toch wel."})
    page = text_of(huis.get(at))
    measure = entry("measures", "M1")

    assert measure["leads"] == ["stad", "huis"]
    assert {"party": "huis", "per_year": [12]} in measure["offered_hours"]
    assert measure["benefits"][1]["reply"] == {"says": "bevestigd", "words": "Toch wel."}
    assert "Wij trekken dit niet meer" in page
    assert "partijen verschillen" in page
    assert "Wonen in Bosrijk weinig" in page
    huis.post(f"{at}trekken/", {"trekken": "nee"})
    assert entry("measures", "M1")["leads"] == ["stad"]


@pytest.mark.parametrize("typed", [{"jaar:0": "veel"}, {"jaar:1": "5"}, {"jaar:x": "5", "jaar:0": "-3"}])
def test_hours_that_cannot_be_read_are_refused_with_a_sentence(signed_in, typed):
    answer = signed_in("buren").post(f"{AT}maatregelen/M1/vrijwilligers/", typed)

    assert answer.status_code == 409


@pytest.mark.parametrize(
    "typed",
    [
        {"stond": "geen json", "gezien": "x"},
        {"stond": "[1]", "budget:2027:9": "5", "budget:": "7"},
        {"conditions:99999.text": "x", "conditions:a.b": "y", "hours:0.y0": "z"},
        {"burden": "heel zwaar"},
        {"cost_types:onzin": "on"},
        {"holder": "niemand"},
        {"name": "x" * 5000},
        {"name": "\x00", "note": "a\x00b"},
    ],
)
def test_no_form_breaks_the_page(signed_in, typed):
    client = signed_in("stad")
    page = sent_by(client.get(f"{AT}geldstromen/F1/bewerken/"))

    for address in ("bewerken", "past"):
        answer = client.post(f"{AT}geldstromen/F1/{address}/", page | typed, headers={"HX-Request": "true"})
        assert answer.status_code in (200, 302, 403, 409, 422)


def test_addresses_that_lead_nowhere_say_so(signed_in):
    client = signed_in("stad")

    for address in ("geldstromen/F99/", "onzin/F1/", "onzin/nieuw/", "maatregelen/F1/bewerken/"):
        assert client.get(AT + address).status_code == 404
    assert client.post(f"{AT}veranderd/99/terug/").status_code == 404


def test_the_form_remembers_what_stood_in_every_field(signed_in):
    boxes = sent_by(signed_in("stad").get(f"{AT}geldstromen/F1/bewerken/"))

    assert set(json.loads(boxes["stond"])) >= {"name", "budget", "max_share", "match.ratio"}


def test_measures_are_listed_with_their_own_pages(signed_in):
    page = text_of(signed_in("buren").get(f"{AT}maatregelen/"))

    assert "2 maatregelen liggen op tafel." in page
    assert f'href="{AT}maatregelen/M1/"' in page
    assert f'href="{AT}maatregelen/M2/bewerken/"' in page
    assert f'href="{AT}maatregelen/M1/bewerken/"' not in page


def test_what_only_we_see_says_that_it_does_not_count_yet(signed_in):
    client = signed_in("huis")
    made = client.post(f"{AT}maatregelen/nieuw/", {"title": "Portiek verven", "zicht": "eigen"})

    own = text_of(client.get(made["Location"]))
    others = text_of(signed_in("buren").get(made["Location"]))

    assert "telt het niet mee in het plan" in own
    assert "telt het niet mee in het plan" not in others
    assert "Portiek verven" in others
