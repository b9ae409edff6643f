"""The file that names the organisations whose people sign in here: read whole, every fault told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from .conversation import signing_key
from .provider import PRIVATE_KEY_JWT, SECRET_POST, GroupSeat, Provider, is_safe_address

ROLES = ("chair", "member", "finance", "visitor")
NEEDED = ("name", "issuer", "client_id")
#: As long as the rows that keep them.
LONGEST, LONGEST_GROUP = {"name": 100, "issuer": 500}, 255
MAY = {*NEEDED, "client_auth", "trusted_domains", "scopes", "groups_claim", "seats", "administrators",
       "second_step"}  # fmt: skip
SECOND_STEP = ("provider", "here")


class Faults(Exception):
    """Everything that is wrong with the file, a sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_providers(text: str, environment: Mapping[str, str]) -> tuple[Provider, ...]:
    """Return the providers in this file, with their secrets from the environment."""
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise Faults([f"The file is not YAML: {str(fault).splitlines()[0]}"]) from fault
    rows = found.get("providers") if isinstance(found, dict) else None
    if not isinstance(rows, dict) or not rows:
        raise Faults(["The file has no `providers`, with a name for each: see docs/how-to/sign-in.md."])
    faults: list[str] = []
    providers = [_provider(slug, row, environment, faults) for slug, row in rows.items()]
    issuers = [one.issuer for one in providers if one]
    faults += [
        f"{url}: two providers have this issuer."
        for url in sorted({u for u in issuers if issuers.count(u) > 1})
    ]
    if faults:
        raise Faults(faults)
    return tuple(one for one in providers if one)


def _provider(slug: Any, row: Any, environment: Mapping[str, str], faults: list[str]) -> Provider | None:
    before = len(faults)

    def wrong(sentence: str) -> None:
        faults.append(f"providers.{str(slug)[:40]}: {sentence}")

    if not isinstance(slug, str) or not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", slug):
        wrong("a provider is called by small letters, digits and dashes, as in `gemeente`.")
        return None
    if not isinstance(row, dict):
        wrong(f"needs {', '.join(NEEDED)}.")
        return None
    for name in sorted(set(map(str, row)) - MAY):
        wrong(f"`{name}` is not known here. Known are: {', '.join(sorted(MAY))}.")
    for name in NEEDED:
        if not isinstance(row.get(name), str) or not row[name].strip():
            wrong(f"`{name}` is missing.")
    for name, most in LONGEST.items():
        if isinstance(row.get(name), str) and len(row[name]) > most:
            wrong(f"`{name}` is longer than {most} characters.")
    if isinstance(row.get("issuer"), str) and not is_safe_address(row["issuer"]):
        wrong(f"`issuer` is {row['issuer'][:100]!r}. It has to begin with https://.")
    auth = row.get("client_auth", PRIVATE_KEY_JWT)
    if auth not in (PRIVATE_KEY_JWT, SECRET_POST):
        wrong(f"`client_auth` is {str(auth)[:40]!r}. Choose {PRIVATE_KEY_JWT} or {SECRET_POST}.")
    secret = _secret(slug, str(auth), environment, wrong)
    if row.get("second_step", "provider") not in SECOND_STEP:
        wrong("`second_step` is `provider` (it asks for one itself) or `here`.")
    domains = _words(row, "trusted_domains", wrong)
    for domain in domains:
        if "@" in domain or "." not in domain or not domain.isascii():
            wrong(f"`trusted_domains` has {domain[:60]!r}. Write a domain, as in gemeente.example.nl.")
    scopes = _words(row, "scopes", wrong) or ("openid", "email", "profile")
    if "openid" not in scopes:
        wrong("`scopes` needs openid among them.")
    claim = row.get("groups_claim", "groups")
    if not isinstance(claim, str) or not claim:
        wrong("`groups_claim` is the name of one claim, as in `groups`.")
    seats = _seats(row.get("seats", []), wrong)
    administrators = _words(row, "administrators", wrong)
    if len(faults) > before:
        return None
    return Provider(
        slug, row["name"].strip(), row["issuer"], row["client_id"], str(auth), secret,
        tuple(domain.lower() for domain in domains), scopes, claim, seats, administrators,
        row.get("second_step", "provider") == "provider",
    )  # fmt: skip


def _secret(slug: str, auth: str, environment: Mapping[str, str], wrong: Any) -> str:
    kind = "KEY" if auth == PRIVATE_KEY_JWT else "SECRET"
    name = f"GEBIEDSTAFEL_SIGN_IN_{slug.upper().replace('-', '_')}_{kind}"
    held = environment.get(name, "")
    if not held:
        wrong(f"the environment has no {name}.")
        return ""
    if kind == "SECRET":
        return held
    try:
        pem = held if "-----BEGIN" in held else open(held, encoding="utf-8").read()  # noqa: SIM115
        signing_key(pem)
    except (OSError, ValueError) as fault:
        wrong(f"{name} is not a private key in PEM, or the path of one: {type(fault).__name__}.")
        return ""
    return pem


def _words(row: Mapping[str, Any], name: str, wrong: Any) -> tuple[str, ...]:
    found = row.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) and one.strip() for one in found):
        wrong(f"`{name}` is a list of words.")
        return ()
    return tuple(found)


def _seats(rows: Any, wrong: Any) -> tuple[GroupSeat, ...]:
    if not isinstance(rows, list):
        wrong("`seats` is a list, with group, table, role and party.")
        return ()
    return tuple(seat for n, row in enumerate(rows, 1) if (seat := _seat(n, row, wrong)))


def _seat(number: int, row: Any, wrong: Any) -> GroupSeat | None:
    known = {"group", "table", "role", "party"}
    if not isinstance(row, dict) or not all(isinstance(value, str) and value for value in row.values()):
        wrong(f"seat {number} needs a group, a table and a role, each a word.")
        return None
    faults = [f"`{name}` is missing" for name in ("group", "table", "role") if name not in row]
    faults += [f"`{name}` is not known" for name in sorted(set(map(str, row)) - known)]
    if len(row.get("group", "")) > LONGEST_GROUP:
        faults.append(f"`group` is longer than {LONGEST_GROUP} characters")
    if row.get("role", "member") not in ROLES:
        faults.append(f"role {row['role'][:40]!r} is not one of {', '.join(ROLES)}")
    if row.get("role") == "member" and "party" not in row:
        faults.append("a member needs a `party`")
    if faults:
        wrong(f"seat {number}: {'; '.join(faults)}.")
        return None
    return GroupSeat(row["group"], row["table"], row["role"], row.get("party"))
