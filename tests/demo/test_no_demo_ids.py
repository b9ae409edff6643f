"""The engine knows no demo ids and no demo amounts: other names, other prices, the same plan."""

import pytest

from gebiedstafel.exchange.table_file import table_faults
from gebiedstafel.exchange.table_references import KINDS

from .deeds import answer_of, chosen, demo

TIMES = 10
MONEY = {
    "budget", "costs", "revenue", "cents", "cents_per_year", "saving_per_extra", "min_application",
    "max_application", "lump", "programme_min",
}  # fmt: skip
WORDS = {
    "owner_class", "origin", "level", "arises", "solved_at", "excluded_classes", "ban_classes", "certainty",
    "kind", "kinds", "seat", "name", "title", "short", "text", "note",
}  # fmt: skip


def renamed(value, names):
    """The document with every id replaced, where it is defined and wherever it is referred to."""
    if isinstance(value, dict):
        return {
            names.get(key, key): part if key in WORDS else renamed(part, names) for key, part in value.items()
        }
    if isinstance(value, list):
        return [renamed(part, names) for part in value]
    return names.get(value, value) if isinstance(value, str) else value


def dearer(value, inside=False):
    """The document with every amount of money ten times as large."""
    if isinstance(value, dict):
        return {key: dearer(part, inside or key in MONEY) for key, part in value.items()}
    if isinstance(value, list):
        return [dearer(part, inside) for part in value]
    return value * TIMES if inside and isinstance(value, int) else value


def new_names(document):
    ids = sorted({thing["id"] for kind in KINDS for thing in document[kind]})
    return {name: f"q{number:03}" for number, name in enumerate(reversed(ids))}


@pytest.fixture(scope="module")
def best():
    return answer_of(demo(), gap=0)


def test_other_names_change_nothing_else(best):
    names = new_names(demo())
    document = renamed(demo(), names)
    assert not table_faults(document)

    plan = answer_of(document, gap=0)

    assert chosen(plan) == {names[name]: year for name, year in chosen(best).items()}
    assert plan.objective == pytest.approx(best.objective, abs=1e-6)
    assert plan.coverage == pytest.approx({names[name]: share for name, share in best.coverage.items()})


def test_other_prices_change_nothing_else(best):
    document = dearer(demo())
    document["settings"] = {"weights": {"lapse": f"1/{10 * TIMES}"}}
    assert not table_faults(document)

    plan = answer_of(document, gap=0)

    assert chosen(plan) == chosen(best)
    assert plan.objective == pytest.approx(best.objective, abs=1e-6)
    assert plan.coverage == pytest.approx(best.coverage)
