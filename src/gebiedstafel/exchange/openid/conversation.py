"""The conversation with a provider: where to send someone, and what the code they bring back is worth."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from .fetching import fetch
from .id_token import checked_claims
from .metadata import Doors, Known
from .provider import PRIVATE_KEY_JWT, Identity, NotReached, NotTrusted, Provider, identity_of

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True, slots=True)
class Question:
    """What we asked, kept until the answer comes: nobody else knows these three."""

    state: str
    nonce: str
    verifier: str


def new_question() -> Question:
    """Return a question nobody guesses."""
    return Question(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(64))


def where_to_go(provider: Provider, doors: Doors, question: Question, *, back: str) -> str:
    """Return the address at the provider where someone signs in."""
    challenge = urlsafe_b64encode(sha256(question.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": " ".join(provider.scopes),
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return _with(doors.authorization, asked)


def who_came(
    provider: Provider, question: Question, code: str, *, back: str, known: Known, at: float
) -> Identity:
    """Return who brought this code back; raise when the provider or its answer is not to be trusted."""
    doors = known.doors(provider, at=at)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": question.verifier,
        **_who_we_are(provider, doors, at),
    }
    answer = fetch(doors.token, form=form)
    access = answer.get("access_token")
    access = access if isinstance(access, str) else ""
    token = answer.get("id_token")
    claims = checked_claims(
        token, provider=provider, nonce=question.nonce, access_token=access, known=known, at=at
    )
    return identity_of(provider, _completed(provider, doors, claims, access), str(token))


def goodbye(provider: Provider, doors: Doors, *, id_token: str, back: str) -> str:
    """Return the address that ends the visit at the provider too; empty when it has none."""
    if not doors.end_session:
        return ""
    asked = {"client_id": provider.client_id, "post_logout_redirect_uri": back}
    return _with(doors.end_session, {**({"id_token_hint": id_token} if id_token else {}), **asked})


def _completed(provider: Provider, doors: Doors, claims: Mapping[str, Any], access: str) -> Mapping[str, Any]:
    """Return the claims; the provider's userinfo adds the address or groups the token leaves out."""
    wanted = {"email", *({provider.groups_claim} if provider.seats or provider.administrators else ())}
    if wanted <= set(claims) or not doors.userinfo or not access:
        return claims
    more = fetch(doors.userinfo, bearer=access)
    if more.get("sub") != claims["sub"]:
        raise NotTrusted("userinfo is about someone else (sub)")
    return {**more, **claims}


def _who_we_are(provider: Provider, doors: Doors, at: float) -> dict[str, str]:
    if provider.client_auth != PRIVATE_KEY_JWT:
        return {"client_id": provider.client_id, "client_secret": provider.secret}
    return {"client_id": provider.client_id, "client_assertion_type": ASSERTION,
            "client_assertion": assertion(provider, doors.token, at)}  # fmt: skip


def assertion(provider: Provider, audience: str, at: float) -> str:
    """Return the signed statement that it is us (RFC 7523), good for a minute and for once."""
    key = signing_key(provider.secret)
    algorithm = "ES256" if key.key_type == "EC" else "RS256"
    said = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(24),
        "iat": int(at),
        "exp": int(at) + 60,
    }
    return jwt.encode({"alg": algorithm, "kid": key.thumbprint()}, said, key)


def signing_key(pem: str) -> RSAKey | ECKey:
    """Return our own private key; RSA of 2048 bits or more, or P-256."""
    for kind in (RSAKey, ECKey):
        try:
            key = kind.import_key(pem)
        except (JoseError, ValueError, TypeError):
            continue
        if not key.is_private:
            raise ValueError("this is a public key; the private one is needed")
        if isinstance(key, ECKey) and key.curve_name != "P-256":
            raise ValueError("an EC key has to be P-256")
        return key
    raise ValueError("this is no RSA or EC key in PEM")


def public_jwk(pem: str) -> dict[str, Any]:
    """Return the public half of our key, for the provider."""
    key = signing_key(pem)
    found: dict[str, Any] = dict(key.as_dict(private=False))
    return {
        **found,
        "kid": key.thumbprint(),
        "use": "sig",
        "alg": "ES256" if key.key_type == "EC" else "RS256",
    }


def check_answer(provider: Provider, doors: Doors, answer: Mapping[str, str]) -> str:
    """Return the code in what the provider sent back; raise when there is none, or another sent it."""
    sender = answer.get("iss", "")
    if (sender or doors.names_issuer) and sender != provider.issuer:
        raise NotTrusted("another provider answered (iss)")
    if answer.get("error"):
        raise NotReached(f"the provider said {answer['error'][:60]!r}")
    code = answer.get("code", "")
    if not code or len(code) > 4096:
        raise NotTrusted("there is no code in the answer")
    return code


def _with(address: str, query: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
