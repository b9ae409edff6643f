"""Days as a calendar file (RFC 5545) that any calendar takes in: whole days or hours, one event each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

#: A line holds at most so many octets; what is longer goes on, after a space, on the next.
OCTETS = 75


@dataclass(frozen=True, slots=True)
class Event:
    """Something on one day. `uid` stays the same as long as it is the same thing.

    With `begins` and `ends` it takes those hours, without them the whole day.
    """

    uid: str
    on: date
    title: str
    text: str = ""
    begins: datetime | None = None
    ends: datetime | None = None


def calendar_file(name: str, events: Iterable[Event], *, made_at: datetime) -> str:
    """Return the text of the file; the same events in any order give the same text."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gebiedstafel//NL",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in sorted(events, key=lambda one: (one.on, one.uid)):
        lines += _event(event, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: Event, made_at: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_hours(event),
        f"SUMMARY:{_escaped(event.title)}",
    ]
    if event.text:
        lines.append(f"DESCRIPTION:{_escaped(event.text)}")
    return [*lines, "END:VEVENT"]


def _hours(event: Event) -> list[str]:
    """Return when it is: a whole day leaves who has it free, hours do not."""
    if event.begins is None or event.ends is None:
        day, next_day = event.on, event.on + timedelta(days=1)
        return [
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{next_day:%Y%m%d}",
            "TRANSP:TRANSPARENT",
        ]
    begins, ends = (moment.astimezone(UTC) for moment in (event.begins, event.ends))
    return [f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{ends:%Y%m%dT%H%M%SZ}"]


def _escaped(text: str) -> str:
    """Return a text in which nothing ends the line or the value; signs nobody sees go."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = "\\n".join(text.splitlines())
    return "".join(sign for sign in text if sign.isprintable())


def _folded(line: str) -> Iterator[str]:
    """Break a line into parts of at most 75 octets, never within a sign."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode("utf-8", "replace"))
        if size + octets > OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
