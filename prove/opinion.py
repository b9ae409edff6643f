"""The opinion engine follows Polis where it says so, and finds the same groups in the same votes."""

import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from prove.proof import Proof, scaled  # noqa: E402

DROPS, ORDERS, PLANTED, CHANCE, VOTES, LEAVERS, DRAWS, EXAMPLES = 20, 5, 100, 100, 200, 20, 200_000, 60
#: A mean over fewer says more about luck than about the groups.
FEWEST_DROPS = 8
LEFT_OUT, LEAST_LIKENESS, LEAST_FOUND, LEAST_NONE = 0.05, 0.90, 0.95, 0.95
FOUND_FROM, LIKE_PUBLISHED = 0.9, 0.95


def prove(scale: float) -> Iterator[Proof]:
    """Compare with what was published; drop, shuffle and add votes; plant groups and chance."""
    data = _shared_data()
    if data is None:
        yield Proof("real conversations are there to prove on", 0, "conversations")
        return
    yield _conformance(data)
    yield _published_groups(data)
    yield _orders(data, scaled(ORDERS, scale))
    yield _stability(data, max(FEWEST_DROPS, scaled(DROPS, scale)))
    yield _groups_where_published(data)
    yield _planted(scaled(PLANTED, scale))
    yield _chance(scaled(CHANCE, scale))
    yield _one_vote_more(data, scaled(VOTES, scale))
    yield _deleting(data, scaled(LEAVERS, scale))
    yield _next_statement(scaled(DRAWS, scale))
    yield from _laws(scaled(EXAMPLES, scale))


def _shared_data() -> Path | None:
    there = (ROOT.parent / "shared" / "data", ROOT.parent.parent / "shared" / "data")
    return next((path for path in there if path.is_dir()), None)


def _conformance(data: Path) -> Proof:
    from tests.engines.opinion.conformance import LIMITS, different, furthest
    from tests.engines.opinion.golden import all_golden

    faults, figures = [], []
    for golden in all_golden(data):
        far, other = furthest(golden), different(golden)
        faults += [f"{golden.name}: {part} {far[part]:.1e}" for part in LIMITS if far[part] > LIMITS[part]]
        faults += [f"{golden.name}: {count} {part} differ" for part, count in other.items() if count]
        worst = ", ".join(f"{part} {value:.0e}" for part, value in far.items())
        figures.append(f"{golden.name}: {worst}; {other} differ")
    promise = "plane, extremity, counts, lists, consensus and who is clustered are those Polis published"
    return Proof(promise, len(figures), "conversations", faults, figures)


def _published_groups(data: Path) -> Proof:
    """Groups go on as published; a fresh start is told per conversation, whatever it is."""
    from tests.engines.opinion.conformance import likeness
    from tests.engines.opinion.golden import all_golden

    faults, figures = [], []
    for golden in all_golden(data):
        going_on = likeness(golden, from_published=True)
        fresh, history = likeness(golden), likeness(golden, from_history=True)
        figures.append(
            f"{golden.name}: ARI {going_on:.3f} going on from the published groups, {history:.3f} from the "
            f"whole log, {fresh:.3f} from a fresh start"
        )
        if min(going_on, history) < LIKE_PUBLISHED:
            faults.append(figures[-1])
    promise = f"published groups stay, and the whole log gives them (ARI at least {LIKE_PUBLISHED})"
    return Proof(promise, len(figures), "conversations", faults, figures)


def _orders(data: Path, count: int) -> Proof:
    from gebiedstafel.engines.opinion import OpinionProblem, Votes, find_groups
    from tests.engines.opinion.conversations import EVERY, conversation

    faults, tried = [], 0
    for name in EVERY:
        problem = conversation(name, data)
        first = find_groups(problem, rounds=0)
        cast = list(problem.votes)
        for seed in range(count):
            random.Random(seed).shuffle(cast)
            other = OpinionProblem(Votes.of(cast), moderated_out=problem.moderated_out)
            tried += 1
            if find_groups(other, rounds=0) != first:
                faults.append(f"{name}: another answer in another order (seed {seed})")
    return Proof("any order of votes and people gives the identical map", tried, "shuffles", faults)


