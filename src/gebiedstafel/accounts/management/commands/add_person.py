"""`manage.py add_person NAME`: gives someone an account on this installation."""

import getpass
import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gebiedstafel.accounts.models import Person


class Command(BaseCommand):
    help = "Adds a person who can sign in. Asks for a password, or makes one with --make-password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="how the person is called on the pages")
        parser.add_argument("--email", default="")
        parser.add_argument("--make-password", action="store_true", help="make a password and print it once")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person(username=options["username"], first_name=options["name"], email=options["email"])
        made = secrets.token_urlsafe(12) if options["make_password"] else ""
        password = made or getpass.getpass("Password: ")
        try:
            validate_password(password, person)
            person.set_password(password)
            person.full_clean()
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        person.save()
        told = f" The password is {made} and is not shown again." if made else ""
        self.stdout.write(f"{person.username} can sign in now.{told}")
