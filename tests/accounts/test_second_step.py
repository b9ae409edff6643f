"""A second step: the codes of RFC 6238, each once; paper for a lost phone; asked of who chairs."""

import hmac
import re
import struct
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.accounts.models import CodeApp, Person, RecoveryCode
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.accounts.second_step import begin_second_step, new_secret, step_of, takes_code
from gebiedstafel.means.table_import import load_table
from gebiedstafel.trail.models import Deed
from tests.small_table import small_table

PASSWORD = "zeven appels op een plank"


def code_by_the_book(secret: bytes, step: int) -> str:
    """RFC 4226 as it is written, to hold the library against."""
    mark = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    start = mark[-1] & 15
    number = struct.unpack(">I", mark[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def code_at(secret: bytes, at: datetime) -> str:
    return code_by_the_book(secret, int(at.timestamp()) // 30)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_codes_are_those_of_the_standard(moment, code):
    secret = b"12345678901234567890"

    assert code_by_the_book(secret, moment // 30) == code
    assert step_of(secret, code, after=0, at=datetime.fromtimestamp(moment, UTC)) == moment // 30


@given(st.binary(min_size=20, max_size=20), st.integers(100_000, 4_000_000_000), st.integers(-5, 5))
def test_a_code_fits_one_step_early_or_late_and_never_again(secret, moment, drift):
    step = moment // 30 + drift
    code, at = code_by_the_book(secret, step), datetime.fromtimestamp(moment, UTC)
    near = [moment // 30 + n for n in (-1, 0, 1)]
    fits = [one for one in near if code_by_the_book(secret, one) == code]

    assert step_of(secret, code, after=0, at=at) == (fits[0] if fits else None)
    if fits:
        assert step_of(secret, code, after=fits[-1], at=at) is None


@pytest.mark.parametrize(
    "nonsense", ["", "12345", "1234567", "٠١٢٣٤٥", "abcdef", "\x00" * 6, "-12345", "1e5555"]
)
def test_what_is_no_code_is_none(nonsense):
    assert step_of(new_secret(), nonsense, after=0, at=now()) is None


@pytest.fixture
def anne(db):
    return Person.objects.create_user("anne", email="anne@voorbeeld.nl", password=PASSWORD)


@pytest.fixture
def secret(anne):
    secret, before = new_secret(), now() - timedelta(minutes=5)
    begin_second_step(anne, secret, code_at(secret, before), at=before)
    return secret


def give_password(client, where=""):
    return client.post(reverse("accounts:sign_in"), {"username": "anne", "password": PASSWORD, "next": where})


def give_code(client, code):
    return client.post(reverse("accounts:second_step"), {"code": code})


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_password_alone_lets_nobody_in(client, secret):
    answer = give_password(client, where="/mijn-account/")

    assert answer["Location"] == reverse("accounts:second_step")
    assert not is_in(client)
    assert client.get("/mijn-account/").status_code == 302

    assert give_code(client, code_at(secret, now()))["Location"] == "/mijn-account/"
    assert is_in(client)


def test_a_code_works_once(secret):
    code = code_at(secret, now())
    first, second = Client(), Client()
    give_password(first)
    give_password(second)

    assert give_code(first, code).status_code == 302
    refused = give_code(second, code)
    assert refused.status_code == 400
    assert "al gebruikt" in refused.content.decode()
    assert code not in refused.content.decode()
    assert not is_in(second)


def test_a_recovery_code_works_once_however_it_is_typed(anne, client):
    secret = new_secret()
    codes = begin_second_step(anne, secret, code_at(secret, now()), at=now())
    assert len(set(codes)) == 10
    assert not RecoveryCode.objects.filter(digest__in=codes).exists()

    give_password(client)
    assert give_code(client, codes[0].upper().replace("-", " ")).status_code == 302
    assert is_in(client)
    assert not takes_code(anne, codes[0], at=now())
    assert Deed.objects.filter(action="use_recovery_code").count() == 1


def test_the_secret_is_sealed_where_it_lies(secret, settings):
    kept = CodeApp.objects.get().sealed_secret

    assert secret.hex() not in kept.encode().hex()
    settings.SECRET_KEY = "een andere sleutel"
    assert not takes_code(Person.objects.get(), code_at(secret, now()), at=now())


def test_guessing_codes_is_slowed_and_begins_again_at_the_password(client, secret):
    give_password(client)
    codes = [give_code(client, f"{n:06d}").status_code for n in range(6)]

    assert codes == [400] * 5 + [429]
    assert give_code(client, code_at(secret, now()))["Location"] == reverse("accounts:sign_in")
    assert not is_in(client)


def test_halfway_ends_after_ten_minutes_and_when_the_password_changes(client, secret, anne):
    give_password(client)
    session = client.session
    session["halfway"] = {**session["halfway"], "at": now().timestamp() - 601}
    session.save()
    assert give_code(client, code_at(secret, now()))["Location"] == reverse("accounts:sign_in")

    give_password(client)
    anne.set_password("acht peren in een mand")
    anne.save()
    assert give_code(client, code_at(secret, now()))["Location"] == reverse("accounts:sign_in")
    assert not is_in(client)


def test_someone_turns_it_on_sees_the_codes_once_renews_them_and_turns_it_off(client, anne):
    client.force_login(anne)
    address = reverse("accounts:my_second_step")
    page = client.get(address).content.decode()
    typed = re.search(r'gt-code">([A-Z2-7 ]+)<', page)[1]
    from base64 import b32decode

    secret = b32decode(typed.replace(" ", ""))

    wrong = client.post(address, {"code": "000000"})
    assert wrong.status_code == 400
    assert typed in wrong.content.decode()

    shown = client.post(address, {"code": code_at(secret, now())}).content.decode()
    assert len(re.findall(r'gt-code">[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}<', shown)) == 10
    again = client.get(address).content.decode()
    assert "gt-code" not in again
    assert "10 herstelcodes" in again

    code = re.search(r'gt-code">([a-z2-9-]{17})<', shown)[1]
    renewed = client.post(address, {"code": code}).content.decode()
    assert code not in renewed
    last = re.search(r'gt-code">([a-z2-9-]{17})<', renewed)[1]
    assert client.post(address, {"code": last, "end": "1"}).status_code == 302
    assert not CodeApp.objects.exists()
    assert not RecoveryCode.objects.exists()


@pytest.fixture
def chair(settings, db):
    load_table(small_table(), by=Person.objects.create_user("anne", password=PASSWORD), at=now())
    settings.DEMO = False
    return Person.objects.get(username="anne")


def test_a_chair_is_told_the_day_and_after_it_sets_it_up_first(client, chair):
    page = give_password(client, where="/mijn-account/")
    assert page["Location"] == "/mijn-account/"
    assert "tweede stap" in client.get("/mijn-account/").content.decode()
    assert client.get("/tafel/beukenhof/").status_code == 200

    Person.objects.update(second_step_by=now() - timedelta(days=1))
    late = Client()
    give_password(late)
    assert late.get("/tafel/beukenhof/")["Location"] == reverse("accounts:my_second_step")
    assert late.post("/tafel/beukenhof/stoelen/", {}).status_code == 403
    for open_still in ("/mijn-account/", "/mijn-account/tweede-stap/", "/privacy/", "/gezond"):
        assert late.get(open_still).status_code == 200


def test_the_demo_and_who_does_not_chair_are_never_asked(client, chair, settings):
    Person.objects.update(second_step_by=now() - timedelta(days=1))
    settings.DEMO = True
    give_password(client)
    assert client.get("/tafel/beukenhof/").status_code == 200

    settings.DEMO = False
    chair.seats.update(role="finance")
    other = Client()
    give_password(other)
    assert other.get("/tafel/beukenhof/").status_code == 200


def test_another_administrator_resets_it_and_it_is_written_down(client, secret, anne, mailbox):
    boss = Person.objects.create_user("beheer", password=PASSWORD, is_staff=True)
    client.force_login(boss)
    address = reverse("accounts:help_with_second_step")

    assert client.post(address, {"who": "niemand"}).status_code == 400
    assert client.post(address, {"who": "anne@voorbeeld.nl"}).status_code == 302

    assert not CodeApp.objects.exists()
    assert Deed.objects.get(action="reset_second_step").subject == f"person/{anne.pk}"
    carry_letters(now())
    assert "teruggezet" in mailbox.text
    begin_second_step(boss, secret, code_at(secret, now()), at=now())
    assert client.post(address, {"who": "beheer"}).status_code == 403


def test_nobody_else_resets_a_second_step(client, secret):
    other = Person.objects.create_user("bo", password=PASSWORD)
    client.force_login(other)

    assert client.post(reverse("accounts:help_with_second_step"), {"who": "anne"}).status_code == 403
    assert CodeApp.objects.exists()
