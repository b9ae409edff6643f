"""A round as an export in the format of Polis, and such an export as a round that was held elsewhere.

Nobody can be followed from one export to the next: every person gets a number by lot each time. Times say
only which vote of someone came after which, and who wrote a statement has another number than who voted.
"""

from __future__ import annotations

import io
import secrets
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.exchange.polis import (
    PolisComment,
    PolisParticipant,
    PolisVote,
    check_statements,
    in_order,
    read_comments,
    read_summary,
    read_votes,
    write_comments,
    write_participants,
    write_summary,
    write_votes,
)
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import HIDDEN, one_line
from gebiedstafel.ui.refusals import Refused

from .ballots import EarlierVote, Participant, Vote
from .moderation import LONGEST_INTRO
from .permissions import check_can_export, check_can_lead
from .rounds import Round, RoundStatement, Route

MOST_VOTES = 200_000
MOST_STATEMENTS = 2000
MODERATED = {
    RoundStatement.State.SHOWN: 1,
    RoundStatement.State.WAITING: 0,
    RoundStatement.State.REJECTED: -1,
}


@transaction.atomic
def export_round(round: Round, *, by: Seat, at: datetime) -> bytes:
    """Return the round as a zip of four files; who took them, and when, stands in the trail."""
    check_can_export(by, round, at)
    record_deed(
        round.table.chain, action="export_votes", subject=f"round/{round.address}", actor=by.actor, at=at
    )
    comments, votes = _comments(round), _votes(round)
    files = {
        "comments.csv": write_comments(comments),
        "votes.csv": write_votes(votes),
        "participants-votes.csv": write_participants(
            _participants(votes), [one.statement for one in comments]
        ),
        "summary.csv": write_summary(_summary(round, comments, votes)),
    }
    return _zipped(files)


