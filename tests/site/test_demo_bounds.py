"""Demo mode stays on this computer unless someone says otherwise in words."""

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse

from gebiedstafel.site.demo_bounds import IN_WORDS, OnlyFromThisComputer, refusal

POSTGRES = "postgres://name@host/database"


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_the_demo_is_served_to_this_computer(address):
    assert refusal("1", address=address, database_url="") == ""


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.168.1.4", "10.0.0.1", "example.nl", "127.0.0.1.nl"]
)
def test_the_demo_is_not_served_beyond_it(address):
    why_not = refusal("1", address=address, database_url="")

    assert address in why_not
    assert all(words in why_not for words in IN_WORDS)


def test_the_demo_is_not_served_from_a_database_server():
    assert "DATABASE_URL" in refusal("1", address="127.0.0.1", database_url=POSTGRES)


@pytest.mark.parametrize("words", sorted(IN_WORDS))
def test_told_in_words_the_demo_goes_anywhere(words):
    assert refusal(words, address="0.0.0.0", database_url=POSTGRES) == ""


@pytest.mark.parametrize("almost", ["ja", "yes", "JA, IK WEET", "ja, ik weet dat"])
def test_almost_the_words_is_not_the_words(almost):
    assert refusal(almost, address="0.0.0.0", database_url="")


@pytest.mark.parametrize("off", ["", "0", "nee", "no", "false"])
def test_without_demo_mode_there_is_nothing_to_refuse(off):
    assert refusal(off, address="0.0.0.0", database_url=POSTGRES) == ""


@pytest.mark.parametrize(
    ("facts", "welcome"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "192.168.1.9"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.4, 127.0.0.1"}, False),
    ],
)
def test_a_visitor_from_elsewhere_is_turned_away_however_the_demo_is_served(rf, facts, welcome):
    door = OnlyFromThisComputer(lambda request: HttpResponse("welcome"))
    request = rf.get("/", **facts)

    assert door(request).status_code == (200 if welcome else 403)


def test_serve_refuses_the_demo_on_every_address(settings):
    settings.DEMO_SETTING, settings.DATABASE_URL = "1", ""

    with pytest.raises(CommandError, match=r"not served on 0\.0\.0\.0"):
        call_command("serve", "--host", "0.0.0.0")


def test_nothing_is_prepared_where_the_demo_may_not_be(settings):
    settings.DEMO_SETTING, settings.DATABASE_URL = "1", POSTGRES

    with pytest.raises(CommandError, match="DATABASE_URL"):
        call_command("prepare")
