"""Run every measurement in this folder, each in a process of its own: `python -m bench [NAME...]`."""

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    """Run all, or those named, and say which kept their promise."""
    there = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("__"))
    if unknown := sorted(set(names) - set(there)):
        sys.exit(f"No measurement is called {', '.join(unknown)}; there are {', '.join(there)}.")
    over = [name for name in names or there if not run(name)]
    if not there:
        sys.exit("There is nothing to measure here.")
    print(f"Over a limit: {', '.join(over)}" if over else "Every measurement is within its limits.")
    return 1 if over else 0


def run(name: str) -> bool:
    """Run one measurement and say whether it kept its promise."""
    begun = time.monotonic()
    print(f"== {name}", flush=True)
    kept = subprocess.run([sys.executable, HERE / f"{name}.py"], cwd=HERE.parent, check=False).returncode == 0
    print(
        f"== {name}: {'within its limits' if kept else 'OVER'}, {time.monotonic() - begun:.0f} s", flush=True
    )
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
