"""Whoever tries secrets is slowed: per account, per network, and for each place where a secret is asked."""

import re
import time

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse

from gebiedstafel.accounts.models import Person, Try
from gebiedstafel.accounts.network import first_address, network_of

pytestmark = pytest.mark.django_db
PASSWORD = "zeven appels op een plank"
#: Each address where a secret is given, and the kind it is counted under.
SLOWED = {
    "accounts:sign_in": "password",
    "accounts:change_password": "password",
    "accounts:forgotten": "forgotten",
    "accounts:choose_password": "password_link",
    "accounts:came_back": "provider",
    "accounts:second_step": "code",
    "accounts:my_second_step": "code",
    "tables:invitation": "invitation",
}
#: Codes of the dialogue are slowed there, in memory, for no address of a voter may be written down. The link
#: that takes votes back is as long as a key, and is left alone for the same reason.
BY_ITSELF = {"voter:code", "voter:code_of_letter", "voter:take_back"}
#: So are those of a gathering: tests/workshop/test_sittings.py counts the tries.
BY_ITSELF |= {f"join:{name}" for name in ("door", "cards", "write", "tries", "tell", "stand")}
SECRET_NAMES = {"token", "code", "link", "secret"}
#: Here a code is public: that of an area.
NO_SECRET = {"areas:area"}


def routes(patterns=None, space="", parts=frozenset()):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        more = parts | set(one.pattern.converters)
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", one.callback, more
        else:
            yield from routes(one.url_patterns, f"{one.namespace}:" if one.namespace else space, more)


def test_every_address_with_a_secret_in_it_is_known_here_and_slowed():
    with_secret = {name for name, _view, parts in routes() if parts & SECRET_NAMES} - NO_SECRET
    marked = {name: view.slows for name, view, _parts in routes() if hasattr(view, "slows")}

    assert len(with_secret) >= 8
    assert with_secret - set(marked) - BY_ITSELF == set()
    assert {name: kind for name, kind in marked.items() if name in SLOWED} == SLOWED
    assert set(SLOWED) <= set(marked)


def test_every_page_that_asks_for_a_secret_is_slowed(client):
    person = Person.objects.create_user("anne", password=PASSWORD)
    signed_in = Client()
    signed_in.force_login(person)
    marked = {name for name, view, _parts in routes() if hasattr(view, "slows")}
    looked = 0
    for name, _view, parts in routes():
        if parts:
            continue
        for browser in (client, signed_in):
            answer = browser.get(reverse(name))
            page = answer.content.decode() if answer.get("Content-Type", "").startswith("text/html") else ""
            looked += 1
            if re.search(r'type="password"|one-time-code', page):
                assert name in marked, name
    assert looked > 30


def guess(address="198.51.100.7", name="anne", client=None, **more):
    client = client or Client()
    return client.post(
        reverse("accounts:sign_in"), {"username": name, "password": "mis"}, REMOTE_ADDR=address, **more
    )


def test_a_whole_network_is_one_guesser():
    Person.objects.create_user("anne", password=PASSWORD)

    codes = [guess(f"198.51.100.{n}").status_code for n in range(6)]

    assert codes[-1] == 429
    assert guess("203.0.113.1").status_code == 200


def test_the_half_of_an_ipv6_address_that_a_house_has_is_one_guesser():
    codes = [guess(f"2001:db8:1:2::{n:x}").status_code for n in range(1, 7)]

    assert codes[-1] == 429
    assert guess("2001:db8:1:3::1").status_code == 200


def test_many_networks_together_are_slowed_at_one_account():
    codes = [guess(f"2001:db8:{n:x}::1").status_code for n in range(21)]

    assert codes[:20] == [200] * 20
    assert codes[20] == 429


def test_one_network_that_tries_many_accounts_is_slowed():
    codes = [guess(name=f"naam{n}").status_code for n in range(51)]

    assert codes[:50] == [200] * 50
    assert codes[50] == 429


def test_known_and_unknown_names_get_the_same_answer_and_are_slowed_alike():
    Person.objects.create_user("anne", password=PASSWORD)

    def told(name, address):
        answers = [guess(address, name) for _ in range(7)]
        pages = [
            re.sub(r'csrf\S+" value="\w+"|value="(anne|niemand)"', "", a.content.decode()) for a in answers
        ]
        return [a.status_code for a in answers], pages

    assert told("anne", "198.51.100.1") == told("niemand", "203.0.113.1")


def test_known_and_unknown_names_take_as_long(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    Person.objects.create_user("anne", email="anne@voorbeeld.nl", password=PASSWORD)

    def fastest(name):
        times = []
        for n in range(4):
            begun = time.perf_counter()
            guess(f"2001:db8:{n:x}::1", name)
            times.append(time.perf_counter() - begun)
        return min(times)

    known, unknown = fastest("anne@voorbeeld.nl"), fastest("niemand@voorbeeld.nl")
    assert 0.5 < known / unknown < 2


def test_the_right_password_forgets_the_typing_errors_before_it(client):
    Person.objects.create_user("anne", password=PASSWORD)
    for _ in range(4):
        guess(client=client)

    client.post(
        reverse("accounts:sign_in"), {"username": "anne", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7"
    )

    assert "_auth_user_id" in client.session
    assert not Try.objects.exists()


def test_guessing_links_is_slowed_by_network_and_good_links_cost_nothing():
    address = reverse("tables:invitation", args=["geraden"])

    codes = [Client().get(address, REMOTE_ADDR="198.51.100.7").status_code for _ in range(51)]

    assert codes == [410] * 50 + [429]
    assert Client().get(address, REMOTE_ADDR="203.0.113.1").status_code == 410


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.0/24"),
        ("::ffff:198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("nonsens", "nonsens"),
    ],
)
def test_an_address_is_counted_by_its_network(address, network):
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("198.51.100.7", "198.51.100.0"),
        ("2001:db8:1:2:3::6", "2001:db8:1:2::"),
        ("", "0.0.0.0"),
        ("x", "0.0.0.0"),
    ],
)
def test_what_wants_an_address_always_gets_one(address, first):
    assert first_address(RequestFactory().get("/", REMOTE_ADDR=address)) == first


def test_a_name_of_a_proxy_is_believed_only_as_far_as_our_own_go(settings):
    asked = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "1.1.1.1, 198.51.100.7"}
    )

    settings.PROXIES = 0
    assert network_of(asked) == "10.0.0.0/24"
    settings.PROXIES = 1
    assert network_of(asked) == "198.51.100.0/24"