def _stability(data: Path, drops: int) -> Proof:
    import numpy as np

    from gebiedstafel.engines.opinion import find_groups
    from gebiedstafel.engines.opinion.stability import adjusted_rand_index
    from tests.engines.opinion.conversations import EVERY, conversation, left_out

    faults, figures, tried = [], [], 0
    for name in EVERY:
        problem = conversation(name, data)
        whole = find_groups(problem, rounds=0)
        draw, found = np.random.default_rng(2027), []
        for _ in range(drops):
            other = find_groups(left_out(problem, LEFT_OUT, draw), rounds=0)
            both = sorted(whole.group_of.keys() & other.group_of.keys())
            labels = [
                np.unique([of.group_of[who] for who in both], return_inverse=True)[1] for of in (whole, other)
            ]
            found.append(adjusted_rand_index(*labels) if both else 0.0)
            tried += 1
        told = find_groups(problem)
        mean, nearest = float(np.mean(found)), told.stability_of_nearest or 0.0
        between = len(whole.between) / (len(whole.between) + len(whole.group_of))
        figures.append(
            f"{name}: mean ARI {mean:.3f}, lowest {min(found):.3f}; {len(whole.groups)} groups, "
            f"{between:.0%} between; counting those between by their nearest group {nearest:.3f}"
        )
        if mean < LEAST_LIKENESS or not whole.groups:
            faults.append(f"{name}: mean ARI {mean:.3f}")
    promise = f"with 5 % of votes left out, mean ARI at least {LEAST_LIKENESS} on every conversation"
    return Proof(promise, tried, "times left out", faults, figures)


def _groups_where_published(data: Path) -> Proof:
    from gebiedstafel.engines.opinion import find_groups
    from tests.engines.opinion.conversations import EVERY, conversation, published_groups

    faults, figures = [], []
    for name in EVERY:
        groups, published = (
            len(find_groups(conversation(name, data), rounds=0).groups),
            published_groups(name, data),
        )
        figures.append(f"{name}: {groups} groups, published {published}")
        if published >= 2 > groups:
            faults.append(figures[-1])
    promise = "at least two groups wherever that many were published"
    return Proof(promise, len(figures), "conversations", faults, figures)


def _planted(count: int) -> Proof:
    import numpy as np

    from gebiedstafel.engines.opinion import OpinionProblem, find_groups
    from gebiedstafel.engines.opinion.stability import adjusted_rand_index
    from tests.engines.opinion.conversations import planted

    missed, found = [], 0
    for seed in range(count):
        votes, group, said = planted(np.random.default_rng(seed))
        answer = find_groups(OpinionProblem(votes), rounds=0)
        members = sorted(answer.group_of)
        names = np.unique([answer.group_of[who] for who in members], return_inverse=True)[1]
        like = adjusted_rand_index(names, group[members]) if members else 0.0
        if like >= FOUND_FROM and len(answer.groups) == len(np.unique(group)):
            found += 1
        else:
            missed.append(f"seed {seed}: ARI {like:.2f}, {len(answer.groups)} groups found of {said}")
    faults = missed if len(missed) > _at_most(1 - LEAST_FOUND, count) else []
    figures = [f"{found} of {count} found", *(f"missed: {one}" for one in missed[:5])]
    promise = "at least 95 in 100 planted divisions are found"
    return Proof(promise, count, "divisions planted", faults, figures)


def _at_most(share: float, count: int) -> int:
    """How many of so many may fail: one in a short run proves nothing yet."""
    return max(1, int(share * count + 1e-9))


def _chance(count: int) -> Proof:
    import numpy as np

    from gebiedstafel.engines.opinion import OpinionProblem, find_groups
    from tests.engines.opinion.conversations import unstructured

    none = [
        bool(find_groups(OpinionProblem(unstructured(np.random.default_rng(seed))), rounds=0).no_clear_groups)
        for seed in range(count)
    ]
    some = none.count(False)
    faults = [f"groups in {some} of {count}"] if some > _at_most(1 - LEAST_NONE, count) else []
    figures = [f"no clear groups in {sum(none)} of {count}"]
    return Proof("votes without structure have no clear groups", count, "sets", faults, figures)


