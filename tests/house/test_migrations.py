"""A new site takes one step an app, and that step stands for every step it replaces."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader


@pytest.fixture(autouse=True)
def the_steps_count(settings) -> None:
    """Tests make their tables without these steps; here they are what it is about."""
    settings.MIGRATION_MODULES = {}


def written(app: str) -> list[str]:
    """The names of the steps of an app, in order."""
    return sorted(path.stem for path in Path(apps.get_app_config(app).path, "migrations").glob("0*.py"))


def test_a_step_that_replaces_others_replaces_all_up_to_the_last_it_names():
    loader = MigrationLoader(None, ignore_no_migrations=True, replace_migrations=False)
    replacing = {key: step for key, step in loader.disk_migrations.items() if step.replaces}

    missed = {
        key: sorted(set(earlier) - {name for _app, name in step.replaces})
        for key, step in replacing.items()
        if (last := key[1].removeprefix("0001_squashed_"))
        and (earlier := [name for name in written(key[0]) if name <= last and "squashed" not in name])
        and {name for _app, name in step.replaces} != set(earlier)
    }

    assert len(replacing) >= 12
    assert missed == {}


def test_a_new_site_makes_every_table_in_one_step_with_nothing_taken_back():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    first = {app: loader.get_migration(app, name) for app, name in loader.graph.root_nodes()}

    made = {
        (app, one.name) for app, step in first.items() for one in step.operations if hasattr(one, "bases")
    }

    assert loader.detect_conflicts() == {}
    assert {("signals", "Answerer"), ("means", "Measure"), ("areas", "Area")} <= made
