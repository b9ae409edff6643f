"""A round from the chair's question to the party's answer at the table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate

from gebiedstafel.asking.models import AskedParty, Request
from gebiedstafel.exchange.entries import find_entry
from gebiedstafel.means.table_document import table_document
from gebiedstafel.trail.check import check_trail
from tests.asking.rounds import (
    a_table,
    as_person,
    links_in_mail,
    work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_demo(settings):
    settings.DEMO = False


@pytest.fixture
def table():
    return a_table()


def form_of(table, **other):
    data = {
        "subjects": ["uren", "maatregelen"],
        "answer_by": (localdate() + timedelta(days=20)).isoformat(),
        "word": "Graag.",
    }
    for party in table.parties.all():
        if party.sits:
            data |= {f"ask-{party.pk}": "on", f"mail-{party.pk}": f"{party.key}@voorbeeld.nl"}
    return data | other


def near(request, days):
    """Bring the last day near."""
    Request.objects.filter(pk=request.pk).update(answer_by=localdate() + timedelta(days=days))


def test_from_question_to_table(table, django_capture_on_commit_callbacks):
    chair = as_person("voorzitter")
    page = chair.get(f"/tafel/{table.pk}/uitvraag/nieuw/")
    assert "huis@voorbeeld.nl" in page.content.decode()

    prepared = chair.post(f"/tafel/{table.pk}/uitvraag/nieuw/", form_of(table))
    preview = chair.get(prepared.url).content.decode()
    assert "Beste mensen van Gemeente Bosrijk" in preview
    assert mail.outbox == []

    request = Request.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert chair.post(f"{prepared.url}versturen/").status_code == 302
        assert chair.post(f"{prepared.url}versturen/").status_code == 409
    work()
    assert sorted(links_in_mail()) == ["buren@voorbeeld.nl", "huis@voorbeeld.nl", "stad@voorbeeld.nl"]

    party, link = Client(), links_in_mail()["buren@voorbeeld.nl"]
    assert "Begin" in party.get(link).content.decode()
    party.post(f"{link}begin/")
    page = party.get(link).content.decode()
    assert "Straatdiner" in page
    assert "Straat afkoppelen" not in page
    told = party.post(
        f"{link}bewaar/",
        {
            "seen|measures:M2:costs": "0",
            "measures:M2:costs:proces.0": "1.500",
            "hoe|measures:M2:costs": "bevestigd",
            "wie": "tafel",
        },
        headers={"Accept": "application/json"},
    ).json()
    assert told["versions"] == {"measures:M2:costs": 1}
    assert (told["done"], told["rows"]) == (1, 2)
    party.post(f"{link}bewaar/", {"doe": "insturen"})
    assert "Dank u wel" in party.get(link).content.decode()

    asked = AskedParty.objects.get(party__key="buren")
    board = chair.get(f"/tafel/{table.pk}/uitvraag/{request.pk}/").content.decode()
    assert "geantwoord" in board
    beside = chair.get(f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/").content.decode()
    assert "1.500" in beside
    chair.post(f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/", {"doe": "alles"})

    dinner = find_entry(table_document(table), "measures", "M2")
    assert dinner["costs"] == {"proces": [150_000]}
    assert dinner["quality"] == {"costs": "bevestigd"}
    assert check_trail() == []
