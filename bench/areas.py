"""How long a country of areas takes to load, how much memory, and what a municipality's page costs.

`python bench/areas.py [FOLDER]` reads kwb2015_nl_buurt.csv and .geojson from FOLDER
(../shared/data/areas beside the project when left out), into a database of its own.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS, MOST_MB, MOST_PAGE_MS = 20, 800, 300
ROUNDS = 7


def data_folder() -> Path:
    """Return where the files lie, or end in words."""
    places = [Path(name) for name in sys.argv[1:2]]
    places += [ROOT.parent / "shared/data/areas", ROOT.parent.parent / "shared/data/areas"]
    for place in places:
        if (place / "kwb2015_nl_buurt.csv").is_file():
            return place
    raise SystemExit("kwb2015_nl_buurt.csv is not here; name its folder: python bench/areas.py FOLDER")


def load(folder: Path) -> None:
    """Load the buurten of the whole country with their shapes, and print what it took."""
    from django.utils.timezone import now

    from gebiedstafel.areas.load import load_areas

    figures, shapes = folder / "kwb2015_nl_buurt.csv", folder / "kwb2015_nl_buurt.geojson"
    wall, cpu = time.perf_counter(), time.process_time()
    loaded = load_areas(
        [(figures.name, figures.read_bytes())], [(shapes.name, shapes.read_bytes())], year=2015, at=now()
    )
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"load: {loaded.areas} areas, {loaded.figures} figures, {loaded.boundaries} shapes")
    print(f"load: {cpu:.1f} CPU seconds, {wall:.1f} by the clock (at most {MOST_SECONDS})")
    print(f"load: {peak:.0f} MB at its peak (at most {MOST_MB})")
    if not loaded.areas or cpu > MOST_SECONDS or peak > MOST_MB:
        raise SystemExit("load: over its limit, or nothing loaded")


def pages() -> None:
    """Print what the pages of the municipalities with most buurten cost."""
    from django.db.models import Count
    from django.test import Client

    from gebiedstafel.areas.models import Area

    rows = Area.objects.filter(level="buurt").values("municipality_code").annotate(n=Count("pk"))
    worst = 0.0
    for row in rows.order_by("-n")[:3]:
        client, url = Client(HTTP_HOST="127.0.0.1"), f"/gebieden/{row['municipality_code']}/"
        times = []
        for _round in range(ROUNDS):
            start = time.process_time()
            answer = client.get(url, {"cijfer": "bijstand"})
            times.append(1000 * (time.process_time() - start))
            assert answer.status_code == 200
        middle = statistics.median(times[1:])
        worst = max(worst, middle)
        print(f"page {url}: {row['n']} buurten, {middle:.0f} ms CPU (at most {MOST_PAGE_MS})")
    if not 0 < worst <= MOST_PAGE_MS:
        raise SystemExit("page: over its limit, or no page shown")


def main() -> None:
    folder = data_folder()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(GEBIEDSTAFEL_HOME=home, DJANGO_SETTINGS_MODULE="gebiedstafel.site.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
        # The pages are measured, not whether the front-end was built and collected.
        settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": settings.PLAIN}}
        call_command("migrate", verbosity=0)
        load(folder)
        pages()


if __name__ == "__main__":
    main()
