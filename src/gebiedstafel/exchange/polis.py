"""Conversations in the export format of Polis, in and out without loss.

An export is four CSV files: votes (each one that was cast), comments (statements), participants-votes (a row
per person) and summary. Votes carry +1 for agree, 0 for pass, -1 for disagree. Times stay as written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .polis_rows import (
    Faults,
    Id,
    Row,
    id_of,
    known_id,
    read_rows,
    rest_of,
    text_of_csv,
    whole,
    write_rows,
)

VOTE_COLUMNS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
COMMENT_COLUMNS = (
    *("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees"),
    *("moderated", "comment-body", "is-seed", "is-meta"),
)
PARTICIPANT_COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
_KNOWN_PARTICIPANT = {*PARTICIPANT_COLUMNS, "xid"}
_YES, _NO = {"true", "1", "yes", "t"}, {"false", "0", "no", "f"}

Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PolisVote:
    """One vote as it was cast; a later one of the same person on the same statement replaces it."""

    statement: Id
    participant: Id
    vote: int
    timestamp: int | None = None
    datetime: str = ""
    rest: Cells = ()


@dataclass(frozen=True, slots=True)
class PolisComment:
    """One statement; `moderated` is 1 let through, 0 not looked at, -1 rejected."""

    statement: Id
    author: Id
    text: str
    agrees: int = 0
    disagrees: int = 0
    moderated: int = 0
    is_seed: bool | None = None
    is_meta: bool | None = None
    timestamp: int | None = None
    datetime: str = ""
    rest: Cells = ()


@dataclass(frozen=True, slots=True)
class PolisParticipant:
    """One person: the group found for them, what they did, and their vote per statement."""

    participant: Id
    group: int | None
    comments: int
    votes: int
    agree: int
    disagree: int
    cast: tuple[tuple[Id, int], ...]
    xid: str | None = None


def read_votes(source: str | bytes, name: str = "votes.csv") -> tuple[PolisVote, ...]:
    """The votes of an export, in the order of the file. Every fault is told at once."""
    _, rows, faults = read_rows(source, name, ("comment-id", "voter-id", "vote"))
    votes = tuple(_vote(row, faults) for row in rows)
    faults.refuse()
    return votes


def write_votes(votes: Iterable[PolisVote]) -> str:
    """The votes as a file of an export."""
    rows: list[dict[str, object]] = [
        {
            "timestamp": one.timestamp,
            "datetime": one.datetime,
            "comment-id": one.statement,
            "voter-id": one.participant,
            "vote": one.vote,
            **dict(one.rest),
        }
        for one in votes
    ]
    return write_rows((*VOTE_COLUMNS, *_more(rows, VOTE_COLUMNS)), rows)


def in_order(votes: Iterable[PolisVote]) -> list[PolisVote]:
    """The votes as they were cast: by time where all have one, else as they stand in the file.

    Votes at the same moment are put in one fixed order, so that shuffling the lines changes nothing.
    """
    listed = list(votes)
    if any(one.timestamp is None for one in listed):
        return listed
    return sorted(listed, key=lambda one: (one.timestamp or 0, one.vote))


def read_comments(source: str | bytes, name: str = "comments.csv") -> tuple[PolisComment, ...]:
    """The statements of an export. Files without is-seed or is-meta leave those unknown."""
    _, rows, faults = read_rows(source, name, ("comment-id", "comment-body"))
    comments = tuple(_comment(row, faults) for row in rows)
    first: dict[Id, int] = {}
    for row, one in zip(rows, comments, strict=True):
        if first.setdefault(one.statement, row.line) != row.line:
            at = first[one.statement]
            faults.add(
                row.line,
                f"stelling {one.statement} stond al op regel {at}. Laat er een staan.",
                f"statement {one.statement} was on line {at} already. Keep one.",
            )
    faults.refuse()
    return comments


def write_comments(comments: Sequence[PolisComment]) -> str:
    """The statements as a file of an export; is-seed and is-meta only where they are known."""
    flags = {
        "is-seed": any(one.is_seed is not None for one in comments),
        "is-meta": any(one.is_meta is not None for one in comments),
    }
    rows: list[dict[str, object]] = [
        {
            "timestamp": one.timestamp,
            "datetime": one.datetime,
            "comment-id": one.statement,
            "author-id": one.author,
            "agrees": one.agrees,
            "disagrees": one.disagrees,
            "moderated": one.moderated,
            "comment-body": one.text,
            "is-seed": _flag(one.is_seed),
            "is-meta": _flag(one.is_meta),
            **dict(one.rest),
        }
        for one in comments
    ]
    columns = [column for column in COMMENT_COLUMNS if flags.get(column, True)]
    return write_rows((*columns, *_more(rows, COMMENT_COLUMNS)), rows)


def read_participants(
    source: str | bytes, name: str = "participants-votes.csv"
) -> tuple[PolisParticipant, ...]:
    """The people of an export; every column that is not about the person is a statement."""
    columns, rows, faults = read_rows(source, name, ("participant",))
    statements = [(column, id_of(column)) for column in columns if column not in _KNOWN_PARTICIPANT]
    people = tuple(_participant(row, statements, faults) for row in rows)
    faults.refuse()
    return people


def write_participants(people: Sequence[PolisParticipant], statements: Sequence[Id]) -> str:
    """The people as a file of an export, with a column for each of these statements."""
    start = ["participant", *(["xid"] if any(one.xid is not None for one in people) else [])]
    rows: list[dict[str, object]] = [
        {
            "participant": one.participant,
            "xid": one.xid,
            "group-id": one.group,
            "n-comments": one.comments,
            "n-votes": one.votes,
            "n-agree": one.agree,
            "n-disagree": one.disagree,
            **{str(statement): vote for statement, vote in one.cast},
        }
        for one in people
    ]
    return write_rows((*start, *PARTICIPANT_COLUMNS[1:], *map(str, statements)), rows)


def read_summary(source: str | bytes, name: str = "summary.csv") -> tuple[tuple[str, str], ...]:
    """What an export says of itself: a name and a value per line, in their order."""
    text = text_of_csv(source, name)
    faults = Faults(name)
    lines: list[tuple[str, str]] = []
    reader = csv.reader(io.StringIO(text, newline=""))
    for cells in reader:
        if len(cells) == 2:
            lines.append((cells[0], cells[1]))
        elif cells:
            faults.add(
                reader.line_num,
                "hier horen een naam en een waarde te staan.",
                "here a name and a value should stand.",
            )
    faults.refuse()
    return tuple(lines)


def write_summary(lines: Iterable[tuple[str, str]]) -> str:
    """A summary as a file of an export."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def check_statements(votes: Iterable[PolisVote], comments: Iterable[PolisComment], name: str) -> None:
    """Refuse votes on statements that are not there, naming them."""
    known = {one.statement for one in comments}
    unknown: dict[Id, int] = {}
    for one in votes:
        if one.statement not in known:
            unknown[one.statement] = unknown.get(one.statement, 0) + 1
    faults = Faults(name)
    for statement, count in unknown.items():
        faults.add(
            0,
            f"{count} stemmen gaan over stelling {statement}, die niet in comments.csv staat.",
            f"{count} votes are on statement {statement}, which is not in comments.csv.",
        )
    faults.refuse()


