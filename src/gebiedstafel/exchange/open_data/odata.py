"""What the two editions of OData that CBS speaks have in common: rows in pages, and tables of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from .asking import Asker
from .faults import NotFetched

Row = Mapping[str, Any]

MOST_PAGES = 2_000
NEXT = ("@odata.nextLink", "odata.nextLink")


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of figures: its code in this table, and every name it may be known by."""

    code: str
    title: str
    path: str = ""
    unit: str = ""

    @property
    def names(self) -> list[str]:
        """Its names, the most precise first; StatLine writes them as group/title (unit)."""
        whole = f"{self.path}/{self.title}" if self.path else self.title
        return [f"{whole} ({self.unit})", whole, self.title, self.code]


@dataclass(frozen=True, slots=True)
class Found:
    """Figures of some areas in one year, as text: `columns[name][code]`, and what the areas are called."""

    columns: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]


def address(base: str, path: str, **asked: str) -> str:
    """Return an address with a question; `filter` becomes `$filter`. Blanks as %20, for one trips on +."""
    words = {f"${name}": said for name, said in asked.items() if said}
    query = urlencode(words, quote_via=quote, safe="(),$'")
    return f"{base.rstrip('/')}/{path}" + (f"?{query}" if query else "")


def said(text: str) -> str:
    """Return a text as it stands in a filter."""
    return "'" + text.replace("'", "''") + "'"


def pages(ask: Asker, url: str) -> Iterator[Sequence[Row]]:
    """Yield the rows at an address page by page, along the links that the service gives."""
    seen: set[str] = set()
    first = urlsplit(url)
    json_asked = ("$format", "json") in parse_qsl(first.query)
    while url:
        if url in seen or len(seen) >= MOST_PAGES:
            raise NotFetched(
                "changed", host=first.hostname, what=("bladeren in een kring", "pages in a circle")
            )
        seen.add(url)
        page = ask.json(url).value
        yield rows_of(page, first.hostname or "")
        url = _next(page, url, json_asked=json_asked)


def _next(page: Mapping[str, Any], url: str, *, json_asked: bool) -> str:
    """Return the address of the next page, on the same host and still in JSON; empty after the last."""
    link = next((page[name] for name in NEXT if page.get(name)), "")
    if not isinstance(link, str) or not link:
        return ""
    here, there = urlsplit(url), urlsplit(urljoin(url, link))
    if there.hostname != here.hostname:
        raise NotFetched("elsewhere", host=here.hostname, other=there.hostname or "?")
    # Behind a proxy a service may call itself http, and forget that JSON was asked.
    there = there._replace(scheme=here.scheme, netloc=here.netloc)
    if json_asked and "$format" not in dict(parse_qsl(there.query)):
        there = there._replace(query=f"{there.query}&$format=json".lstrip("&"))
    return there.geturl()


def rows_of(page: Any, host: str) -> Sequence[Row]:
    """Return the rows of a page, or refuse a page that has none where they should stand."""
    rows = page.get("value") if isinstance(page, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotFetched("changed", host=host, what=("geen lijst ‘value’", "no list “value”"))
    return rows


def text_in(row: Row, name: str) -> str:
    """Return the text in a field without its padding; a field that is absent is empty."""
    value = row.get(name)
    return "" if value is None else str(value).strip()


def needed(row: Row, name: str, host: str) -> str:
    """Return the text in a field that every row must have."""
    if name not in row:
        what = (f"het veld {name} ontbreekt", f"the field {name} is missing")
        raise NotFetched("changed", host=host, what=what)
    return text_in(row, name)
