"""How long the opinion engine takes and what it holds in memory, beside red-dwarf on the same votes.

`python bench/opinion.py [--largest] [--sizes 50000 225000 1000000]` prints CPU seconds of one thread, in
processes of their own. Each starts from the votes in memory as it takes them: ours three arrays in no order,
red-dwarf a list of dicts; making those is not timed. Ours is the whole map with its permutation test; a line
says what stability over ten rounds costs in all, which red-dwarf does not have. Memory is the peak over what
the process held after importing, the arrays of votes included. `--largest` adds a hundred million votes,
stored per participant.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

#: Votes: participants, statements, votes a participant, and at least so many times red-dwarf. The first has
#: the shape of the largest real conversation we have (1,921 people, 197 statements).
SIZES = {50_000: (2_000, 200, 25, 10), 225_000: (4_500, 300, 50, 10), 1_000_000: (20_000, 500, 50, 25)}
LARGEST = (1_000_000, 1_000, 100)
MOST_SECONDS = {1_000_000: 0.7, 100_000_000: 17.0}
MOST_BYTES = 24.0
MOST_ONE_VOTE = 0.010
CAMPS, LOYAL, TIMES = 3, 0.6, 3
#: More votes than this are taken as an installation stores them: per participant.
IN_NO_ORDER = 10_000_000


def votes_of(people: int, statements: int, each: int, seed: int = 0):
    """Votes of three camps, shuffled: participant, statement, vote."""
    import numpy as np

    draw = np.random.default_rng(seed)
    lines = draw.choice([-1, 0, 1], size=(CAMPS, statements)).astype(np.int8)
    camp = draw.integers(CAMPS, size=people)
    who = np.repeat(np.arange(people, dtype=np.int32), each)
    # A random start and step give each participant other statements, none twice.
    step = 2 * draw.integers(1, statements // 2, size=people) + 1
    step[np.gcd(step, statements) > 1] = 1
    begin = draw.integers(statements, size=people)
    what = (begin[:, None] + step[:, None] * np.arange(each)) % statements
    what = np.sort(what.astype(np.int16), axis=1).ravel()
    vote = lines[camp[who], what]
    other = draw.random(len(vote), dtype=np.float32) >= LOYAL
    vote[other] = draw.integers(-1, 2, size=int(other.sum()), dtype=np.int8)
    order = draw.permutation(len(vote)) if len(vote) <= IN_NO_ORDER else slice(None)
    return who[order], what[order], vote[order]


def memory(field: str) -> int:
    """What this process holds (VmRSS) or held at most (VmHWM), in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024
    return 0


def ours(folder: Path, rounds: int) -> dict:
    """Our map of the votes in this folder: CPU seconds, peak memory over import, sizes of groups."""
    import numpy as np

    from gebiedstafel.engines.opinion import OpinionProblem, Votes, find_groups

    held = memory("VmRSS")
    who, what, vote = (np.load(folder / f"{name}.npy") for name in ("who", "what", "vote"))
    people, statements = int(who.max()) + 1, int(what.max()) + 1
    names = tuple(range(people)), tuple(range(statements))
    begun = time.process_time()
    if len(vote) > IN_NO_ORDER:
        start = np.searchsorted(who, np.arange(people + 1))
        votes = Votes(*names, start, what.astype(np.uint16), vote)
    else:
        votes = Votes.from_arrays(who, what, vote, participants=names[0], statements=names[1])
    del who, what, vote
    found = find_groups(OpinionProblem(votes), rounds=rounds)
    seconds = time.process_time() - begun
    peak = memory("VmHWM") - held
    return {"seconds": seconds, "bytes": peak / len(votes), "groups": [group.size for group in found.groups]}


def red_dwarf(folder: Path) -> dict:
    """red-dwarf's clustering of the votes in this folder."""
    import warnings

    import numpy as np

    warnings.filterwarnings("ignore")
    from reddwarf.implementations.polis import run_pipeline

    held = memory("VmRSS")
    arrays = (np.load(folder / f"{name}.npy").tolist() for name in ("who", "what", "vote"))
    listed = [
        {"participant_id": who, "statement_id": what, "vote": vote}
        for who, what, vote in zip(*arrays, strict=True)
    ]
    begun = time.process_time()
    run_pipeline(votes=listed)
    seconds = time.process_time() - begun
    return {"seconds": seconds, "bytes": (memory("VmHWM") - held) / len(listed)}


