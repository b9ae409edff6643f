"""An OpenID provider of our own on this computer: a real HTTP server with real keys, and its quirks.

A test asks for `openid`. `quirk` says what goes wrong; `person` is who signs in there. It keeps to the
rules itself: a code works once, PKCE and who asks are checked, and so is where the answer goes.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT = "gebiedstafel"
SECRET = "een geheim van deze test"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def sealed_by_hand(head: dict[str, Any], said: dict[str, Any], secret: bytes) -> str:
    """Return a token no good library makes: sealed with what everyone may know."""
    text = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(said).encode())}"
    return f"{text}.{b64(hmac.digest(secret, text.encode(), 'sha256'))}"


class OpenIDProvider:
    """The state of the provider, and what came in."""

    def __init__(self) -> None:
        self.keys: list[RSAKey | ECKey] = []
        self.rotate()
        self.client_key = RSAKey.generate_key(2048)
        self.auth = "private_key_jwt"
        self.person: dict[str, Any] = {
            "sub": "anne-1",
            "email": "anne@gemeente.example",
            "email_verified": True,
            "name": "Anne Voorbeeld",
            "groups": ["wijkteam"],
        }
        self.quirk = ""
        self.algorithm = "RS256"
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.used_assertions: set[str] = set()
        self.origin = ""

    def rotate(self, *, kind: str = "RSA", keep: bool = False) -> None:
        """Sign with a new key from now on."""
        key = RSAKey.generate_key(2048) if kind == "RSA" else ECKey.generate_key("P-256")
        key.ensure_kid()
        self.keys = [*(self.keys if keep else []), key]

    def discovery(self) -> dict[str, Any]:
        doors = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "jwks_uri": "/keys",
            "userinfo_endpoint": "/userinfo",
            "end_session_endpoint": "/logout",
        }
        issuer = "https://elders.example" if self.quirk == "wrong issuer in discovery" else self.origin
        return {
            "issuer": issuer,
            **{name: self.origin + path for name, path in doors.items()},
            "code_challenge_methods_supported": ["plain"] if self.quirk == "no pkce" else ["S256"],
        }

    def allow(self, query: dict[str, str]) -> str:
        """Let the person in and return where their browser goes next."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        answer = {"code": code, "state": query["state"]}
        if self.quirk == "says no":
            answer = {"error": "access_denied", "state": query["state"]}
        if self.quirk == "another provider answers":
            answer["iss"] = "https://elders.example"
        if self.quirk == "wrong state":
            answer["state"] = "geraden"
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def redeem(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Return tokens for a code, once."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if b64(sha256(form.get("code_verifier", "").encode()).digest()) != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if not self.knows(form):
            return 401, {"error": "invalid_client"}
        access = secrets.token_urlsafe(16)
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": self.token(asked, access)}

    def knows(self, form: dict[str, str]) -> bool:
        """Whether the one who asks is the client we know."""
        if self.auth == "client_secret_post":
            return form.get("client_id") == CLIENT and form.get("client_secret") == SECRET
        if form.get("client_assertion_type") != ASSERTION or "client_secret" in form:
            return False
        said = jwt.decode(form["client_assertion"], self.client_key, algorithms=["RS256"]).claims
        new = said["jti"] not in self.used_assertions
        self.used_assertions.add(said["jti"])
        return new and said["iss"] == said["sub"] == CLIENT and said["aud"] == f"{self.origin}/token" and (
            abs(said["exp"] - time.time()) < 900
        )  # fmt: skip

    def claims(self, asked: dict[str, str], access: str) -> dict[str, Any]:
        now = int(time.time())
        person = {"sub": self.person["sub"]} if self.quirk == "only userinfo" else self.person
        said = {
            **person,
            "iss": self.origin,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "at_hash": b64(sha256(access.encode()).digest()[:16]),
        }
        return {**said, **WRONG_CLAIMS.get(self.quirk, lambda now: {})(now)}

    def token(self, asked: dict[str, str], access: str) -> str:
        """Return the id token, made as the quirk says."""
        said = self.claims(asked, access)
        key = self.keys[-1]
        if self.quirk in LEFT_OUT:
            del said[LEFT_OUT[self.quirk]]
        if self.quirk == "alg none":
            head = b64(json.dumps({"alg": "none", "kid": key.kid}).encode())
            return f"{head}.{b64(json.dumps(said).encode())}."
        if self.quirk == "signed with our public key as a secret":
            public = key.as_bytes(encoding="PEM", private=False)
            return sealed_by_hand({"alg": "HS256", "kid": key.kid}, said, public)
        if self.quirk == "signed by someone else":
            key = RSAKey.generate_key(2048, {"kid": key.kid})
        algorithm = "ES256" if isinstance(key, ECKey) else self.algorithm
        made = jwt.encode({"alg": algorithm, "kid": key.kid}, said, key, [algorithm])
        if self.quirk == "changed after signing":
            head, _body, seal = made.split(".")
            return f"{head}.{b64(json.dumps({**said, 'sub': 'chef'}).encode())}.{seal}"
        return "geen.token" if self.quirk == "no token" else made


WRONG_CLAIMS = {
    "wrong issuer": lambda now: {"iss": "https://elders.example"},
    "wrong audience": lambda now: {"aud": "andere-site"},
    "several audiences": lambda now: {"aud": [CLIENT, "andere-site"]},
    "wrong azp": lambda now: {"aud": [CLIENT, "andere-site"], "azp": "andere-site"},
    "wrong nonce": lambda now: {"nonce": "geraden"},
    "expired": lambda now: {"exp": now - 3600},
    "of tomorrow": lambda now: {"iat": now + 86400, "exp": now + 90000},
    "made long ago": lambda now: {"iat": now - 86400},
    "not yet": lambda now: {"nbf": now + 86400},
    "moment in words": lambda now: {"exp": "morgen"},
    "wrong at_hash": lambda now: {"at_hash": "geraden"},
    "subject is a list": lambda now: {"sub": ["a"]},
    "subject is empty": lambda now: {"sub": ""},
}
LEFT_OUT = {"no nonce": "nonce", "no exp": "exp", "no iat": "iat", "no subject": "sub", "no audience": "aud"}
LYING_TOKENS = (
    *WRONG_CLAIMS,
    *LEFT_OUT,
    "alg none",
    "signed with our public key as a secret",
    "signed by someone else",
    "changed after signing",
    "no token",
)
BROKEN_SERVERS = ("slow", "drips", "500", "cut connection", "html", "huge", "redirects", "list", "bad utf-8")


class Desk(BaseHTTPRequestHandler):
    """Answers the browser and the site."""

    provider: OpenIDProvider

    def log_message(self, *_: Any) -> None: ...

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(where.query).items()}
        self.provider.asked.append(where.path)
        if where.path == "/authorize":
            self._page(query)
        elif where.path == "/allow":
            self._go(self.provider.allow(query))
        elif where.path == "/logout":
            self._html(
                f"<title>Uit</title><h1>Uitgelogd</h1><a href='{query['post_logout_redirect_uri']}'>terug</a>"
            )
        elif where.path == "/.well-known/openid-configuration":
            self._json(self.provider.discovery())
        elif where.path == "/keys":
            self._json({"keys": [key.as_dict(private=False) for key in self.provider.keys]})
        elif where.path == "/userinfo":
            other = {"sub": "chef"} if self.provider.quirk == "userinfo of another" else {}
            self._json({**self.provider.person, **other})
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        self.provider.asked.append("/token")
        if self._breaks():
            return
        status, answer = self.provider.redeem(form)
        self._json(answer, status)

    def _page(self, query: dict[str, str]) -> None:
        self._html(
            "<html lang=nl><title>Gemeente</title><h1>Inloggen bij de gemeente</h1>"
            f"<a href='/allow?{urlencode(query)}'>Dit ben ik</a>"
        )

    def _breaks(self) -> bool:
        quirk = self.provider.quirk
        if quirk == "slow":
            time.sleep(3)
        elif quirk == "drips":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            for _ in range(30):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)
        elif quirk == "500":
            self._json({"error": "kapot", "secret": "niet laten zien"}, 500)
        elif quirk == "cut connection":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"id_token": "')
            self.close_connection = True
        elif quirk == "html":
            self._html("<h1>Onderhoud</h1>")
        elif quirk == "huge":
            self._json({"vol": "x" * 2_000_000})
        elif quirk == "redirects":
            self._go(self.provider.origin + "/keys")
        elif quirk == "list":
            self._send(b"[]", "application/json")
        elif quirk == "bad utf-8":
            self._send(b'{"a": "\xff"}', "application/json")
        else:
            return False
        return True

    def _json(self, said: dict[str, Any], status: int = 200) -> None:
        self._send(json.dumps(said).encode(), "application/json", status)

    def _html(self, text: str) -> None:
        self._send(text.encode(), "text/html; charset=utf-8")

    def _go(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, body: bytes, kind: str, status: int = 200) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass


@pytest.fixture
def openid() -> Iterator[OpenIDProvider]:
    """A provider that listens on this computer."""
    provider = OpenIDProvider()
    desk = type("ThisDesk", (Desk,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), desk)
    server.daemon_threads = True
    provider.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()


def client_pem(provider: OpenIDProvider) -> str:
    """Return the private key by which the provider knows us."""
    return provider.client_key.as_bytes(encoding="PEM", private=True).decode()
