"""A site where the people of one organisation sign in, and a browser that walks through its provider."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.provider_list import KNOWN
from tests.openid_provider import OpenIDProvider, client_pem

FILE = """
providers:
  gemeente:
    name: Gemeente Bosrijk
    issuer: {issuer}
    client_id: gebiedstafel
    trusted_domains: [{domain}]
    administrators: [beheer]
    seats:
      - {{group: wijkteam, table: beukenhof, party: stad, role: member}}
      - {{group: meelezers, table: beukenhof, role: visitor}}
"""


def trust(
    openid: OpenIDProvider, settings, monkeypatch, tmp_path, *, domain: str = "gemeente.example"
) -> None:
    """Let the site know this provider."""
    path = tmp_path / f"inloggen-{domain}.yaml"
    path.write_text(FILE.format(issuer=openid.origin, domain=domain))
    monkeypatch.setenv("GEBIEDSTAFEL_SIGN_IN_GEMEENTE_KEY", client_pem(openid))
    settings.SIGN_IN_FILE, settings.DEMO = str(path), False
    KNOWN.__init__()


@pytest.fixture
def gemeente(openid, settings, monkeypatch, tmp_path, db) -> OpenIDProvider:
    """A municipality whose own addresses are trusted."""
    trust(openid, settings, monkeypatch, tmp_path)
    return openid


def go(client: Client, where: str = ""):
    """Press the button, and return the answer with which the provider would send someone here."""
    sent = client.get(reverse("accounts:with_provider", args=["gemeente"]), {"next": where} if where else {})
    return {name: values[0] for name, values in parse_qs(urlsplit(sent["Location"]).query).items()}


def come(client: Client, openid: OpenIDProvider, where: str = "", **options):
    """Sign in at the provider and come back."""
    back = urlsplit(openid.allow(go(client, where)))
    return client.get(f"{back.path}?{back.query}", **options)
