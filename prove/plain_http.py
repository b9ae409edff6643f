"""A small HTTP client for harnesses: it keeps its connection, and costs little on the cores it shares."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

MARK = "x" * 32


@dataclass
class Answer:
    """What came back, and how long it took from the first try."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@dataclass
class Browser:
    """One visitor with cookies of their own."""

    port: int
    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": MARK})
    address: str = "127.0.0.1"
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        """Read a page."""
        return await self._ask(self._request("GET", path, b""))

    async def post(self, path: str, data: dict[str, object], *, accept: str = "application/json") -> Answer:
        """Send a form."""
        return await self._ask(self._request("POST", path, urlencode(data).encode(), accept))

    def _request(self, method: str, path: str, body: bytes, accept: str = "text/html") -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.address}:{self.port}",
            f"Accept: {accept}",
            f"Cookie: {cookies}",
        ]
        if method == "POST":
            lines += [
                f"X-CSRFToken: {MARK}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _ask(self, request: bytes) -> Answer:
        begun = time.perf_counter()
        fresh = self._line is None
        try:
            status, headers, body = await self._exchange(request)
        except (OSError, asyncio.IncompleteReadError):
            # A server may close a line that was quiet for a while; every form here may be sent twice.
            self.close()
            if fresh:
                raise
            status, headers, body = await self._exchange(request)
        return Answer(status, headers, body, time.perf_counter() - begun)

    async def _exchange(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        if self._line is None:
            self._line = await asyncio.open_connection(self.address, self.port)
        reader, writer = self._line
        writer.write(request)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in head[1:-2]:
            name, _colon, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                self._keep(value)
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return int(head[0].split()[1]), headers, body

    def _keep(self, value: str) -> None:
        for name, crumb in SimpleCookie(value).items():
            if name != "csrftoken":
                self.cookies[name] = crumb.value

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line[1].close()
        self._line = None
