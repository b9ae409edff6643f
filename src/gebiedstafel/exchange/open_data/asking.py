"""Asking an open service politely: one question at a time, with patience, limits and a memory."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpx

from ... import __version__
from .addresses import LookUp, Place, look_up, placed
from .faults import NotFetched, Stopped
from .kept import Answer, Kept

REDIRECTS = 3
PASSING = {408, 425, 429}
TOO_MANY = re.compile(r"\b10[.,]?000\s+(?:records|rows|rijen|cells)", re.IGNORECASE)
NAME = f"gebiedstafel/{__version__}"


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave towards a service. Times in seconds, sizes in bytes."""

    tries: int = 5
    pause: float = 0.2
    first_wait: float = 1.0
    longest_wait: float = 60.0
    silence: float = 30.0
    whole: float = 120.0
    most: int = 64_000_000
    fresh: timedelta = timedelta(days=1)


class TooMany(NotFetched):
    """A service that gives no more than so many rows a question."""

    def __init__(self, host: str) -> None:
        what = ("te veel rijen in één vraag", "too many rows in one question")
        super().__init__("changed", host=host, what=what)


class _Again(Exception):
    """It went wrong in a way that may pass: which fault to tell if it does not, and how long to wait."""

    def __init__(self, fault: NotFetched, wait: float | None = None) -> None:
        super().__init__(str(fault))
        self.fault, self.wait = fault, wait


