"""Every address × who asks × reading or sending: each gets what is meant, and nothing ever breaks."""

import re
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils.timezone import localdate, now

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.tokens import digest_of
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.areas.models import Area
from gebiedstafel.asking.models import AnswerLink, AskedParty, Request
from gebiedstafel.connections.models import Study, Variant
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.dialogue.crowding import WRONG_CODES
from gebiedstafel.dialogue.rounds import Entrance, Round, RoundStatement
from gebiedstafel.exchange.schemes import shipped_schemes
from gebiedstafel.means.models import OwnScheme
from gebiedstafel.means.table_import import load_table
from gebiedstafel.meetings.leading import begin_meeting
from gebiedstafel.meetings.models import AgendaItem, Meeting, YearStep
from gebiedstafel.stories.models import (
    Asked,
    LetterCode,
    RecognitionPage,
    Story,
    StoryBox,
    StoryPhoto,
)
from gebiedstafel.street.models import StreetPage, Told, WorksQuestion
from gebiedstafel.strengths.models import Strength
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.runs import open_run
from gebiedstafel.workshop.methods import came_along
from gebiedstafel.workshop.models import (
    CanvasRole,
    Card,
    Choice,
    LearningQuestion,
    Outcome,
    RoleCanvas,
    Sitting,
    Trying,
    Workshop,
)
from tests.on_one_database import once_but
from tests.site.answers_by_role import ANSWERS, ONLY_READ
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = ("nobody", "stranger", "visitor", "member", "finance", "chair")
#: Who has no column of their own: an account that was closed while signed in is nobody, whatever seat it
#: had, and whoever runs the site without a seat is a stranger to every table.
LIKE = {"inactive": "nobody", "operator": "stranger"}
#: Where they differ all the same: who runs the site loads open figures, and helps who lost a second step.
UNLIKE = {
    ("operator", "area_loading:load"): (200, 400),
    ("operator", "area_loading:progress"): (404, 405),
    ("operator", "area_loading:fetch"): (405, 400),
    ("operator", "area_loading:stop"): (405, 404),
    ("operator", "accounts:help_with_second_step"): (200, 400),
}
BACKEND = "gebiedstafel.accounts.backend.ByNameOrMail"
MOST_QUERIES = 15
SCHEME = "wijkfonds"
ROUND = 987
#: Before the chair adopts, the whole table is read once more to see that the plan still fits it.
READS_ALL = {
    "connections:adopt": 45,
    "connections:variant": 45,
    "connections:take_over_variant": 45,
    "means:workbook": 45,
    "means:paste": 45,
    # Who reads the trail stands in it: the page also checks the chain and writes a deed.
    "record:trail": 26,
    "record:trail_file": 26,
    # Of each kind of what waits for the table is asked once.
    "start:home": 17,
    # Each kind of what is kept is counted once.
    "record:keeping": 20,
    # Each kind of row that points to someone is asked once, however many rows there are.
    "record:mine": 90,
    "record:mine_file": 90,
}
VARIANT = STUDY = 987654321
ASKED = (
    "plan", "cijfer", "niveau", "jaar", "naam", "pagina", "next", "variant", "links", "rechts", "weg",
    "toon", "wie", "stand", "groep", "opgave", "soort", "thema", "plek", "inzet",
    "voor",
)  # fmt: skip
SENT = (
    "punt", "soort", "sleutel", "rij", "gezien", "tekst", "wie", "wanneer", "stoel", "titel", "minuten",
    "held_on", "begins_at", "minutes", "place", "chair", "begins", "ends", "name", "document", "jaar",
    "measure", "side", "plan", "seat", "seen", "language", "year", "next", "variant", "variant_name", "notes",
    "start", "back", "counts", "seated", "kind", "doe", "deel", "nummer", "due", "words", "money-0-year",
    "row", "theme", "area", "count", "trend", "text", "how", "quarter", "nothing", "answer", "ZOR",
    "sentence", "holder", "available", "capacity", "in_kind", "circle", "party", "theme1", "theme2",
)  # fmt: skip
pytestmark = pytest.mark.django_db

