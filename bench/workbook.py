"""Measure a workbook of two thousand rows coming in, its differences shown: at most 3 s of CPU."""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ROWS = 2000
MOST_SECONDS = 3.0
TIMES = 3


def main() -> int:
    """Bring workbooks in which a tenth and all of the rows changed."""
    from django.core.management import call_command
    from django.utils.timezone import now

    from gebiedstafel.exchange.workbook import workbook_of
    from gebiedstafel.means.table_import import load_demo_table

    call_command("migrate", verbosity=0)
    document = many_rows()
    table = load_demo_table(document, at=now())
    seat = table.seats.get(role="chair")
    begun = time.process_time()
    workbook_of(document)
    print(f"write: {ROWS} rows, {time.process_time() - begun:.2f} s of CPU")
    kept = [brought(seat, document, share) for share in (10, 100)]
    return 0 if all(kept) else 1


def many_rows() -> dict:
    """Return the demo with two thousand measures and flows, each with all that the demo's rows hold."""
    from gebiedstafel.exchange.demo import demo_table

    document = demo_table()
    for kind, letter in (("measures", "X"), ("money_flows", "Y")):
        rows = document[kind]
        document[kind] = [
            {**rows[number % len(rows)], "id": f"{letter}{number}"} for number in range(ROWS // 2)
        ]
    for row in document["measures"]:
        row.pop("requires", None)
    return {**document, "bundles": [], "choices": {}, "statements": []}


def changed_since(document: dict, share: int) -> bytes:
    """Return a workbook in which this share of the rows was changed after it was made."""
    from gebiedstafel.exchange import workbook_writing
    from gebiedstafel.exchange.workbook import workbook_of
    from gebiedstafel.exchange.workbook_base import Base, base_cells

    made = base_cells(Base(document))
    kinds = {
        kind: [
            {**row, "note": f"anders {number}"} if number % 100 < share else row
            for number, row in enumerate(document[kind])
        ]
        for kind in ("measures", "money_flows")
    }
    workbook_writing.base_cells = lambda base: made
    return workbook_of({**document, **kinds})


def brought(seat, document: dict, share: int) -> bool:
    """Bring a workbook in which this share of the rows changed; print and judge the median."""
    from django.template.loader import render_to_string
    from django.utils.timezone import now

    from gebiedstafel.means.workbooks.actions import bring
    from gebiedstafel.means.workbooks.difference_page import difference_page

    book = changed_since(document, share)
    seconds = []
    for _ in range(TIMES):
        begun = time.process_time()
        delivery = bring(book, origin="excel", name="bench.xlsx", by=seat, at=now())
        page = difference_page(delivery, seat)
        render_to_string("means/workbooks/differences.html", {"shown": page, "table": seat.table})
        seconds.append(time.process_time() - begun)
    found = sum(page.counts.values())
    median = sorted(seconds)[TIMES // 2]
    print(f"read, compare and show: {ROWS} rows, {found} differ, {median:.2f} s of CPU (median of {TIMES})")
    return found == ROWS * share // 100 and not page.faults and median <= MOST_SECONDS


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

        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        django.setup()
        sys.exit(main())