class Asker:
    """Asks addresses for JSON. Give `stop` to be able to end it, and `now`, `sleep` to make time your own."""

    def __init__(
        self,
        kept: Kept,
        *,
        now: Callable[[], datetime],
        stop: Callable[[], bool] = lambda: False,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        manners: Manners | None = None,
        inward: bool = False,
        look: LookUp = look_up,
    ) -> None:
        self.kept, self.now, self.stop, self.sleep, self.clock = kept, now, stop, sleep, clock
        self.manners, self.inward, self.look = manners or Manners(), inward, look
        self.oldest: datetime | None = None
        self._last = 0.0
        self._places: dict[str, Place] = {}
        self._client, self._host = self._new_client(), ""

    def _new_client(self) -> httpx.Client:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
        patience = httpx.Timeout(self.manners.silence)
        # No redirects by itself and nothing from the surroundings: each address is looked at first.
        return httpx.Client(timeout=patience, limits=limits, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def json(self, url: str) -> Answer:
        """Return the JSON at an address, kept or asked; raises NotFetched, or TooMany when it must be cut."""
        answer = self._kept_or_asked(url)
        self.oldest = min(self.oldest or answer.asked_at, answer.asked_at)
        return answer

    def _kept_or_asked(self, url: str) -> Answer:
        held = self.kept.read(url)
        if held is not None and self.now() - held.asked_at < self.manners.fresh:
            return held
        for turn in range(self.manners.tries):
            if self.stop():
                raise Stopped
            try:
                answer = self._once(url, held)
            except _Again as again:
                if turn + 1 == self.manners.tries:
                    raise again.fault from None
                wait = self.manners.first_wait * 2**turn if again.wait is None else again.wait
                if wait > self.manners.longest_wait:
                    raise again.fault from None
                self._wait(wait)
            else:
                self.kept.write(url, answer)
                return answer
        raise AssertionError("the last try ends the loop")  # pragma: no cover

    def _wait(self, seconds: float) -> None:
        """Wait in small steps: who asks to stop need not wait along."""
        while seconds > 0:
            if self.stop():
                raise Stopped
            self.sleep(min(seconds, 1.0))
            seconds -= 1.0

    def _once(self, url: str, held: Answer | None) -> Answer:
        """Ask once, going along with redirects that stay on the host."""
        host = urlsplit(url).hostname
        for _ in range(REDIRECTS + 1):
            place = self._place(url)
            pause = self._last + self.manners.pause - self.clock()
            if pause > 0:
                self.sleep(pause)
            try:
                status, headers, body = self._answer(place, held)
            finally:
                self._last = self.clock()
            if status in (301, 302, 303, 307, 308):
                url = urljoin(url, headers.get("Location", ""))
                if urlsplit(url).hostname != host:
                    other = urlsplit(url).hostname or "?"
                    raise NotFetched("elsewhere", host=host, other=other)
                continue
            if status == 304 and held is not None:
                return Answer(held.value, self.now(), held.mark)
            self._judge(status, headers, body, place)
            return Answer(_value(body, place), self.now(), headers.get("ETag", ""))
        raise NotFetched("changed", host=host, what=("doorsturen in een kring", "redirects in a circle"))

    def _place(self, url: str) -> Place:
        """Look an address up once: what a name stands for must not change while we work."""
        split = urlsplit(url)
        known = self._places.get(split.netloc)
        if known is None or known.url.scheme != split.scheme:
            known = placed(url, inward=self.inward, look=self.look)
            self._places[split.netloc] = known
        return Place(split, known.host, known.port, known.number)

    def _answer(self, place: Place, held: Answer | None) -> tuple[int, httpx.Headers, bytes]:
        # The number stands in the address and the name in the headers and the certificate's check.
        number = f"[{place.number}]" if ":" in place.number else place.number
        target = place.url._replace(netloc=f"{number}:{place.port}", fragment="").geturl()
        headers = {"Host": place.url.netloc, "Accept": "application/json", "User-Agent": NAME}
        if held is not None and held.mark:
            headers["If-None-Match"] = held.mark
        if place.host != self._host:
            # Two names may share a number: the certificate that was looked at is of one of them.
            self._client.close()
            self._client, self._host = self._new_client(), place.host
        until = self.clock() + self.manners.whole
        seconds = round(self.manners.whole)
        try:
            with self._client.stream(
                "GET", target, headers=headers, extensions={"sni_hostname": place.host}
            ) as answer:
                parts, size = [], 0
                for part in answer.iter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > self.manners.most:
                        limit = self.manners.most // 1_000_000
                        raise NotFetched("too_big", host=place.host, limit=limit)
                    if self.stop():
                        raise Stopped
                    if self.clock() > until:
                        raise _Again(NotFetched("slow", host=place.host, seconds=seconds))
                return answer.status_code, answer.headers, b"".join(parts)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise _Again(NotFetched("down", host=place.host)) from None
        except httpx.TimeoutException:
            raise _Again(NotFetched("slow", host=place.host, seconds=seconds)) from None
        except (httpx.TransportError, httpx.DecodingError):
            raise _Again(NotFetched("cut", host=place.host)) from None

    def _judge(self, status: int, headers: httpx.Headers, body: bytes, place: Place) -> None:
        """Refuse an answer that is none, or say that it may pass."""
        if status == 200:
            return
        if status in PASSING:
            raise _Again(NotFetched("busy", host=place.host, status=status), self._asked_wait(headers))
        if status >= 400 and TOO_MANY.search(body[:4000].decode(errors="replace")):
            raise TooMany(place.host)
        if status >= 500:
            raise _Again(NotFetched("broken", host=place.host, status=status), self._asked_wait(headers))
        raise NotFetched("refused", host=place.host, status=status, path=place.url.path[-80:])

    def _asked_wait(self, headers: httpx.Headers) -> float | None:
        """Return how many seconds a service asks us to wait: it says a number, or a moment."""
        said = headers.get("Retry-After", "").strip()
        if not said:
            return None
        if said.isascii() and said.isdigit():
            return float(said)
        try:
            moment = parsedate_to_datetime(said)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self.now()).total_seconds())


def _value(body: bytes, place: Place) -> Any:
    """Return what a whole answer says; half an answer may be whole the next time."""
    try:
        text = body.decode("utf-8-sig")
        if text.lstrip().startswith("<"):
            raise NotFetched(
                "changed", host=place.host, what=("XML in plaats van JSON", "XML instead of JSON")
            )
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        if isinstance(fault, NotFetched):
            raise
        raise _Again(NotFetched("half", host=place.host)) from None
