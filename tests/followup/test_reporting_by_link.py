"""The link in the mail: one tap, once, for one agreement, and one neutral page for all that opens nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.accounts.slowing import MOST_BY_NETWORK
from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.agreements.models import Agreement, Change
from gebiedstafel.followup import link_views
from gebiedstafel.followup.links import LASTS, make_report_link, open_report_link
from gebiedstafel.followup.models import MailChoice, ReportLink
from gebiedstafel.followup.sending import remind_tables
from gebiedstafel.trail.models import Deed
from tests.followup.kept_agreements import TODAY, agreement, at, bo_of, table_of_neighbours

pytestmark = pytest.mark.django_db
FINE = {"status": "op_schema", "words": "De lamp is besteld.", "seen": "1"}


@pytest.fixture
def clock(monkeypatch):
    """Let the pages think it is some moment."""

    class Clock:
        now = at()

    monkeypatch.setattr(link_views, "now", lambda: Clock.now)
    return Clock


@pytest.fixture
def table(settings, clock):
    settings.DEMO = False
    return table_of_neighbours()


@pytest.fixture
def link(table):
    return make_report_link(agreement(table, others=("huis",)), bo_of(table), at=at())


def address(link):
    return reverse("reporting:report", args=[token_of_seed(link.seed)])


def told(text):
    """Return a page without what differs between any two visits."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r"/bericht/[^/]+/", "/bericht/…/", text)


def test_one_tap_without_signing_in_tells_the_table(link):
    browser = Client()
    asked = browser.get(address(link))

    answer = browser.post(address(link), FINE)

    assert asked.status_code == answer.status_code == 200
    assert "De tafel weet het nu" in answer.content.decode()
    now = Agreement.objects.get()
    assert (now.status, now.status_why) == ("op_schema", "De lamp is besteld.")
    change = Change.objects.get()
    assert (change.origin, change.who) == ("link", "Buren van Beukenhof")
    assert Deed.objects.get(action="report_progress").origin == "link"


def test_looking_changes_nothing_however_often_a_scanner_looks(link):
    for _again in range(5):
        Client().get(address(link))
        Client().head(address(link))

    assert open_report_link(token_of_seed(link.seed), at=at()) is not None
    assert Change.objects.count() == 0


def test_no_secret_is_in_the_database(table, mailbox):
    agreement(table)
    remind_tables(at())
    kept = str([list(model.objects.values()) for model in (ReportLink, MailChoice, OutgoingLetter, Deed)])
    carry_letters(at())
    secrets = re.findall(r"/(?:bericht|berichten-stoppen)/([0-9a-f]{64})/", mailbox.text)

    assert len(secrets) == 2
    assert not any(secret in kept for secret in secrets)


@pytest.mark.parametrize(
    "why", ["replayed", "expired", "withdrawn", "other party", "inactive", "over", "guessed"]
)
def test_a_link_that_opens_nothing_says_nothing_about_why(link, clock, why):
    if why == "replayed":
        Client().post(address(link), FINE)
    elif why == "expired":
        clock.now = at() + LASTS
    elif why == "withdrawn":
        link.seat.person = None
        link.seat.party = None
        link.seat.role = "visitor"
        link.seat.save()
    elif why == "other party":
        link.seat.party = link.seat.table.parties.get(key="water")
        link.seat.save()
    elif why == "inactive":
        link.person.is_active = False
        link.person.save()
    elif why == "over":
        Agreement.objects.update(status="gereed")
    else:
        link.seed = "geraden"
    before = Change.objects.count()

    seen, sent = Client().get(address(link)), Client().post(address(link), FINE)
    guess = Client().get(reverse("reporting:report", args=["0" * 64]))

    assert seen.status_code == sent.status_code == guess.status_code == 410
    assert told(seen.content.decode()) == told(guess.content.decode()) == told(sent.content.decode())
    assert Change.objects.count() == before


def test_guessing_is_slowed_down(link):
    for number in range(MOST_BY_NETWORK):
        Client().get(reverse("reporting:report", args=[f"gok{number}"]))

    assert Client().get(address(link)).status_code == 429


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Kies hoe het gaat."),
        ({"status": "vervallen"}, "Kies hoe het gaat."),
        ({"status": "geblokkeerd"}, "Kies wat het tegenhoudt."),
        ({"status": "geblokkeerd", "blockage": "geld"}, "Schrijf in één zin wat er speelt."),
        ({"status": "op_schema", "words": "x" * 601}, "Dit is te lang."),
        ({"status": "op_schema", "words": "a\x00b"}, "Nul"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_comes_back(link, said, sentence):
    answer = Client().post(address(link), {"seen": "1", **said})

    assert answer.status_code in (409, 422)
    if sentence != "Nul":
        assert sentence in answer.content.decode()
    assert open_report_link(token_of_seed(link.seed), at=at()) is not None


def test_a_blockage_is_told_with_its_kind(link):
    Client().post(
        address(link), {"status": "geblokkeerd", "blockage": "geld", "words": "Potje leeg", "seen": "1"}
    )

    assert Agreement.objects.values_list("status", "blockage").get() == ("geblokkeerd", "geld")


def test_who_reports_on_an_older_text_sees_the_newer_and_keeps_what_was_typed(link):
    Agreement.objects.update(version=2, status="loopt_achter")

    answer = Client().post(address(link), FINE)

    assert answer.status_code == 409
    assert "Iemand was u voor" in answer.content.decode()
    assert "De lamp is besteld." in answer.content.decode()
    assert Client().post(address(link), {**FINE, "seen": "2"}).status_code == 200


def test_pasted_markup_is_text(link):
    said = {"status": "geblokkeerd", "words": "<script>alert(1)</script> klaar", "seen": "1"}

    answer = Client().post(address(link), said)

    assert "alert(1)" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


def test_a_link_confirms_nothing(table):
    made = agreement(table)
    made.parts.update(confirmed_at=None)
    link = make_report_link(made, bo_of(table), at=at())

    Client().post(address(link), {**FINE, "confirm": "on", "confirmed_at": "2027-01-01"})

    assert made.parts.get().confirmed_at is None


def test_ending_the_mails_asks_first_and_one_click_does_it(table, mailbox):
    agreement(table)
    remind_tables(at())
    carry_letters(at())
    header = re.sub(r"\s", "", mailbox.letters[0]["List-Unsubscribe"])
    path = re.search(r"<https?://[^/]+(/\S+)>", header)[1]

    seen = Client().get(path)
    before = MailChoice.objects.get().reminders
    sent = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    assert "Wilt u geen mails meer?" in seen.content.decode()
    assert before is True
    assert sent.status_code == 200
    assert MailChoice.objects.values_list("rhythm", "reminders").get() == ("nooit", False)


def test_a_link_of_one_kind_opens_nothing_of_another(table, link, mailbox):
    remind_tables(at())
    secret = token_of_seed(MailChoice.objects.get().seed)

    assert Client().get(reverse("reporting:report", args=[secret])).status_code == 410
    assert Client().get(reverse("reporting:stop", args=[token_of_seed(link.seed)])).status_code == 410
    assert Client().get(reverse("reporting:calendar", args=[secret])).status_code == 410


def test_a_link_lasts_thirty_days(link):
    assert link.expires_at - link.made_at == timedelta(days=30)
    assert link.made_at.date() == TODAY