#: Mail programs press this one themselves (RFC 8058): the secret in its address is the mark.
ONE_CLICK = {"reporting:stop"}

LINKED = (
    {"table_id": "beukenhof", "weighed_id": ROUND},
    {"provider": "gemeente"},
    {"token": "nergens"},
    {"table_id": "beukenhof", "request_id": ROUND},
    {"table_id": "beukenhof", "asked_id": ROUND},
    {"table_id": "beukenhof", "seat_id": 987654321},
    {"table_id": "beukenhof", "mandate_id": 987654321},
    {"table_id": "beukenhof", "record_id": 987654321},
    {"table_id": "beukenhof", "invitation_id": 987654321},
    {"table_id": "beukenhof", "idea_id": 987654321},
    {"table_id": "beukenhof", "question_id": 987654321},
    {"table_id": "beukenhof", "strength_id": ROUND},
    {"table_id": "beukenhof", "study_id": STUDY},
    {"address": "nergens"},
    {"address": "nergens", "link": "nergens"},
    {"address": "proefronde", "area": "ST1"},
    {"table_id": "beukenhof", "area": "ST1"},
    {"table_id": "beukenhof", "told_id": ROUND},
    {"table_id": "beukenhof", "slug": "geldstromen"},
    {"table_id": "beukenhof", "slug": "geldstromen", "key": "F1"},
    {"table_id": "beukenhof", "key": "M1"},
    {"table_id": "beukenhof", "change": 987654321},
    {"table_id": "beukenhof", "delivery": 987654321},
    {"table_id": "beukenhof", "page": "uren"},
    {"table_id": "beukenhof", "key": "huis"},
    {"table_id": "beukenhof", "choice_id": ROUND},
    {"table_id": "beukenhof", "outcome_id": ROUND},
    {"table_id": "beukenhof", "story_id": ROUND},
    {"address": "proefronde", "story_id": ROUND},
    {"address": "proefronde", "code": "abc"},
    {"table_id": "beukenhof", "view_id": 987654321},
    {"table_id": "beukenhof", "meeting_id": ROUND},
    {"table_id": "beukenhof", "step_id": ROUND},
    {"table_id": "beukenhof", "canvas_id": ROUND},
    {"table_id": "beukenhof", "canvas_id": ROUND, "role_id": ROUND},
    {"table_id": "beukenhof", "format_id": "geldtafel"},
    {"table_id": "beukenhof", "sitting_id": ROUND},
    {"table_id": "beukenhof", "address": "proefronde"},
    {"table_id": "beukenhof", "batch_id": 987654321},
    {"table_id": "beukenhof", "card_id": ROUND},
    {"table_id": "beukenhof", "workshop_id": ROUND},
    {"table_id": "beukenhof", "trying_id": ROUND},
)


