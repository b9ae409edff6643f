"""Several processes that write at the same moment each find their own place in the chain."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from gebiedstafel.trail.check import check_chain
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Deed
from prove.installation import environment, manage

WRITE_TEN = """
from datetime import UTC, datetime
from gebiedstafel.trail.deeds import record_deed
for number in range(10):
    record_deed("table/busy", action="a", subject=str(number), actor="person/1", at=datetime.now(UTC))
"""


def test_three_processes_on_one_sqlite_file(root, tmp_path):
    migrated = manage(tmp_path, "migrate", "trail", "-v", "0")
    assert migrated.returncode == 0, migrated.stderr
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", WRITE_TEN]

    writers = [subprocess.Popen(command, cwd=root, env=environment(tmp_path)) for _ in range(3)]
    for writer in writers:
        writer.wait(timeout=120)

    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert "30 deeds in 1 chains" in manage(tmp_path, "check_trail").stdout


@pytest.mark.skipif(os.environ.get("DATABASE_URL", "")[:8] != "postgres", reason="for PostgreSQL only")
@pytest.mark.django_db(transaction=True)
def test_four_threads_on_postgresql():
    together = threading.Barrier(4)

    def hurry() -> None:
        together.wait()
        try:
            for number in range(10):
                record_deed(
                    "table/busy", action="a", subject=str(number), actor="person/1", at=datetime.now(UTC)
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(hurry) for _ in range(4)]:
            done.result()

    assert Deed.objects.filter(chain="table/busy").count() == 40
    assert list(check_chain("table/busy")) == []
