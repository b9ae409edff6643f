"""Where we ask nothing: addresses that point inward, whatever they are dressed as."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gebiedstafel.exchange.open_data.addresses import placed, points_inward
from gebiedstafel.exchange.open_data.faults import NotFetched
from gebiedstafel.exchange.open_data.paging import next_address

from .asking_by_hand import asker

OUTWARD = "93.184.215.14"


def looks(*numbers):
    return lambda host, port: list(numbers)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.0.0.7",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::5",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.1.1",
        "::127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:0:7f00:1::",
    ],
)
def test_a_number_that_lies_within_is_refused_in_every_dress(number):
    assert points_inward(number)
    with pytest.raises(NotFetched) as refused:
        placed("https://cijfers.example/x", look=looks(number))
    assert refused.value.kind == "inward"


@pytest.mark.parametrize("number", [OUTWARD, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_number_on_the_open_internet_is_asked(number):
    assert placed("https://cijfers.example/x", look=looks(number)).number == number


def test_a_name_with_one_number_within_is_refused_whole():
    with pytest.raises(NotFetched, match="private network"):
        placed("https://cijfers.example/x", look=looks(OUTWARD, "10.0.0.1"))


@pytest.mark.parametrize(
    "url",
    [
        "http://cijfers.example/x",
        "https://cijfers.example:8443/x",
        "https://wie:wat@cijfers.example/x",
        "file:///etc/passwd",
        "https:///x",
        "https://[::1/x",
        "ftp://cijfers.example/",
        "",
    ],
)
def test_only_a_plain_https_address_is_asked(url):
    with pytest.raises(NotFetched) as refused:
        placed(url, look=looks(OUTWARD))
    assert refused.value.kind == "not_https"


@pytest.mark.parametrize("name", ["localhost", "localhost.", "127.1", "2130706433", "0x7f.1", "[::1]"])
def test_loopback_under_another_name_is_refused_by_what_it_stands_for(name):
    with pytest.raises(NotFetched) as refused:
        placed(f"https://{name}/x")
    assert refused.value.kind in ("inward", "down")


def test_a_name_that_nobody_knows_is_told_as_such():
    def unknown(host, port):
        raise OSError("no such host")

    with pytest.raises(NotFetched, match="cannot be reached"):
        placed("https://bestaat.niet.example/x", look=unknown)


@given(some.ip_addresses(v=4, network="10.0.0.0/8") | some.ip_addresses(v=4, network="127.0.0.0/8"))
def test_wrapping_a_private_number_never_makes_it_public(number):
    value = int(number)
    high, low = f"{value >> 16:x}", f"{value & 0xFFFF:x}"
    for dressed in (str(number), f"::ffff:{number}", f"64:ff9b::{high}:{low}", f"2002:{high}:{low}::"):
        assert points_inward(dressed)


def test_a_name_that_turns_inward_later_is_still_asked_where_it_stood(services):
    """Given a name that stands for the service first and for elsewhere after: it is looked up once."""
    looked = []

    def turning(host, port):
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["192.0.2.1"]

    port = services.origin.rpartition(":")[2]
    with asker(look=turning) as ask:
        ask.json(f"http://cijfers.example:{port}/v4/85984NED/MeasureCodes")
        ask.json(f"http://cijfers.example:{port}/v4/85984NED/MeasureGroups")

    assert looked == ["cijfers.example"]
    assert len(services.asked) == 2


def test_a_redirect_to_another_host_is_not_followed(services):
    services.trouble("MeasureCodes", "redirect", body="http://169.254.169.254/latest/meta-data")

    with asker() as ask, pytest.raises(NotFetched) as refused:
        ask.json(f"{services.origin}/v4/85984NED/MeasureCodes")

    assert refused.value.kind == "elsewhere"
    assert "169.254.169.254" in str(refused.value)


def test_a_redirect_within_the_host_is_followed(services):
    services.trouble("oud", "redirect", body="/v4/85984NED/MeasureGroups")

    with asker() as ask:
        assert ask.json(f"{services.origin}/oud").value["value"]


def test_redirects_in_a_circle_end(services):
    services.trouble("rond", "redirect", body="/rond", times=99)

    with asker() as ask, pytest.raises(NotFetched, match="redirects in a circle"):
        ask.json(f"{services.origin}/rond")

    assert len(services.asked) < 10


@pytest.mark.parametrize("link", ["@odata.nextLink", "odata.nextLink"])
def test_a_next_page_on_another_host_is_not_asked(services, link):
    from gebiedstafel.exchange.open_data.odata import pages

    services.trouble("MeasureCodes", "other", body={"value": [], link: "https://intern.example/alles"})

    with asker() as ask, pytest.raises(NotFetched) as refused:
        list(pages(ask, f"{services.origin}/v4/85984NED/MeasureCodes"))

    assert refused.value.kind == "elsewhere"


@pytest.mark.parametrize("link", ["http://[bad", "//[::1/alles", "http://[x]/"])
def test_a_next_page_without_a_valid_address_is_told(link):
    with pytest.raises(NotFetched, match="has no valid address") as refused:
        next_address("https://cijfers.example/v4/tabel", link)

    assert refused.value.kind == "changed"