def _vote(row: Row, faults: Faults) -> PolisVote:
    vote = row.cells["vote"].strip()
    if vote not in {"1", "0", "-1"}:
        faults.add(
            row.line,
            f"de stem is {vote[:40]!r}. Een stem is 1 (eens), 0 (geen mening) of -1 (oneens).",
            f"the vote is {vote[:40]!r}. A vote is 1 (agree), 0 (pass) or -1 (disagree).",
        )
        vote = "0"
    return PolisVote(
        known_id(row, "comment-id", faults),
        known_id(row, "voter-id", faults),
        int(vote),
        whole(row, "timestamp", faults),
        row.cells.get("datetime", ""),
        rest_of(row, VOTE_COLUMNS),
    )


def _comment(row: Row, faults: Faults) -> PolisComment:
    return PolisComment(
        known_id(row, "comment-id", faults),
        id_of(row.cells.get("author-id", "")),
        row.cells["comment-body"],
        whole(row, "agrees", faults, 0) or 0,
        whole(row, "disagrees", faults, 0) or 0,
        whole(row, "moderated", faults, 0) or 0,
        _yes_or_no(row, "is-seed", faults),
        _yes_or_no(row, "is-meta", faults),
        whole(row, "timestamp", faults),
        row.cells.get("datetime", ""),
        rest_of(row, COMMENT_COLUMNS),
    )


def _participant(row: Row, statements: Sequence[tuple[str, Id]], faults: Faults) -> PolisParticipant:
    cast = [(statement, whole(row, column, faults)) for column, statement in statements]
    for statement, vote in cast:
        if vote not in (None, -1, 0, 1):
            faults.add(
                row.line,
                f"de stem op stelling {statement} is {vote}. Een stem is 1, 0 of -1.",
                f"the vote on statement {statement} is {vote}. A vote is 1, 0 or -1.",
            )
    return PolisParticipant(
        known_id(row, "participant", faults),
        whole(row, "group-id", faults),
        whole(row, "n-comments", faults, 0) or 0,
        whole(row, "n-votes", faults, 0) or 0,
        whole(row, "n-agree", faults, 0) or 0,
        whole(row, "n-disagree", faults, 0) or 0,
        tuple((statement, vote) for statement, vote in cast if vote is not None),
        row.cells.get("xid"),
    )


def _yes_or_no(row: Row, column: str, faults: Faults) -> bool | None:
    text = row.cells.get(column, "").strip().lower()
    if not text:
        return None
    if text not in _YES | _NO:
        faults.add(
            row.line,
            f"in {column} staat {text[:40]!r}. Schrijf true of false.",
            f"{column} holds {text[:40]!r}. Write true or false.",
        )
    return text in _YES


def _flag(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


def _more(rows: Iterable[dict[str, object]], known: Sequence[str]) -> list[str]:
    names = {name: None for row in rows for name in row if name not in known}
    return list(names)
