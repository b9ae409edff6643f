"""Translations: `python -m gebiedstafel.ui.messages compile`, `… check` and `… missing`.

Message ids are the Dutch sentences; each app keeps its English in `locale/en/LC_MESSAGES/django.po`.
`compile` makes the files that Django reads, `check` names what is missing, obsolete or broken,
`missing` prints what is missing in the shape of such a file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
ENGLISH = Path("locale/en/LC_MESSAGES/django.po")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A sentence that people read, and where it stands."""

    text: str
    context: str
    plural: str
    place: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same sentence to Django."""
        return self.context, self.text


def messages_in(app: Path) -> Iterator[Message]:
    """Yield every sentence in this app's code and templates."""
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]):
        if "migrations" not in path.parts:
            yield from messages_of(path)


def messages_of(path: Path) -> Iterator[Message]:
    """Yield every sentence in one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What templatize leaves is Python but for its indentation.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=path.name).splitlines())
    for line, found, _, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        single, plural = found[:2] if isinstance(found, tuple) else (found, "")
        yield Message(single, context or "", plural, f"{path.relative_to(PACKAGE)}:{line}")


def catalogue_of(app: Path) -> Catalog:
    """Return an app's English, empty when it has none."""
    path = app / ENGLISH
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def english_in(catalogue: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the finished translations by context and Dutch sentence."""
    found = {}
    for entry in catalogue:
        single = entry.id if isinstance(entry.id, str) else entry.id[0]
        said = [entry.string] if isinstance(entry.string, str) else list(entry.string or [])
        english = tuple(text for text in said if text)
        if single and english and len(english) == len(said) and not entry.fuzzy:
            found[entry.context or "", single] = english
    return found


def apps() -> list[Path]:
    """Return the folders of the apps."""
    return sorted(p for p in PACKAGE.iterdir() if (p / "__init__.py").exists())


def missing_by_app() -> dict[Path, list[Message]]:
    """Return each app's sentences that no app puts into English, once each."""
    known = {key for app in apps() for key in english_in(catalogue_of(app))}
    found = {}
    for app in apps():
        first: dict[tuple[str, str], Message] = {}
        for message in messages_in(app):
            if message.key not in known:
                first.setdefault(message.key, message)
        if first:
            found[app] = list(first.values())
    return found


def faults() -> list[str]:
    """Return everything that is wrong with the translations, one sentence each."""
    told = [
        f"{m.place}: no English for {m.text!r} (it goes into {app.name}/{ENGLISH})"
        for app, messages in missing_by_app().items()
        for m in messages
    ]
    meanings: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    for app in apps():
        used: dict[tuple[str, str], set[str]] = {}
        for message in messages_in(app):
            values = placeholders(message.text) | placeholders(message.plural)
            used[message.key] = used.get(message.key, set()) | values
        for key, english in english_in(catalogue_of(app)).items():
            where = f"{app.name}/{ENGLISH}"
            if key not in used:
                told.append(f"{where}: nothing says {key[1]!r} any more; take it out")
            values = used.get(key, placeholders(key[1]))
            if any(placeholders(text) - values for text in english):
                told.append(f"{where}: the English of {key[1]!r} asks for a value the Dutch does not have")
            other, said = meanings.setdefault(key, (where, english))
            if said != english:
                told.append(f"{where}: {key[1]!r} is {english[0]!r} here and {said[0]!r} in {other}")
    return told


def placeholders(text: str) -> set[str]:
    """Return the names of the values in a sentence."""
    return {a or b for a, b in PLACEHOLDER.findall(text)}


def compile_all() -> int:
    """Make what Django reads, where the English is newer; return how many."""
    made = 0
    for app in apps():
        po = app / ENGLISH
        mo = po.with_suffix(".mo")
        if not po.exists() or (mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime):
            continue
        catalogue = catalogue_of(app)
        with mo.open("wb") as file:
            write_mo(file, catalogue)
        made += 1
    return made


def main(words: list[str]) -> int:
    """Do what the first word asks."""
    match words:
        case ["compile"]:
            compile_all()
        case ["check"]:
            told = faults()
            sys.stdout.write("".join(f"{line}\n" for line in told))
            return 1 if told else 0
        case ["missing"]:
            for app, messages in missing_by_app().items():
                sys.stdout.write(f"\n# ---- {app.name}/{ENGLISH}\n" + "".join(map(as_entry, messages)))
        case _:
            sys.stderr.write("Say compile, check or missing.\n")
            return 2
    return 0


def as_entry(message: Message) -> str:
    """Return a sentence as an entry to be filled in."""
    context = f"msgctxt {quoted(message.context)}\n" if message.context else ""
    plural = (
        f'msgid_plural {quoted(message.plural)}\nmsgstr[0] ""\nmsgstr[1] ""\n'
        if message.plural
        else 'msgstr ""\n'
    )
    return f"\n{context}msgid {quoted(message.text)}\n{plural}"


def quoted(text: str) -> str:
    """Return text as it stands in such a file."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
