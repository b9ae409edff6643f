"""`manage.py check_sign_in`: says all that is wrong with the file of organisations, and what it would do."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.openid.conversation import public_jwk
from gebiedstafel.exchange.openid.metadata import Known
from gebiedstafel.exchange.openid.provider import PRIVATE_KEY_JWT, NotReached, NotTrusted, Provider
from gebiedstafel.exchange.openid.provider_file import Faults, read_providers
from gebiedstafel.tables.seats_by_group import faults_of, seat_changes


class Command(BaseCommand):
    help = (
        "Checks the file of organisations whose people sign in here, and shows what a sign-in would change."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="", help="default: GEBIEDSTAFEL_SIGN_IN")
        parser.add_argument("--reach", action="store_true", help="also ask each provider for its addresses")
        parser.add_argument("--keys", action="store_true", help="print our public keys, for the providers")
        parser.add_argument("--provider", default="", help="with --groups: whose groups")
        parser.add_argument("--groups", default=None, help="show what these groups would give, by commas")
        parser.add_argument("--person", default="", help="with --groups: the user name it would happen to")

    def handle(self, *args: Any, **options: Any) -> None:
        providers = self._read(options["file"] or settings.SIGN_IN_FILE)
        faults = [fault for one in providers for fault in faults_of(one)]
        if options["reach"]:
            faults += [fault for one in providers if (fault := _reach(one))]
        if faults:
            raise CommandError("\n".join(faults))
        for one in providers:
            self.stdout.write(f"{one.slug}: {one.name}, {len(one.seats)} groups give a seat")
            if options["keys"] and one.client_auth == PRIVATE_KEY_JWT:
                self.stdout.write(json.dumps({"keys": [public_jwk(one.secret)]}))
        if options["groups"] is not None:
            self._rehearse(providers, options)

    def _read(self, path: str) -> tuple[Provider, ...]:
        if not path:
            raise CommandError("There is no file: set GEBIEDSTAFEL_SIGN_IN, or name it here.")
        try:
            return read_providers(Path(path).read_text(encoding="utf-8"), os.environ)
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{path} cannot be read: {type(fault).__name__}.") from None
        except Faults as wrong:
            raise CommandError("\n".join(wrong.faults)) from None

    def _rehearse(self, providers: tuple[Provider, ...], options: dict[str, Any]) -> None:
        provider = next((one for one in providers if one.slug == options["provider"]), None)
        if provider is None:
            raise CommandError("Name the provider of these groups with --provider.")
        person = Person.objects.filter(username=options["person"]).first() or Person()
        groups = [one.strip() for one in options["groups"].split(",") if one.strip()]
        changes = seat_changes(person, provider, groups)
        for change in changes:
            self.stdout.write(f"would {change}")
        if set(groups) & set(provider.administrators):
            self.stdout.write("would give the right to keep the site")
        if not changes:
            self.stdout.write("would change no seat")


def _reach(provider: Provider) -> str:
    try:
        Known().doors(provider, at=time.time())
    except (NotReached, NotTrusted) as fault:
        return f"providers.{provider.slug}: {fault}"
    return ""
