"""Real conversations, and made-up ones with planted groups or with none, as votes."""

import csv
from pathlib import Path

import numpy as np

from gebiedstafel.engines.opinion import OpinionProblem, Votes
from gebiedstafel.exchange.polis import in_order, read_comments, read_votes
from tests.engines.opinion.golden import NAMES, Golden

OPEN = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "london.youth.policing",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
)
EVERY = (*OPEN, *NAMES)


def conversation(name: str, shared_data: Path) -> OpinionProblem:
    """One real conversation, with what moderation set aside."""
    if name in OPEN:
        folder = shared_data / "dialogue" / "opendata" / name
        cast = in_order(read_votes((folder / "votes.csv").read_bytes()))
        votes = Votes.of((one.participant, one.statement, one.vote) for one in cast)
        said = read_comments((folder / "comments.csv").read_bytes())
        out = {one.statement for one in said if one.moderated < 0}
    else:
        golden = Golden.read(shared_data / "dialogue" / "golden" / name)
        votes = Votes.of((who, what, vote) for _, who, what, vote in golden.cast)
        out = set(golden.result["mod-out"])
    return OpinionProblem(votes, moderated_out=frozenset(out & set(votes.statements)))


def published_groups(name: str, shared_data: Path) -> int:
    """How many groups were published of a conversation."""
    if name in NAMES:
        return len(Golden.read(shared_data / "dialogue" / "golden" / name).groups)
    path = shared_data / "dialogue" / "opendata" / name / "summary.csv"
    with path.open(newline="") as file:
        return next(int(row[1]) for row in csv.reader(file) if row[:1] == ["groups"])


def left_out(problem: OpinionProblem, share: float, draw: np.random.Generator) -> OpinionProblem:
    """The same conversation without some of its votes."""
    votes = problem.votes.only(draw.random(len(problem.votes)) >= share)
    return OpinionProblem(votes, moderated_out=problem.moderated_out)


def planted(draw: np.random.Generator) -> tuple[Votes, np.ndarray, str]:
    """Two to five groups that vote by their own line most of the time, and who is in which."""
    k, people = int(draw.integers(2, 6)), int(draw.integers(100, 401))
    statements, answered, loyal = int(draw.integers(30, 61)), draw.uniform(0.5, 0.9), draw.uniform(0.75, 0.95)
    lines = draw.choice([-1, 1], size=(k, statements))
    lines[:, : statements // 4] = lines[0, : statements // 4]
    group = draw.choice(k, size=people, p=draw.dirichlet(np.full(k, 20)))
    loyal_now = draw.random((people, statements)) < loyal
    vote = np.where(loyal_now, lines[group], draw.integers(-1, 2, size=(people, statements)))
    said = f"{k} groups, {people} people, {statements} statements, {answered:.0%} voted, {loyal:.0%} loyal"
    return _votes(vote, draw.random(vote.shape) < answered), group, said


def unstructured(draw: np.random.Generator) -> Votes:
    """Votes that say nothing about one another: each statement has its own shares of agree and disagree."""
    people, statements = int(draw.integers(20, 301)), int(draw.integers(10, 41))
    shares = draw.dirichlet([2, 1, 2], size=statements)
    vote = np.stack([draw.choice([-1, 0, 1], size=people, p=one) for one in shares], axis=1)
    return _votes(vote, draw.random(vote.shape) < draw.uniform(0.3, 0.95))


def _votes(vote: np.ndarray, cast: np.ndarray) -> Votes:
    who, what = np.nonzero(cast)
    people, statements = (tuple(range(size)) for size in vote.shape)
    return Votes.from_arrays(who, what, vote[who, what], participants=people, statements=statements)
