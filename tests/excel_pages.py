"""The pages for Excel as a person walks them: sign in, take along, bring back, save."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gebiedstafel.accounts.models import Person
from gebiedstafel.tables.models import Seat

EXCEL = "/tafel/beukenhof/middelen/excel/"


def browser(name, table=None, party=None) -> Client:
    person, _ = Person.objects.get_or_create(username=name)
    if table:
        Seat.objects.create(
            table=table, person=person, role=Seat.Role.MEMBER, party=table.parties.get(key=party)
        )
    client = Client()
    client.force_login(person)
    return client


def taken(client, own=False) -> bytes:
    return client.get(f"{EXCEL}werkboek/", {"eigen": "1"} if own else {}).content


def bring(client, book, name="terug.xlsx", **more):
    return client.post(f"{EXCEL}inleveren/", {"workbook": SimpleUploadedFile(name, book), **more})


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\xa0", " ")


def save(client, address, **chosen):
    edition = re.search(r'name="edition" value="([^"]+)"', client.get(address).content.decode())[1]
    return client.post(address, {"edition": edition, **chosen})
