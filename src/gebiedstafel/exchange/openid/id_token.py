"""Whether an id token is what it should be: every check of OpenID Connect Core 3.1.3.7, in words."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError

from .metadata import Known
from .provider import NotTrusted, Provider

ALGORITHMS = ("RS256", "ES256", "PS256")
#: How far the clocks of two organisations may differ.
SKEW = 120
#: How old a token may be that was made for this very sign-in.
OLDEST = 900


def checked_claims(
    token: object, *, provider: Provider, nonce: str, access_token: str, known: Known, at: float
) -> Mapping[str, Any]:
    """Return what the token says, once it is proven to be of this provider, for us, now, and asked by us."""
    claims = signed_claims(token, provider=provider, known=known, at=at)
    _check_parties(claims, provider)
    _check_times(claims, at)
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise NotTrusted("the token answers another question than ours (nonce)")
    if "at_hash" in claims and claims["at_hash"] != half_hash(access_token):
        raise NotTrusted("the token does not belong to the access token (at_hash)")
    return claims


def signed_claims(token: object, *, provider: Provider, known: Known, at: float) -> Mapping[str, Any]:
    """Return the claims of a token with a good signature by a key of this provider."""
    if not isinstance(token, str) or not token.isascii() or token.count(".") != 2 or len(token) > 100_000:
        raise NotTrusted("there is no signed id token")
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError) as fault:
        raise NotTrusted("the id token cannot be read") from fault
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise NotTrusted(f"the id token is signed with {str(algorithm)[:20]!r}")
    if kid is not None and not isinstance(kid, str):
        raise NotTrusted("the id token names its key in a strange way")
    key = known.key(provider, kid, algorithm, at=at)
    try:
        claims = jwt.decode(token, key, algorithms=[algorithm]).claims
    except (JoseError, ValueError, TypeError) as fault:
        raise NotTrusted("the signature of the id token is wrong") from fault
    return claims


def half_hash(access_token: str) -> str:
    """Return the left half of the hash, as at_hash has it; our algorithms all use SHA-256."""
    return urlsafe_b64encode(sha256(access_token.encode()).digest()[:16]).rstrip(b"=").decode()


def _check_parties(claims: Mapping[str, Any], provider: Provider) -> None:
    if claims.get("iss") != provider.issuer:
        raise NotTrusted(f"the token is of {str(claims.get('iss'))[:200]!r} (iss)")
    audience = claims.get("aud")
    audience = [audience] if isinstance(audience, str) else audience
    if not isinstance(audience, list) or provider.client_id not in audience:
        raise NotTrusted("the token is meant for another site (aud)")
    if len(audience) > 1 and "azp" not in claims:
        raise NotTrusted("the token is for several sites and does not say who asked (azp)")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise NotTrusted("the token was asked by another site (azp)")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        raise NotTrusted("the token does not say whom it is about (sub)")


def _check_times(claims: Mapping[str, Any], at: float) -> None:
    for name in ("exp", "iat"):
        if isinstance(claims.get(name), bool) or not isinstance(claims.get(name), (int, float)):
            raise NotTrusted(f"the token has no moment in {name}")
    if claims["exp"] <= at - SKEW:
        raise NotTrusted("the token is over (exp)")
    if claims["iat"] > at + SKEW:
        raise NotTrusted("the token is of a later moment than now (iat)")
    if claims["iat"] < at - OLDEST - SKEW:
        raise NotTrusted("the token is old (iat)")
    begins = claims.get("nbf", 0)
    if not isinstance(begins, (int, float)) or begins > at + SKEW:
        raise NotTrusted("the token is not valid yet (nbf)")
