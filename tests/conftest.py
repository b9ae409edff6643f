"""What every test may ask for: the shared data, the project's root, and a trail of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["browser", "mailbox", "open_data_server", "openid_provider", "organisations"]

ROOT = Path(__file__).resolve().parent.parent

hypothesis_settings.register_profile(
    "dev",
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.register_profile("ci", parent=hypothesis_settings.get_profile("dev"))
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only the tests that use the database (for a second run on PostgreSQL)",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database"):
        return
    left_out = ("journey", "once")
    chosen = [
        item
        for item in items
        if _uses_database(item) and not any(item.get_closest_marker(name) for name in left_out)
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db")) or bool(
        fixtures & {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """On CI a browser journey that is skipped, or a front-end that is not built, is a failure."""
    report = yield
    excused = report.skipped and not hasattr(report, "wasxfail")
    if os.environ.get("CI") == "true" and excused:
        reason = str(report.longrepr[-1]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if item.get_closest_marker("journey") or "not built" in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} may not be skipped here: {reason}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real open data that lies beside the project and is never copied into it."""
    for candidate in (ROOT.parent / "shared" / "data", ROOT.parent.parent / "shared" / "data"):
        if candidate.is_dir():
            return candidate
    pytest.skip("the shared data is not here: no ../shared/data beside the project")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory) -> None:
    """Journeys meet SQLite in a file, as an installation does.

    In memory, Django gives every thread of the live server the connection of the test itself: one
    request then reads inside the transaction of another, or is refused because its table is locked.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = tmp_path_factory.mktemp("database") / "test.sqlite3"


@pytest.fixture(autouse=True)
def own_trail(settings, tmp_path_factory) -> None:
    """Every test has its own anchors; none touches those of the installation."""
    settings.TRAIL_ANCHORS = tmp_path_factory.mktemp("trail")


@pytest.fixture(autouse=True)
def quick_and_plain(settings) -> None:
    """Static files need no collecting in tests, passwords no slow hash, and the demo is open."""
    settings.DEMO = True
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": settings.PLAIN}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Every test makes its pages itself; none meets what another test left."""
    cache.clear()