def one_vote(statements: int, people: int) -> dict:
    """CPU seconds for one vote more, and how far its components lie from counting everything again."""
    import numpy as np

    from gebiedstafel.engines.opinion import LiveOpinions, Votes
    from gebiedstafel.engines.opinion.components import components

    who, what, vote = votes_of(people, statements, 50)
    votes = Votes.from_arrays(
        who, what, vote, participants=tuple(range(people)), statements=tuple(range(statements))
    )
    live = LiveOpinions.of(votes)
    live.components()
    draw, took = np.random.default_rng(1), []
    for _ in range(100):
        cast = int(draw.integers(people)), int(draw.integers(statements)), int(draw.integers(-1, 2))
        begun = time.process_time()
        live.cast(*cast)
        took.append(time.process_time() - begun)
    every = Votes.of((who, what, vote) for who, own in live.votes.items() for what, vote in own.items())
    full = components(every, np.ones(statements, np.bool_))
    return {
        "seconds": statistics.median(took),
        "slowest": max(took),
        "away": float(np.abs(full.vectors - live.components().vectors).max()),
    }


def apart(*words: object) -> dict:
    """Run one measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, **ONE_THREAD},
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def best(*words: object) -> dict:
    """The quickest of three: what else runs on the machine only adds."""
    return min((apart(*words) for _ in range(TIMES)), key=lambda one: one["seconds"])


def size(votes: int, shape: tuple[int, int, int], times: int | None, faults: list[str]) -> None:
    """Measure one number of votes."""
    import numpy as np

    with TemporaryDirectory() as home:
        for name, array in zip(("who", "what", "vote"), votes_of(*shape), strict=True):
            np.save(Path(home) / f"{name}.npy", array)
        found = best("ours", home, 0) if times else apart("ours", home, 0)
        line = f"{votes:,} votes ({shape[0]:,} people, {shape[1]} statements): {found['seconds']:.3f} CPU s, "
        line += f"{found['bytes']:.0f} bytes a vote, groups {found['groups']}"
        if times:
            peer = apart("red_dwarf", home)
            ratio = peer["seconds"] / found["seconds"]
            line += f"; red-dwarf {peer['seconds']:.2f} s, {peer['bytes']:.0f} bytes a vote: "
            line += f"{ratio:.1f} times (at least {times})"
            line += f"; with stability {apart('ours', home, 10)['seconds']:.2f} s"
            if ratio < times:
                faults.append(f"{votes:,} votes: {ratio:.1f} times red-dwarf")
        print(line, flush=True)
    most = MOST_SECONDS.get(votes)
    if most and found["seconds"] > most:
        faults.append(f"{votes:,} votes: {found['seconds']:.2f} CPU s, at most {most}")
    if votes >= 1_000_000 and found["bytes"] > MOST_BYTES:
        faults.append(f"{votes:,} votes: {found['bytes']:.0f} bytes a vote, at most {MOST_BYTES:.0f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), choices=list(SIZES))
    parser.add_argument("--largest", action="store_true", help="also a hundred million votes")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        name, *rest = asked.one
        if name == "one_vote":
            print(json.dumps(one_vote(*map(int, rest))))
        else:
            work = {
                "ours": lambda: ours(Path(rest[0]), int(rest[1])),
                "red_dwarf": lambda: red_dwarf(Path(rest[0])),
            }
            print(json.dumps(work[name]()))
        return 0
    faults: list[str] = []
    for votes in asked.sizes:
        *shape, times = SIZES[votes]
        size(votes, tuple(shape), times, faults)
    for people in (1_000, 20_000):
        found = apart("one_vote", 500, people)
        line = f"one vote more, 500 statements, {people:,} people: {found['seconds'] * 1000:.1f} ms of CPU "
        line += f"(median of 100, slowest {found['slowest'] * 1000:.1f}), "
        line += f"{found['away']:.0e} from the full result"
        print(line, flush=True)
        if found["seconds"] > MOST_ONE_VOTE or found["away"] > 1e-9:
            faults.append(line)
    if asked.largest:
        size(100_000_000, LARGEST, None, faults)
    for fault in faults:
        print(f"OVER: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
