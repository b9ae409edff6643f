"""The groups in a file of votes, as values for JSON; by our recipe, or by that of Polis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gebiedstafel.engines.opinion import OpinionMap, OpinionProblem, Votes, find_groups
from gebiedstafel.engines.opinion.polis import Listed, PolisMap, VoteLog, polis_map
from gebiedstafel.engines.opinion.result import Side, StatementView, Tally
from gebiedstafel.engines.opinion.votes import MOST_STATEMENTS, Id

from .faults import BadFile, Fault
from .polis import PolisComment, PolisVote, in_order, read_participants, read_votes
from .polis_rows import text_of_csv


def votes_in(source: bytes, name: str) -> list[PolisVote]:
    """The votes in a file, in the order cast: an export's votes, or its table with a row per person."""
    text = text_of_csv(source, name)
    if text.lstrip().partition("\n")[0].split(",")[0].strip().strip('"') == "participant":
        people = read_participants(text, name)
        votes = [PolisVote(what, one.participant, vote) for one in people for what, vote in one.cast]
    else:
        votes = in_order(read_votes(text, name))
    statements = len({one.statement for one in votes})
    if statements > MOST_STATEMENTS:
        raise BadFile((_too_many(name, statements),))
    return votes


def map_of(votes: Iterable[PolisVote], comments: Sequence[PolisComment] = ()) -> OpinionMap:
    """The map of opinions of these votes; rejected and meta statements do not count."""
    taken = Votes.of(
        ((one.participant, one.statement, one.vote) for one in votes),
        statements=[one.statement for one in comments],
    )
    return find_groups(OpinionProblem(taken, moderated_out=frozenset(_out(comments))))


def polis_map_of(
    votes: Iterable[PolisVote], comments: Sequence[PolisComment] = (), *, from_history: bool = False
) -> PolisMap:
    """The same by the compatible recipe; `from_history` lets its clusters grow as the votes came."""
    cast = [(one.participant, one.statement, one.vote) for one in votes]
    meta = [one.statement for one in comments if one.is_meta]
    there = {what for _, what, _ in cast}
    log = VoteLog.of(cast, moderated_out=_out(comments) & there, meta=set(meta) & there)
    return polis_map(log, from_history=from_history)


def map_to_json(found: OpinionMap, *, members: bool = False) -> dict[str, Any]:
    """Our map as values for JSON."""
    return {
        "participants": found.participants,
        "groups": [
            {
                "id": group.id,
                "size": group.size,
                **({"members": list(group.members)} if members else {}),
                "statements": [
                    {
                        "id": one.statement,
                        "side": one.side.value,
                        **_counts(one.tally),
                        "share": one.share,
                        "interval": list(one.interval),
                    }
                    for one in group.statements
                ],
            }
            for group in found.groups
        ],
        "consensus": {
            side.value: [_shared(found.found.statement(one), side) for one in listed]
            for side, listed in ((Side.AGREE, found.found.agree), (Side.DISAGREE, found.found.disagree))
        },
        "statements": [
            {
                "id": one.id,
                **_counts(one.tally),
                "common_ground": one.common_ground,
                "interval": list(one.interval),
                "divisive": one.divisive,
            }
            for one in found.found.statements
        ],
        "stability": {
            "members": found.stability,
            "nearest": found.stability_of_nearest,
            "groups": {group.id: group.stability for group in found.groups},
            "between": _listed(found.between) if members else len(found.between),
            "no_clear_groups": found.no_clear_groups.value if found.no_clear_groups else None,
        },
    }


def polis_to_json(found: PolisMap, *, members: bool = False) -> dict[str, Any]:
    """The map of the compatible recipe in the same form; it knows no intervals and no stability."""
    log, counted = found.log, found.counted
    everyone = [part.sum(axis=0) for part in (counted.na, counted.nd, counted.ns)]
    return {
        "participants": len(log.people),
        "groups": [
            {
                "id": g,
                "size": len(rows),
                **({"members": list(found.people_in(g))} if members else {}),
                "statements": [_line(log, one) for one in found.representative[g]],
            }
            for g, rows in enumerate(found.groups)
        ],
        "consensus": {
            side.value: [_line(log, one) for one in listed] for side, listed in found.consensus.items()
        },
        "statements": [
            {
                "id": one,
                "agree": int(everyone[0][j]),
                "disagree": int(everyone[1][j]),
                "pass": int(everyone[2][j] - everyone[0][j] - everyone[1][j]),
                "common_ground": float(found.group_aware_consensus[j]),
                "interval": None,
                "divisive": float(found.space.extremity[j]),
            }
            for j, one in enumerate(log.statements)
        ],
        "stability": None,
    }


def _out(comments: Iterable[PolisComment]) -> set[Id]:
    return {one.statement for one in comments if one.moderated < 0 or one.is_meta}


def _counts(tally: Tally) -> dict[str, int]:
    return {"agree": tally.agree, "disagree": tally.disagree, "pass": tally.passed}


def _shared(view: StatementView, side: Side) -> dict[str, Any]:
    agrees = side is Side.AGREE
    return {
        "id": view.id,
        **_counts(view.tally),
        "share": view.common_ground if agrees else view.common_dissent,
        "interval": list(view.interval if agrees else view.dissent_interval),
    }


def _line(log: VoteLog, one: Listed) -> dict[str, Any]:
    return {
        "id": log.statements[one.statement],
        "side": one.side.value,
        "votes": one.cast,
        one.side.value: one.hits,
    }


def _listed(ids: Iterable[Id]) -> list[Id]:
    return sorted(ids, key=lambda one: (isinstance(one, str), one))


def _too_many(name: str, statements: int) -> Fault:
    found, most = f"{statements:,}", f"{MOST_STATEMENTS:,}"
    return Fault(
        name,
        f"{name}: er staan {found.replace(',', '.')} stellingen in; hoogstens {most.replace(',', '.')} "
        "kunnen worden vergeleken. Is comment-id wel het nummer van de stelling?",
        f"{name}: it holds {found} statements; at most {most} can be compared. "
        "Is comment-id really the number of the statement?",
    )
