"""What a seat may not see is in no page, no part of a page and no file, whoever asks and however."""

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from gebiedstafel.accounts.models import Person
from gebiedstafel.connections.models import Variant
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable, Seat
from tests.on_one_database import once_but
from tests.site.answers_by_role import ANSWERS
from tests.site.test_routes_by_role import VARIANT, add_scheme, address, ask, open_round_of
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 13, tzinfo=UTC)
PARTIES = ("stad", "buren", "huis")
#: Who asks, for which party of the table if any.
WHO = {
    "nobody": None,
    "stranger": None,
    "operator": None,
    "visitor": None,
    "neighbour": None,
    "abroad": None,
    "chair": "stad",
    "member": "buren",
    "landlord": "huis",
    "finance": "stad",
}
AT_THE_TABLE = {"chair", "member", "landlord", "finance"}
CENTS = {"stad": 31_731_700, "buren": 41_841_800, "huis": 51_951_900}
pytestmark = pytest.mark.django_db


def canary(party, circle):
    return f"KANARIE-{party}-{circle}"


def euros(party):
    """How the hidden amount of a party could be written."""
    whole = CENTS[party] // 100
    return {f"{whole:,}".replace(",", "."), str(whole), str(CENTS[party])}


def hidden_rows(party, cents):
    """What a party keeps to itself, and what it tells the table only."""
    own, table = canary(party, "eigen"), canary(party, "tafel")
    return [
        Change(
            "money_flows",
            None,
            {
                "name": f"{table} pot",
                "holder": party,
                "owner_class": "fonds",
                "area": "WK1",
                "certainty": "vast",
                "cost_types": ["investering", "proces"],
                "budget": {"2027": cents},
                "note": own,
                "circles": {"*": "eigen"},
            },
        ),
        Change(
            "measures",
            None,
            {
                "title": f"{own} werk",
                "owner": party,
                "street": "ST1",
                "area": "ST1",
                "start": {"earliest": 2027, "latest": 2027, "planned": 2027},
                "themes": ["OPE-WATE"],
                "note": own,
                "circles": {"*": "eigen", "title": "eigen"},
            },
        ),
        Change(
            "challenges", None, {"title": f"{table} opgave", "owners": [party], "circles": {"*": "tafel"}}
        ),
        Change(
            "parties",
            party,
            {"interest": own, "fear": own, "note": table, "circles": {"interest": "eigen", "fear": "eigen"}},
        ),
    ]


@pytest.fixture
def table(settings):
    settings.DEMO = False
    document = small_table()
    del document["choices"]
    document["parties"][3]["note"] = canary("water", "tafel")
    table = load_table(document, by=Person.objects.create_user("chair"), at=NOON)
    other = small_table(id="elders", name="Elders")
    load_table(other, by=Person.objects.create_user("neighbour"), at=NOON)
    abroad = small_table(id="ver", name="Ver weg")
    abroad["areas"][0] = {"id": "GM2", "name": "Andere gemeente", "level": "gemeente"}
    abroad["areas"][1]["parent"] = "GM2"
    load_table(abroad, by=Person.objects.create_user("abroad"), at=NOON)
    Person.objects.create_user("stranger")
    Person.objects.create_superuser("operator")
    table.seats.update(party=table.parties.get(key="stad"))
    for who in ("visitor", "member", "landlord", "finance"):
        role = {"landlord": "member"}.get(who, who)
        party = table.parties.get(key=WHO[who]) if WHO[who] else None
        Seat.objects.create(table=table, person=Person.objects.create_user(who), role=role, party=party)
    for party in PARTIES:
        seat = table.seats.filter(party__key=party).order_by("pk").first()
        change_entries(table, hidden_rows(party, CENTS[party]), by=seat, at=NOON)
    table = AreaTable.objects.get(pk=table.pk)
    chair = table.seats.get(role=Seat.Role.CHAIR)
    make_plan(table, by=chair, clock=lambda: NOON)
    Variant.objects.create(pk=VARIANT, table=table, name="Anders", made_by=chair, made_at=NOON)
    open_round_of(table)
    add_scheme(table)
    return table


def forbidden(who):
    """Every mark this asker must never meet."""
    own = WHO[who]
    marks = {canary(party, "eigen") for party in PARTIES if party != own}
    for party in PARTIES:
        if party != own:
            marks |= euros(party)
    if who not in AT_THE_TABLE:
        marks |= {canary(party, "tafel") for party in (*PARTIES, "water")}
    return marks


def text_of(answer):
    """All that an answer says, also inside a workbook."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return body.decode(errors="replace")


@pytest.mark.parametrize("who", once_but("landlord", WHO))
def test_nobody_meets_what_is_outside_their_circle(table, who):
    client, marks, read = ask(who), forbidden(who), 0

    found = []
    for name in ANSWERS:
        for asked, way in (({}, {}), ({"q": "KANARIE"}, {"HX-Request": "true"})):
            answer = client.get(address(name), asked, headers=way)
            said = text_of(answer)
            read += answer.status_code == 200 and "beukenhof" in address(name)
            found += [(name, mark) for mark in marks if mark in said]

    assert found == []
    assert (read > 0) == (who in AT_THE_TABLE | {"visitor"})


@pytest.mark.parametrize("who", sorted(AT_THE_TABLE))
def test_each_meets_their_own_and_what_the_table_shares(table, who):
    page = ask(who).get(address("means:overview")).content.decode()

    assert all(canary(party, "tafel") + " pot" in page for party in PARTIES)
    assert any(amount in page for amount in euros(WHO[who]))


@pytest.mark.parametrize("name", ["means:overview", "challenges:overview", "start:home", "connections:plan"])
@pytest.mark.parametrize("who", ["visitor", "landlord"])
def test_a_hidden_amount_moves_no_total_of_others(table, who, name):
    before = shown_to(who, name)
    flow = table.flow_offers.get(flow__name=canary("buren", "tafel") + " pot")
    buren = table.seats.get(party__key="buren")

    change_entries(table, [Change("money_flows", flow.key, {"budget": {"2027": 99}})], by=buren, at=LATER)

    assert shown_to(who, name) == before


def shown_to(who, name):
    cache.clear()
    page = text_of(ask(who).get(address(name)))
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', "", page)
