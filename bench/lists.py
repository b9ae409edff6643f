"""Measure what a list of two hundred rows costs a page, once it was made: at most 10 queries and 15 ms."""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ROWS = 200
MOST_QUERIES = 10
MOST_SECONDS = 0.015
TIMES = 9


def main() -> int:
    """Load a table of two hundred challenges, flows and measures, and measure their pages."""
    from django.core.management import call_command
    from django.utils.timezone import now

    from gebiedstafel.means.table_import import load_demo_table
    from tests.small_table import small_table

    call_command("migrate", verbosity=0)
    document = small_table(id="veel")
    for name in ("challenges", "money_flows", "measures"):
        first = document[name][0]
        document[name] += [
            first | {"id": f"{name[0]}{number}"} for number in range(ROWS - len(document[name]))
        ]
    load_demo_table(document, at=now())
    over = [
        page
        for page in ("opgaven", "middelen", "middelen/maatregelen")
        if not measured(f"/tafel/veel/{page}/")
    ]
    return 1 if over else 0


def measured(address: str) -> bool:
    """Print what a page costs after warm-up, and say whether that is within the limits."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    assert client.get(address).status_code == 200
    seconds = []
    for _ in range(TIMES):
        begun = time.process_time()
        client.get(address)
        seconds.append(time.process_time() - begun)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    median = sorted(seconds)[TIMES // 2]
    print(
        f"{address}: {ROWS} rows, {len(queries)} queries, {median * 1000:.1f} ms of CPU (median of {TIMES})"
    )
    return len(queries) <= MOST_QUERIES and median <= MOST_SECONDS


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent), str(HERE.parent / "src")]
    with TemporaryDirectory() as home:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "gebiedstafel.site.settings",
            "GEBIEDSTAFEL_HOME": home,
            "GEBIEDSTAFEL_DEMO": "1",
            "DATABASE_URL": "",
        }
        import django
        from django.conf import settings

        # The pages are measured, not whether the front-end was built and collected.
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        django.setup()
        sys.exit(main())