def routes(patterns=None, space=""):
    """Yield the name of every address of the site, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            yield from routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)


@cache
def address(name):
    """Return an address of this route that leads to something."""
    table, round, voter = {"table_id": "beukenhof"}, {"round_id": ROUND}, {"address": "proefronde"}
    party = table | {"key": "buren"}
    scheme = table | {"key": SCHEME}
    agreement = table | {"key": "A01"}
    challenge, theme = table | {"key": "O1"}, table | {"theme": "WON-KWAL"}
    for given in (
        *([agreement] if name.startswith("agreements:") else ()),
        *([challenge] if name == "evidence:of_challenge" else ()),
        *([theme] if name == "evidence:theme" else ()),
        *([party] if name.startswith("start:party_") else ()),
        *([scheme] if name.endswith("_scheme") or name == "means:scheme" else ()),
        *([{"code": "proefzaal"}] if name.startswith("join:") and name != "join:code" else ()),
        *([{"code": "proefzaal", "trying_id": ROUND}] if name == "join:tell" else ()),
        {},
        table,
        {"code": "WK1"},
        {"loading_id": 987654321},
        table | {"variant_id": VARIANT},
        table | round,
        table | voter,
        table | round | {"entrance_id": ROUND},
        table | round | {"language": "en"},
        voter,
        voter | {"key": "proefdeur"},
        voter | {"code": "abc"},
        voter | {"link": "abc"},
        *LINKED,
    ):
        with suppress(NoReverseMatch):
            return reverse(name, kwargs=given)
    raise AssertionError(f"{name} takes something this test does not know")


@pytest.fixture
def table(settings):
    settings.DEMO = False
    document = small_table()
    del document["choices"]
    table = load_table(document, by=Person.objects.create_user("chair"), at=NOON)
    chair = table.seats.get(role=Seat.Role.CHAIR)
    plan = make_plan(table, by=chair, clock=lambda: NOON)
    run = open_run("study", "beukenhof", at=NOON)
    Study.objects.create(
        pk=STUDY, plan=plan, kind="price", parameters={"measure": "M1"}, run=run, asked_at=NOON
    )
    Variant.objects.create(pk=VARIANT, table=table, name="Anders", made_by=chair, made_at=NOON)
    Area.objects.create(code="WK1", year=2025, level="wijk", name="Beukenhof")
    Person.objects.create_user("stranger")
    open_round_of(table)
    open_street_of(table)
    open_stories_of(table)
    choose_way_of_working(table)
    add_scheme(table)
    know_a_strength_of(table)
    promise = Agreement.objects.create(
        table=table,
        key="A01",
        words="De buren vegen.",
        lead=table.parties.get(key="buren"),
        due=date(2027, 3, 1),
        made_on=date(2026, 11, 21),
    )
    promise.parts.create(party=promise.lead)
    canvas = RoleCanvas.objects.create(pk=ROUND, table=table, subject_text="De straat", made_at=NOON)
    CanvasRole.objects.create(pk=ROUND, canvas=canvas, name="trekker", party="buren")
    run_workshop(table)
    hold_meeting(table, by=chair)
    party = table.parties.get(key="buren")
    ask_party(party, by=table.seats.get(role=Seat.Role.CHAIR))
    for role in ("visitor", "member", "finance"):
        person = Person.objects.create_user(role)
        Seat.objects.create(table=table, person=person, role=role, party=party if role == "member" else None)
    Person.objects.create_superuser("operator")
    closed = Person.objects.create_user("inactive", is_active=False)
    Seat.objects.create(table=table, person=closed, role=Seat.Role.CHAIR, party=party)
    return table


def add_scheme(table):
    """Let the municipality have a scheme of its own."""
    row = {**shipped_schemes()[0].row, "id": SCHEME, "name": "Wijkfonds"}
    OwnScheme.objects.create(municipality=table.municipality, key=SCHEME, row=row, changed_at=NOON)


def know_a_strength_of(table):
    """Let everyone know one thing that is strong here."""
    Strength.objects.create(
        pk=ROUND,
        table=table,
        kind="place",
        name="Kas",
        circle="openbaar",
        brought_at=NOON,
        changed_at=NOON,
    )


def ask_party(party, *, by):
    """Let this party be asked for its rows, by a link with a secret that is known here."""
    request = Request.objects.create(
        pk=ROUND,
        table=party.table,
        subjects=["uren"],
        answer_by=localdate() + timedelta(days=9),
        address="",
        created_at=NOON,
        created_by=by,
        sent_at=NOON,
    )
    asked = AskedParty.objects.create(pk=ROUND, request=request, party=party, email="buren@voorbeeld.nl")
    AnswerLink.objects.create(asked=asked, digest=digest_of("nergens"), made_at=NOON)


def hold_meeting(table, *, by):
    """Let the table be in the middle of a meeting, with a step in its year."""
    Meeting.objects.create(
        pk=ROUND, table=table, key="B1", held_on=NOON.date(), begins_at=NOON.time(), made_at=NOON
    )
    AgendaItem.objects.create(meeting_id=ROUND, title="Afspraken")
    begin_meeting(table.meetings.get(), by=by, at=NOON)
    YearStep.objects.create(pk=ROUND, table=table, name="Tafel", begins=NOON.date(), ends=NOON.date())


def run_workshop(table):
    """Let a gathering of the werkplaats be on, with one card."""
    workshop = Workshop.objects.create(pk=ROUND, table=table, name="Reeks", begun_at=NOON)
    LearningQuestion.objects.create(pk=987654321, table=table, text="Wat doen wij?", asked_at=NOON)
    sitting = Sitting.objects.create(
        pk=ROUND,
        table=table,
        workshop=workshop,
        format="geldtafel",
        code="proefzaal",
        step=2,
        step_since=NOON,
        made_at=NOON,
    )
    Card.objects.create(
        pk=ROUND,
        sitting=sitting,
        step="kaarten",
        key="proefkaart",
        kind="flow",
        text="Fonds",
        stamp=1,
        written_at=NOON,
    )
    Trying.objects.create(pk=ROUND, sitting=sitting, tried="Vegen", said_at=NOON)


def choose_way_of_working(table):
    """Let the answers of a round lie open, with an outcome."""
    choice = Choice.objects.create(
        pk=ROUND, table=table, methods=came_along(NOON), begun_at=NOON, opened_at=NOON
    )
    Outcome.objects.create(pk=ROUND, choice=choice, answers={"omvang": 2}, chosen=["wijkregie"], kept_at=NOON)


def open_round_of(table):
    """Let a round of the dialogue be open, with one statement and one entrance."""
    WRONG_CODES._seen.clear()
    week = timedelta(days=7)
    round = Round.objects.create(
        pk=ROUND,
        table=table,
        address="proefronde",
        question="Wat moet er gebeuren?",
        languages=["nl", "en"],
        per_address=10_000,
        opens_at=now() - week,
        closes_at=now() + week,
        made_at=NOON,
    )
    Entrance.objects.create(pk=ROUND, round=round, key="proefdeur")
    RoundStatement.objects.create(
        round=round, number=1, text="De straat is mooi.", state="shown", added_at=NOON
    )


def open_street_of(table):
    """Let the public page of the table be open, with something told and a question to shops."""
    day = localdate() + timedelta(days=9)
    StreetPage.objects.create(table=table, address="proefronde", opened_at=NOON)
    Told.objects.create(pk=ROUND, table=table, words="De lampen branden weer.", at=NOON)
    WorksQuestion.objects.create(
        pk=987654321,
        table=table,
        area="ST1",
        words="Het riool wordt vernieuwd.",
        begins_on=day,
        ends_on=day,
        answer_by=day,
        made_at=NOON,
    )


def open_stories_of(table):
    """Let residents tell stories, with one that anyone may read, and its photo."""
    StoryBox.objects.create(table=table, address="proefronde", opened_at=NOON)
    Story.objects.create(
        pk=ROUND,
        table=table,
        text="De lamp is weer stuk.",
        circle="everyone",
        state="shown",
        digest=digest_of("abc"),
        told_at=NOON,
        read_at=NOON,
    )
    StoryPhoto.objects.create(story_id=ROUND, content=b"pixels", width=1, height=1)
    RecognitionPage.objects.create(table=table, address="proefronde", opened_at=NOON)
    Asked.objects.create(
        pk=ROUND,
        table=table,
        subject="figure/rust/ST1",
        area="ST1",
        words="Slaapt goed.",
        asked_at=NOON,
    )
    LetterCode.objects.create(table=table, area="ST1", digest=digest_of("proefronde/abc"), made_at=NOON)


def ask(who, *, check=False):
    """Return a browser in which this person is signed in."""
    client = Client(enforce_csrf_checks=check)
    if who != "nobody":
        client.force_login(Person.objects.get(username=who), backend=BACKEND)
    return client


def as_it_was(client):
    """Return another browser that is signed in as this one was."""
    again = Client(enforce_csrf_checks=client.handler.enforce_csrf_checks)
    again.cookies = deepcopy(client.cookies)
    return again


def sent(table):
    """Return what fits every form at once."""
    return {
        "measure": "M1",
        "side": "in",
        "plan": table.plans.get().pk,
        "seat": "1",
        "language": "en",
        "variant_name": "Nieuw",
        "kind": "price",
    }


def undone(client, method, url, data=None):
    """Answer, and put everything back as it was."""
    with transaction.atomic():
        answer = getattr(client, method)(url, data)
        transaction.set_rollback(True)
    return answer


def meant_for(who, name):
    """What the table says this asker gets, read and sent."""
    return tuple(int(codes.split()[WHO.index(who)]) for codes in ANSWERS[name])


def test_every_address_is_in_the_table():
    assert sorted(routes()) == sorted(ANSWERS)


@pytest.mark.parametrize("who", [*once_but("chair", WHO), *once_but("", LIKE)])
def test_each_asker_gets_what_is_meant(table, who):
    data, first = sent(table), ask(who)

    got = {
        name: tuple(
            undone(as_it_was(first), m, address(name), d).status_code
            for m, d in (("get", None), ("post", data))
        )
        for name in ANSWERS
    }

    meant = {name: UNLIKE.get((who, name)) or meant_for(LIKE.get(who, who), name) for name in ANSWERS}
    assert {name: got[name] for name in got if got[name] != meant[name]} == {}


@pytest.mark.once
@pytest.mark.parametrize("who", WHO)
def test_nothing_is_taken_in_without_the_mark_of_our_own_page(table, who):
    takes = [name for name, (_, post) in ANSWERS.items() if post != ONLY_READ and name not in ONE_CLICK]

    data, first = sent(table), ask(who, check=True)
    answers = {name: undone(as_it_was(first), "post", address(name), data) for name in takes}

    assert len(answers) > 8
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(takes, 403)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", once_but("chair", ["nobody", "chair"]))
def test_every_answer_guards_the_reader_and_is_made_with_few_queries(table, who, method):
    data, first = sent(table), ask(who)
    for name in ANSWERS:
        client, url = as_it_was(first), address(name)
        undone(client, method, url, data)
        with CaptureQueriesContext(connection) as queries:
            answer = undone(client, method, url, data)

        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["X-Frame-Options"] == "DENY", name
        assert answer["Referrer-Policy"] == "same-origin", name
        if method == "get":
            # Four more: who is asking, in two; and beginning and putting back.
            assert len(queries) <= READS_ALL.get(name, MOST_QUERIES) + 4, name
        if answer["Content-Type"].startswith("text/html") and answer.content:
            reads_well(answer.content.decode(), name)


def reads_well(html, name):
    """A page has a title of its own, one heading, a language, and loads nothing from elsewhere."""
    assert re.search(r"<title>\s*\S[^<]* – Gebiedstafel\s*</title>", html), name
    assert html.count("<h1") == 1, name
    assert '<html lang="' in html, name
    assert not re.search(r"""(?:src|srcset|action)=["'](?:https?:)?//""", html), name


@pytest.mark.parametrize("bad", ["\x00", "9" * 40, "-1", "ὕ", "' OR 1=1 --", "a" * 3000])
def test_nonsense_never_breaks_a_page(table, bad):
    client = ask("chair")
    asked = dict.fromkeys(ASKED, bad)
    nonsense = dict.fromkeys(SENT, bad)

    answers = {
        (method, name): undone(client, method, address(name), data).status_code
        for name in ANSWERS
        for method, data in (("get", asked), ("post", nonsense))
    }

    assert {where: code for where, code in answers.items() if code >= 500} == {}
