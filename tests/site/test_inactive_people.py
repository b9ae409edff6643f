"""A closed account opens nothing: at every address its owner gets what a stranger from outside gets."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch
from django.utils.timezone import now

from gebiedstafel.accounts.models import Person
from gebiedstafel.means.table_import import load_table
from tests.site.answers_by_role import ANSWERS
from tests.site.test_routes_by_role import address
from tests.small_table import small_table

pytestmark = pytest.mark.django_db


def asked(client, method, url):
    with transaction.atomic():
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    return answer.status_code


def test_a_closed_account_gets_what_someone_from_outside_gets(settings):
    settings.DEMO = False
    load_table(small_table(), by=Person.objects.create_user("chair", is_staff=True), at=now())
    chair, nobody = Client(), Client()
    chair.force_login(Person.objects.get(username="chair"))
    addresses = {}
    for name in ANSWERS:
        with suppress(NoReverseMatch, AssertionError):
            addresses[name] = address(name)
    opened = {name for name, url in addresses.items() if asked(chair, "get", url) == 200}
    Person.objects.update(is_active=False)

    got = {(m, n): asked(chair, m, url) for n, url in addresses.items() for m in ("get", "post")}
    outside = {(m, n): asked(nobody, m, url) for n, url in addresses.items() for m in ("get", "post")}

    assert len(opened) > 60
    assert {where: code for where, code in got.items() if code != outside[where]} == {}