def _one_vote_more(data: Path, count: int) -> Proof:
    """Equal to the full result within 1e-9 after each vote, labels identical after regrouping."""
    import numpy as np

    from gebiedstafel.engines.opinion import LiveOpinions, OpinionProblem, Votes, find_groups
    from tests.engines.opinion.conversations import conversation

    faults, furthest, done = [], 0.0, 0
    problem = conversation("brexit-consensus", data)
    live = LiveOpinions.of(problem.votes, problem.moderated_out)
    draw = random.Random(1)
    people, statements = problem.votes.participants, problem.votes.statements
    for _ in range(count):
        who = draw.choice([*people, max(people) + 1 + draw.randrange(20)])
        place = live.cast(who, draw.choice(statements), draw.choice((-1, 0, 1)))
        cast = [(one, what, vote) for one, own in live.votes.items() for what, vote in own.items()]
        full = find_groups(
            OpinionProblem(Votes.of(cast, statements=statements), moderated_out=problem.moderated_out),
            rounds=0,
        )
        furthest = max(furthest, float(np.abs(np.subtract(place, full.places[who])).max()))
        done += 1
    if live.regroup() != full:
        faults.append("another map after regrouping")
    if furthest > 1e-9:
        faults.append(f"{furthest:.0e} from the full result")
    promise = "one vote more gives the place of the full result, and regrouping its map"
    return Proof(promise, done, "votes", faults, [f"furthest {furthest:.0e}"])


def _deleting(data: Path, count: int) -> Proof:
    from gebiedstafel.engines.opinion import LiveOpinions, OpinionProblem, Votes, find_groups
    from tests.engines.opinion.conversations import conversation

    problem = conversation("brexit-consensus", data)
    leaving = random.Random(2).sample(problem.votes.participants, count)
    live = LiveOpinions.of(problem.votes, problem.moderated_out)
    faults = []
    for number, who in enumerate(leaving):
        live.withdraw(who)
        gone = set(leaving[: number + 1])
        never = Votes.of(
            [one for one in problem.votes if one[0] not in gone], statements=problem.votes.statements
        )
        full = find_groups(OpinionProblem(never, moderated_out=problem.moderated_out), rounds=0)
        if live.regroup() != full:
            faults.append(f"participant {who} left something behind")
    return Proof("who withdraws leaves exactly nothing behind", len(leaving), "people", faults)


def _next_statement(draws: int) -> Proof:
    from collections import Counter

    from gebiedstafel.engines.opinion import chances, next_statement
    from tests.engines.opinion.test_next_statement import MOST_CHI_SQUARE, STANDINGS

    luck = random.Random(3)
    drawn = Counter(next_statement(STANDINGS, luck=luck.random()) for _ in range(draws))
    found = chances(STANDINGS)
    square = sum((drawn[one] - draws * chance) ** 2 / (draws * chance) for one, chance in found.items())
    faults = [f"chi-square {square:.1f}"] if square > MOST_CHI_SQUARE else []
    figures = [
        f"chi-square {square:.1f} with {len(found) - 1} degrees of freedom (at most {MOST_CHI_SQUARE})"
    ]
    return Proof("draws of the next statement follow the published rule", draws, "draws", faults, figures)


def _laws(examples: int) -> Iterator[Proof]:
    """The laws of the test suite, each on many more conversations."""
    from hypothesis import HealthCheck, settings

    os.environ["LAW_EXAMPLES"] = str(examples)
    settings.register_profile(
        "prove-opinion",
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("prove-opinion")
    from tests.engines.opinion import test_laws

    for name, law in sorted(vars(test_laws).items()):
        if hasattr(law, "hypothesis"):
            yield _law(name.removeprefix("test_").replace("_", " "), law, examples)


def _law(promise: str, law: Callable[[], None], examples: int) -> Proof:
    try:
        law()
    except Exception as broken:
        return Proof(promise, examples, "examples", [f"{type(broken).__name__}: {broken}"])
    return Proof(promise, examples, "examples")
