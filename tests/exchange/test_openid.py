"""What a provider says is believed only when every part of it holds; each lie is refused in words."""

import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, build_opener

import pytest
from joserfc.jwk import ECKey, RSAKey

from gebiedstafel.exchange.openid import conversation, fetching
from gebiedstafel.exchange.openid.conversation import check_answer, new_question, where_to_go, who_came
from gebiedstafel.exchange.openid.fetching import fetch
from gebiedstafel.exchange.openid.metadata import Known
from gebiedstafel.exchange.openid.provider import NotReached, NotTrusted, Provider, is_safe_address
from gebiedstafel.exchange.openid.provider_file import Faults, read_providers
from tests.openid_provider import BROKEN_SERVERS, CLIENT, LYING_TOKENS, SECRET, client_pem

BACK = "http://127.0.0.1:1/terug/"


@pytest.fixture
def ours(openid):
    return Provider("gemeente", "Gemeente", openid.origin, CLIENT, secret=client_pem(openid))


def sign_in(openid, ours, *, known=None, at=None, question=None, tampered=None):
    """Walk through the provider as a browser would, and believe the answer or not."""
    known, at = known or Known(), at or time.time()
    question = question or new_question()
    there = where_to_go(ours, known.doors(ours, at=at), question, back=BACK)
    query = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    answer = parse_qs(urlsplit(openid.allow(query)).query)
    code = check_answer(ours, known.doors(ours, at=at), {name: v[0] for name, v in answer.items()})
    return who_came(ours, tampered or question, code, back=BACK, known=known, at=at)


def test_someone_is_known_by_issuer_and_subject_with_what_the_provider_says(openid, ours):
    came = sign_in(openid, ours)

    assert (came.issuer, came.subject) == (openid.origin, "anne-1")
    assert (came.email, came.email_verified, came.name) == ("anne@gemeente.example", True, "Anne Voorbeeld")
    assert came.groups == ("wijkteam",)


@pytest.mark.parametrize("lie", LYING_TOKENS)
def test_a_lying_token_is_refused(openid, ours, lie):
    openid.quirk = lie

    with pytest.raises(NotTrusted):
        sign_in(openid, ours)


@pytest.mark.parametrize("broken", BROKEN_SERVERS)
def test_a_broken_provider_is_told_in_time(openid, ours, broken, monkeypatch):
    monkeypatch.setattr(conversation, "fetch", lambda url, **more: fetch(url, seconds=1, **more))
    openid.quirk = broken
    begun = time.monotonic()

    with pytest.raises(NotReached) as told:
        sign_in(openid, ours)

    assert time.monotonic() - begun < 4
    assert "niet laten zien" not in str(told.value)


@pytest.mark.parametrize("quirk", ["says no"])
def test_a_provider_that_says_no_is_told(openid, ours, quirk):
    openid.quirk = quirk

    with pytest.raises(NotReached, match="access_denied"):
        sign_in(openid, ours)


@pytest.mark.parametrize(
    "quirk", ["wrong issuer in discovery", "no pkce", "another provider answers", "userinfo of another"]
)
def test_a_provider_that_is_not_ours_is_not_trusted(openid, ours, quirk):
    openid.quirk = quirk
    if quirk == "userinfo of another":
        del openid.person["email"]

    with pytest.raises(NotTrusted):
        sign_in(openid, ours)


def test_a_code_works_once_and_only_with_its_own_verifier(openid, ours):
    known, question = Known(), new_question()
    there = where_to_go(ours, known.doors(ours, at=time.time()), question, back=BACK)
    query = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
    code = parse_qs(urlsplit(openid.allow(query)).query)["code"][0]
    who_came(ours, question, code, back=BACK, known=known, at=time.time())

    with pytest.raises(NotReached, match="invalid_grant"):
        who_came(ours, question, code, back=BACK, known=known, at=time.time())
    with pytest.raises(NotReached, match="invalid_grant"):
        sign_in(openid, ours, tampered=replace(question, verifier="a" * 64))


def test_a_secret_suffices_for_a_small_provider(openid, ours):
    openid.auth = "client_secret_post"

    assert sign_in(openid, replace(ours, client_auth="client_secret_post", secret=SECRET)).subject == "anne-1"
    with pytest.raises(NotReached, match="invalid_client"):
        sign_in(openid, replace(ours, client_auth="client_secret_post", secret="geraden"))


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_each_allowed_algorithm_is_read(openid, ours, algorithm):
    openid.algorithm = algorithm

    assert sign_in(openid, ours).subject == "anne-1"


def test_a_new_key_is_looked_up_once_a_minute_at_most(openid, ours):
    known, now = Known(), time.time()
    sign_in(openid, ours, known=known, at=now)

    openid.rotate(kind="EC")
    with pytest.raises(NotTrusted, match="no key"):
        sign_in(openid, ours, known=known, at=now + 1)
    assert openid.asked.count("/keys") == 1
    assert sign_in(openid, ours, known=known, at=now + 61).subject == "anne-1"
    assert openid.asked.count("/keys") == 2


