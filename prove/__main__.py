"""Run every harness in this folder and print what it found: `python -m prove --scale 0.1`."""

import argparse
import importlib
import pkgutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import prove

from .proof import Proof

NOT_A_HARNESS = {"__main__", "installation", "plain_http", "proof"}
#: What judges how long something takes has the machine to itself.
ALONE = {"hall"}
AT_ONCE = 2


def main() -> int:
    """Run all, or those named; fail when one is broken or did nothing."""
    parser = argparse.ArgumentParser(prog="prove", description=__doc__)
    parser.add_argument("harness", nargs="*", help="only these")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the full count, 0.1 a tenth")
    asked = parser.parse_args()
    there = sorted(m.name for m in pkgutil.iter_modules(prove.__path__) if m.name not in NOT_A_HARNESS)
    names = asked.harness or there
    if unknown := set(names) - set(there):
        parser.error(f"no harness is called {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    if len(names) == 1:
        broken = [name for name in names if not run(name, asked.scale)]
    else:
        broken = run_apart(names, asked.scale)
    print(f"{len(names) - len(broken)} of {len(names)} harnesses hold at scale {asked.scale:g}.")
    return 1 if broken or not names else 0


def run_apart(names: list[str], scale: float) -> list[str]:
    """Run each in a process of its own, some side by side; print each when it ends; return what is broken."""

    def begin(name: str) -> bool:
        words = [sys.executable, "-m", "prove", name, "--scale", str(scale)]
        ended = subprocess.run(words, capture_output=True, text=True, check=False)
        *told, _ = ended.stdout.splitlines() or [f"== {name}", ""]
        print("\n".join([*told, *ended.stderr.splitlines()[-20:]]), flush=True)
        return ended.returncode == 0

    apart = [name for name in names if name in ALONE]
    rest = [name for name in names if name not in ALONE]
    holds = {name: begin(name) for name in apart}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        holds |= dict(zip(rest, pool.map(begin, rest), strict=True))
    return [name for name in names if not holds[name]]


def run(name: str, scale: float) -> bool:
    """Run one harness, print its proofs, and say whether all hold."""
    begun = time.monotonic()
    print(f"== {name}", flush=True)
    proofs: list[Proof] = list(importlib.import_module(f"prove.{name}").prove(scale))
    for proof in proofs:
        print(proof.told(), flush=True)
    print(f"    {time.monotonic() - begun:.1f} s", flush=True)
    return bool(proofs) and all(proof.holds for proof in proofs)


if __name__ == "__main__":
    sys.exit(main())