def _zipped(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, text in files.items():
            whole.writestr(name, text)
    return out.getvalue()


def _by_lot(ids: Iterable[int]) -> dict[int, int]:
    """Return a number by lot for each of these."""
    drawn = sorted(set(ids))
    secrets.SystemRandom().shuffle(drawn)
    return {one: number for number, one in enumerate(drawn)}


def _votes(round: Round) -> list[PolisVote]:
    """Return every vote that was cast; the later ones of someone on a statement come later."""
    rows: list[tuple[int, int, int, int]] = []
    for model in (EarlierVote, Vote):
        rows += model._default_manager.filter(round=round).values_list(
            "participant", "statement__number", "value", "number"
        )
    rows.sort(key=lambda row: row[3])
    numbers, turn = _by_lot(row[0] for row in rows), Counter[tuple[int, int]]()
    start = int((round.opens_at or round.made_at).replace(hour=0, minute=0, second=0).timestamp() * 1000)
    cast = []
    for participant, statement, value, _number in rows:
        turn[participant, statement] += 1
        cast.append(
            PolisVote(statement, numbers[participant], value, start + turn[participant, statement] - 1)
        )
    return sorted(cast, key=lambda one: (one.timestamp, one.participant, one.statement))


def _comments(round: Round) -> list[PolisComment]:
    statements = list(round.statements.all())
    writers = _by_lot(one.writer_id for one in statements if one.writer_id)
    tallies: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for statement, value in Vote.objects.filter(round=round).values_list("statement", "value"):
        tallies[statement][value] += 1
    return [
        PolisComment(
            statement=one.number,
            author=writers[one.writer_id] + 1 if one.writer_id else 0,
            text=one.text,
            agrees=tallies[one.pk][Vote.AGREE],
            disagrees=tallies[one.pk][Vote.DISAGREE],
            moderated=MODERATED[RoundStatement.State(one.state)],
            is_seed=one.is_seed,
            is_meta=one.is_meta,
        )
        for one in statements
    ]


def _participants(votes: Sequence[PolisVote]) -> list[PolisParticipant]:
    """Return a row per person; which group was found for whom is told to nobody."""
    last: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for one in votes:
        last[int(one.participant)][int(one.statement)] = one.vote
    return [
        PolisParticipant(
            participant=who,
            group=None,
            comments=0,
            votes=len(cast),
            agree=sum(vote == Vote.AGREE for vote in cast.values()),
            disagree=sum(vote == Vote.DISAGREE for vote in cast.values()),
            cast=tuple(sorted(cast.items())),
        )
        for who, cast in sorted(last.items())
    ]


def _summary(
    round: Round, comments: Sequence[PolisComment], votes: Sequence[PolisVote]
) -> list[tuple[str, str]]:
    return [
        ("topic", round.question),
        ("views", ""),
        ("voters", str(len({one.participant for one in votes}))),
        ("voters-in-conv", ""),
        ("commenters", str(len({one.author for one in comments}))),
        ("comments", str(len(comments))),
        ("groups", ""),
        ("conversation-description", round.intro),
    ]


@transaction.atomic
def import_round(
    table: AreaTable,
    *,
    question: str,
    comments: bytes,
    votes: bytes,
    summary: bytes | None = None,
    by: Seat,
    at: datetime,
) -> Round:
    """Take in a conversation that was held elsewhere, as a round that is closed; faults are `BadFile`.

    The summary tells the introduction, and the question where that is empty.
    """
    check_can_lead(by, table.pk)
    said, cast = read_comments(comments), in_order(read_votes(votes))
    check_statements(cast, said, "votes.csv")
    if not said:
        raise Refused(_("Er staat geen enkele stelling in comments.csv."))
    if len(said) > MOST_STATEMENTS or len(cast) > MOST_VOTES:
        raise Refused(
            _("Dit zijn {statements} stellingen en {votes} stemmen. Hier passen er {most} en {more}.").format(
                statements=len(said), votes=len(cast), most=MOST_STATEMENTS, more=MOST_VOTES
            )
        )
    told = dict(read_summary(summary)) if summary else {}
    asked = question if question.strip() else told.get("topic", "")
    round = _round(table, asked, told.get("conversation-description", ""), cast, at=at)
    statements = _statements(round, said, at=at)
    _take_votes(round, statements, cast, at=at)
    record_deed(
        table.chain,
        action="import_round",
        subject=f"round/{round.address}",
        actor=by.actor,
        origin="file",
        at=at,
    )
    return round


def _round(table: AreaTable, question: str, intro: str, cast: Sequence[PolisVote], *, at: datetime) -> Round:
    times = [one.timestamp for one in cast if one.timestamp is not None]
    first = _moment(min(times), at) if times else at
    last = _moment(max(times), at) if times else at
    return Round.objects.create(
        table=table,
        question=one_line(question)[:300] or _("Een gesprek uit een bestand"),
        intro=one_line(intro)[:LONGEST_INTRO],
        takes_statements=False,
        opens_at=min(first, last),
        closes_at=max(first, last),
        forgotten_at=at,
        made_at=at,
    )


def _moment(milliseconds: int, at: datetime) -> datetime:
    """Return a time in a file as a moment, never later than now."""
    try:
        return min(datetime.fromtimestamp(milliseconds / 1000, tz=UTC), at)
    except (OverflowError, OSError, ValueError):
        return at


def _statements(round: Round, said: Sequence[PolisComment], *, at: datetime) -> dict[object, RoundStatement]:
    rows = RoundStatement.objects.bulk_create(
        _statement(round, number, one, at=at) for number, one in zip(_numbers(said), said, strict=True)
    )
    return {one.statement: row for one, row in zip(said, rows, strict=True)}


def _numbers(said: Sequence[PolisComment]) -> Sequence[int]:
    """Return the numbers that statements had in the file, or new ones where those were no numbers."""
    had = [one.statement for one in said if isinstance(one.statement, int) and 0 <= one.statement < 1 << 31]
    return had if len(had) == len(said) else range(1, len(said) + 1)


def _statement(round: Round, number: int, said: PolisComment, *, at: datetime) -> RoundStatement:
    """Return a statement as it stood; one without words keeps its votes and counts nowhere."""
    text = HIDDEN.sub("", said.text).strip()
    rejected = said.moderated < 0 or not text
    return RoundStatement(
        round=round,
        number=number,
        text=text or "–",
        is_seed=bool(said.is_seed),
        is_meta=bool(said.is_meta),
        state=RoundStatement.State.REJECTED if rejected else RoundStatement.State.SHOWN,
        reason=_("Dit stond al zo in het bestand.") if rejected else "",
        added_at=at,
        moderated_at=at,
    )


def _take_votes(
    round: Round, statements: Mapping[object, RoundStatement], cast: Sequence[PolisVote], *, at: datetime
) -> None:
    people = dict.fromkeys(one.participant for one in cast)
    rows = Participant.objects.bulk_create(
        (Participant(round=round, route=Route.FILE) for _who in people), batch_size=500
    )
    row_of = dict(zip(people, rows, strict=True))
    earlier: list[EarlierVote] = []
    last: dict[tuple[object, object], Vote] = {}
    for number, one in enumerate(cast, start=1):
        place = one.participant, one.statement
        before = last.get(place)
        given = {
            "round": round,
            "participant": row_of[one.participant],
            "statement": statements[one.statement],
            "value": one.vote,
            "number": number,
            "at": at,
        }
        if before is not None:
            earlier.append(EarlierVote(**given | {"value": before.value, "number": before.number}))
        last[place] = Vote(**given, version=before.version + 1 if before else 1)
    Vote.objects.bulk_create(last.values(), batch_size=500)
    EarlierVote.objects.bulk_create(earlier, batch_size=500)
    Round.objects.filter(pk=round.pk).update(ballots=len(cast))
