"""What no page may contain, whoever wrote it."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
OWN_CSS = sorted(FRONTEND.glob("*.css"))
TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))
CODE = sorted(p for p in (ROOT / "src").rglob("*.py") if "migrations" not in p.parts)

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![\w-]*\s*\{)|\b(?:rgb|rgba|hsl|hsla|oklch|lab)\(")
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)|hx-on|hx-vals=[\"']js:",
    re.IGNORECASE,
)
LOADED = re.compile(
    r"(?:src|srcset|action|formaction|poster|data|xlink:href)\s*=\s*[\"']\s*(?:https?:)?//"
    r"|<(?:link|use|image)\b[^>]*href\s*=\s*[\"']\s*(?:https?:)?//",
    re.IGNORECASE,
)


def found(pattern: re.Pattern[str], path: Path, text: str | None = None) -> list[str]:
    """Where a pattern occurs in a file, one entry a line."""
    lines = (path.read_text(encoding="utf-8") if text is None else text).splitlines()
    return [
        f"{path.name}:{n}: {line.strip()[:100]}" for n, line in enumerate(lines, 1) if pattern.search(line)
    ]


def without_comments(path: Path) -> str:
    """A style sheet's rules, its remarks left out."""
    return re.sub(
        r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), path.read_text(encoding="utf-8"), flags=re.S
    )


@pytest.mark.parametrize("path", OWN_CSS, ids=lambda p: p.name)
def test_only_the_tokens_name_a_colour(path):
    named = found(COLOUR, path, without_comments(path))

    if path.name == "tokens.css":
        assert len(named) > 50
    else:
        assert named == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_template_carries_style_or_script_of_its_own(path):
    assert found(INLINE, path) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_template_loads_anything_from_elsewhere(path):
    assert found(LOADED, path) == []


def test_no_code_writes_style_into_a_page():
    written = [hit for path in CODE for hit in found(re.compile(r"""\sstyle=\\?["']"""), path)]

    assert len(CODE) > 20
    assert written == []


def test_our_style_and_script_name_no_address_elsewhere():
    sources = [*OWN_CSS, *FRONTEND.glob("*.js")]

    assert [hit for path in sources for hit in found(re.compile(r"(?:https?:)?//[\w.-]+\.\w+/"), path)] == []


def test_what_is_built_loads_only_what_lies_beside_it():
    built = ROOT / "src/gebiedstafel/ui/static/ui/built"
    if not built.is_dir():
        pytest.skip("the front-end is not built: run `make frontend` first")
    addresses = [
        address
        for sheet in sorted(built.glob("*.css"))
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8"))
        if not address.startswith(("data:", "#"))
    ]

    assert addresses
    assert [a for a in addresses if not (built / a).is_file()] == []


def test_what_others_made_goes_along_with_its_licence():
    licences = ROOT / "src/gebiedstafel/ui/static/ui/built/licences"
    if not licences.is_dir():
        pytest.skip("the front-end is not built: run `make frontend` first")
    named = dict(line.rsplit(": ", 1) for line in (licences / "parts.txt").read_text().splitlines())
    package = json.loads((FRONTEND / "package.json").read_text())

    assert len(named) == len(package["dependencies"])
    assert set(named.values()) <= {"EUPL-1.2", "OFL-1.1", "0BSD", "MIT"}
    assert "SIL OPEN FONT LICENSE" in (licences / "source-serif-4.txt").read_text().upper()


def test_the_lock_file_names_every_part_by_its_digest_and_no_registry():
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    packages = {name: part for name, part in lock["packages"].items() if name}

    assert len(packages) > 20
    assert [name for name, part in packages.items() if "resolved" in part or not part.get("integrity")] == []


@pytest.mark.parametrize(
    ("gate", "sin"),
    [
        (COLOUR, "a { color: #fff }"),
        (COLOUR, "a { color: rgb(0 0 0) }"),
        (INLINE, '<p style="color: red">'),
        (INLINE, "<script>alert(1)</script>"),
        (INLINE, '<a onclick="x()">'),
        (LOADED, '<img src="https://elders.example/a.png">'),
        (LOADED, '<link rel="stylesheet" href="//elders.example/a.css">'),
    ],
)
def test_the_gates_do_catch(gate, sin):
    assert gate.search(sin)


@pytest.mark.parametrize(
    ("gate", "fine"),
    [
        (COLOUR, "#banden { break-before: page; }"),
        (COLOUR, "  #banden { break-before: page; }"),
        (INLINE, '<script src="/static/a.js" defer></script>'),
        (INLINE, '<input data-on="1" class="style">'),
        (LOADED, '<a href="https://elders.example/wet">'),
    ],
)
def test_the_gates_let_through_what_is_fine(gate, fine):
    assert not gate.search(fine)
