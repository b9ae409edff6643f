"""The glossary and the code speak of the same things."""

import importlib
import re
from unicodedata import combining, normalize

import pytest
from django.apps import apps

ROW = re.compile(
    r"^\| (?P<dutch>[^|]+) \| (?P<english>\w+) \| (?:`(?P<place>[\w.]+)`|–) \| (?P<meaning>[^|]+) \|$"
)


@pytest.fixture(scope="module")
def rows(root) -> list[dict[str, str]]:
    lines = (root / "docs/glossary.md").read_text().splitlines()
    table = [line for line in lines if line.startswith("| ") and not line.startswith("| Dutch")]
    return [ROW.match(line).groupdict() for line in table]


def test_every_model_stands_in_the_glossary(rows):
    places = {row["place"] for row in rows}
    models = {
        f"{model._meta.app_label}.{model.__name__}"
        for model in apps.get_models()
        if model.__module__.startswith("gebiedstafel.")
    }

    assert len(models) > 5
    assert sorted(models - places) == []


def test_every_place_in_the_glossary_exists(rows):
    places = sorted({row["place"] for row in rows if row["place"]})

    assert places
    for place in places:
        module, _, name = place.rpartition(".")
        if "." not in module:
            assert apps.get_model(place), place
        else:
            assert hasattr(importlib.import_module(f"gebiedstafel.{module}"), name), place


def test_words_stand_in_the_order_of_the_alphabet(rows):
    words = [_letters(row["dutch"]) for row in rows]

    assert words == sorted(words)


def _letters(word: str) -> str:
    """Return a word as one looks it up: without capitals and accents, other signs as a space."""
    bare = "".join(sign for sign in normalize("NFD", word.casefold()) if not combining(sign))
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def test_no_word_is_explained_twice(rows):
    words = [row["dutch"].lower() for row in rows]

    assert sorted({word for word in words if words.count(word) > 1}) == []
