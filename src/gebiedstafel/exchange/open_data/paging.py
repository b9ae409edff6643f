"""Page after page of one answer, along the links a service gives: on its own host, never in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from .asking import Asker
from .faults import NotFetched

MOST_PAGES = 2_000
JSON_ASKED = ("$format", "json")


def pages(ask: Asker, url: str, link_in: Callable[[Any], object]) -> Iterator[Any]:
    """Yield each page at an address as JSON; `link_in` finds in a page where the next one is.

    Raises NotFetched for pages in a circle, pages without end, and a next page on another host.
    """
    seen: set[str] = set()
    while url:
        if url in seen or len(seen) >= MOST_PAGES:
            what = ("bladeren in een kring", "pages in a circle")
            raise NotFetched("changed", host=urlsplit(url).hostname, what=what)
        seen.add(url)
        page = ask.json(url).value
        yield page
        url = next_address(url, link_in(page))


def next_address(url: str, link: object) -> str:
    """Return where a link leads from an address, on the same host and still in JSON; empty without a link.

    Raises NotFetched for a link that is no address, and for one to another host.
    """
    if not isinstance(link, str) or not link:
        return ""
    here = urlsplit(url)
    try:
        there = urlsplit(urljoin(url, link))
    except ValueError:
        what = ("de volgende bladzijde heeft geen geldig adres", "the next page has no valid address")
        raise NotFetched("changed", host=here.hostname, what=what) from None
    if there.hostname != here.hostname:
        raise NotFetched("elsewhere", host=here.hostname, other=there.hostname or "?")
    # Behind a proxy a service may call itself http, and forget that JSON was asked.
    there = there._replace(scheme=here.scheme, netloc=here.netloc)
    if JSON_ASKED in parse_qsl(here.query) and "$format" not in dict(parse_qsl(there.query)):
        there = there._replace(query=f"{there.query}&$format=json".lstrip("&"))
    return there.geturl()
