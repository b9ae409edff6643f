"""Tests and journeys meet SQLite as an installation has it: a file that many can read while one writes."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.mark.once
@pytest.mark.django_db
def test_the_database_of_a_journey_is_a_file_with_a_journal():
    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite")

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        (journal,) = cursor.fetchone()

    assert not connection.is_in_memory_db(), "in memory, all threads of the live server share one connection"
    assert journal == "wal"