def test_clocks_may_differ_two_minutes_and_no_more(openid, ours):
    assert sign_in(openid, ours, at=time.time() - 100).subject == "anne-1"
    assert sign_in(openid, ours, at=time.time() + 400).subject == "anne-1"
    with pytest.raises(NotTrusted, match="later"):
        sign_in(openid, ours, at=time.time() - 200)
    with pytest.raises(NotTrusted, match="over"):
        sign_in(openid, ours, at=time.time() + 500)


def test_userinfo_adds_what_the_token_leaves_out(openid, ours):
    openid.quirk = "only userinfo"

    assert sign_in(openid, ours).email == "anne@gemeente.example"


@pytest.mark.parametrize(
    ("said", "verified"), [(True, True), ("true", False), (1, False), (None, False), (False, False)]
)
def test_only_a_plain_yes_makes_an_address_verified(openid, ours, said, verified):
    openid.person["email_verified"] = said

    assert sign_in(openid, ours).email_verified is verified


def test_strange_claims_are_left_out_and_break_nothing(openid, ours):
    openid.person |= {
        "email": ["a@b.nl"],
        "name": "Anne\n\x00Bcc: x" + "y" * 999,
        "groups": [1, None, "g", "g"],
    }

    came = sign_in(openid, ours)

    assert (came.email, came.groups) == ("", ("g",))
    assert "\n" not in came.name
    assert "\x00" not in came.name
    assert len(came.name) <= 150


def test_what_is_not_https_is_asked_nothing():
    safe = ("https://login.example.nl/a", "http://127.0.0.1:9/", "http://localhost/x", "http://[::1]:8/")
    unsafe = ("http://login.example.nl", "ftp://x", "file:///etc/passwd", "https://u:p@x.nl", "", None, 7,
              "https://", "http://127.0.0.1.nl/", "https://x.nl:99999/", "https://x\n.nl")  # fmt: skip

    assert [is_safe_address(url) for url in safe] == [True] * 4
    assert [is_safe_address(url) for url in unsafe] == [False] * len(unsafe)
    with pytest.raises(NotReached):
        fetch("file:///etc/passwd")


def test_the_provider_of_these_tests_is_a_real_server(openid):
    with build_opener().open(Request(openid.origin + "/keys"), timeout=5) as answer:
        assert answer.status == 200
    assert fetching.fetch(openid.origin + "/keys")["keys"][0]["kty"] == "RSA"


FILE = """
providers:
  gemeente:
    name: Gemeente Bosrijk
    issuer: https://login.bosrijk.example
    client_id: gebiedstafel
    trusted_domains: [bosrijk.example]
    seats:
      - {group: wijkteam, table: beukenhof, party: stad, role: member}
    administrators: [beheer]
  corporatie:
    name: Wonen in Bosrijk
    issuer: https://id.wonen.example/realm
    client_id: tafel
    client_auth: client_secret_post
"""


def held():
    key = ECKey.generate_key("P-256").as_bytes(encoding="PEM", private=True).decode()
    return {"GEBIEDSTAFEL_SIGN_IN_GEMEENTE_KEY": key, "GEBIEDSTAFEL_SIGN_IN_CORPORATIE_SECRET": "geheim"}


def test_the_file_names_providers_with_their_seats_and_never_shows_a_secret():
    gemeente, corporatie = read_providers(FILE, held())

    assert gemeente.trusts("Anne@Bosrijk.example")
    assert not gemeente.trusts("anne@evilbosrijk.example")
    assert gemeente.seats[0].party == "stad"
    assert "BEGIN" not in repr(gemeente)
    assert "geheim" not in repr(corporatie)


def test_every_fault_of_the_file_is_told_at_once():
    wrong = FILE.replace("https://id", "http://id").replace("role: member", "role: baas").replace(
        "client_id: tafel", "kleur: rood"
    ) + "  'Rare Naam': 3\n"  # fmt: skip

    with pytest.raises(Faults) as told:
        read_providers(wrong, {"GEBIEDSTAFEL_SIGN_IN_GEMEENTE_KEY": "/bestaat/niet"})

    text = str(told.value)
    for part in ("https://", "baas", "kleur", "client_id", "Rare Naam", "CORPORATIE_SECRET", "GEMEENTE_KEY"):
        assert part in text


@pytest.mark.parametrize("text", ["", "[]", "a: [", "providers: 3", "providers: {a: }", "- " * 3, "&a [*a]"])
def test_a_file_that_is_none_is_a_sentence(text):
    with pytest.raises(Faults):
        read_providers(text, {})


def test_a_weak_or_public_key_is_refused():
    public = RSAKey.generate_key(2048).as_bytes(encoding="PEM", private=False).decode()
    other = ECKey.generate_key("P-384").as_bytes(encoding="PEM", private=True).decode()

    for text in (public, other, "geen sleutel"):
        with pytest.raises(ValueError, match="key"):
            conversation.signing_key(text)
