"""The documents are there, point to each other rightly, and keep up with the code."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
ADR_PARTS = ("## Why this came up", "## What we do", "## What it costs")


@pytest.fixture(scope="module")
def documents(root) -> list[Path]:
    found = [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("src/**/*.md")]
    assert len(found) > 8
    return sorted(found)


def test_every_link_leads_somewhere(documents, root):
    lost, followed = [], 0
    for document in documents:
        for match in LINK.finditer(document.read_text()):
            target = (match[1] or match[2]).split("#")[0]
            if not target or re.match(r"[a-z]+:", target):
                continue
            followed += 1
            if not (document.parent / target).exists():
                lost.append(f"{document.relative_to(root)} → {target}")

    assert lost == []
    assert followed > 5


def test_every_decision_is_half_a_page_in_the_same_three_parts(root):
    decisions = [path for path in sorted((root / "docs/adr").glob("*.md")) if path.name != "README.md"]
    assert len(decisions) >= 5

    for decision in decisions:
        text = decision.read_text()
        assert text.startswith("# "), decision.name
        assert len(text.split()) <= 420, f"{decision.name} is longer than half a page"
        for part in ADR_PARTS:
            assert part in text, f"{decision.name} lacks '{part}'"
        assert re.search(r"^\*\*Status\*\*: (accepted|replaced by \[)", text, flags=re.MULTILINE), (
            decision.name
        )


def test_every_command_is_told(root):
    page = (root / "docs/reference/commands.md").read_text()
    own = sorted(name for name, app in get_commands().items() if app.startswith("gebiedstafel."))
    made = re.findall(r"^([a-z-]+):.*## ", (root / "Makefile").read_text(), flags=re.MULTILINE)

    assert own
    assert [name for name in own if f"`manage.py {name}" not in page] == []
    assert len(made) >= 8
    assert [name for name in made if name != "help" and f"`make {name}`" not in page] == []


def test_every_command_without_django_is_told(root):
    told = subprocess.run(
        [sys.executable, "-m", "gebiedstafel.cli", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "100"},
    ).stdout
    commands = re.findall(r"^    ([a-z]+) ", told.partition("commands:")[2], flags=re.MULTILINE)
    page = (root / "docs/reference/commands.md").read_text()

    assert len(commands) >= 5, told
    assert [name for name in commands if f"`gebiedstafel {name}" not in page] == []


def test_the_readme_shows_the_two_commands_and_says_what_it_is_for(root):
    readme = (root / "README.md").read_text()

    assert "make run" in readme
    assert "make test" in readme
    assert len(readme.split("\n## ")[0].strip().splitlines()) <= 14


def test_the_changelog_has_an_unreleased_part(root):
    changelog = (root / "CHANGELOG.md").read_text()

    assert "## [Unreleased]" in changelog
    assert set(re.findall(r"^### (\w+)", changelog, flags=re.MULTILINE)) <= {
        "Added",
        "Changed",
        "Deprecated",
        "Removed",
        "Fixed",
        "Security",
    }


def test_publiccode_yml_has_what_the_standard_asks(root):
    facts = yaml.safe_load((root / "publiccode.yml").read_text())

    for key in (
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "organisation",
        "description",
        "legal",
        "maintenance",
        "localisation",
    ):
        assert facts.get(key), key
    assert facts["legal"]["license"] == "EUPL-1.2"
    assert facts["organisation"]["uri"]
    assert {"nl", "en"} == set(facts["description"]) == set(facts["localisation"]["availableLanguages"])
    for words in facts["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]
    assert facts["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert facts["maintenance"].get("contacts") or facts["maintenance"]["type"] in {"none", "contract"}
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (root / "LICENSE").read_text()
