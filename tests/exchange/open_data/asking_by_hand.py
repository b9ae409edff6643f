"""An asker whose clock and patience are the test's own."""

from datetime import UTC, datetime
from pathlib import Path

from gebiedstafel.exchange.open_data.asking import Asker, Manners
from gebiedstafel.exchange.open_data.catalogue import catalogue_in
from gebiedstafel.exchange.open_data.fetching import fetch_areas
from gebiedstafel.exchange.open_data.kept import Kept

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
QUICK = Manners(pause=0.0, silence=1.0, whole=0.4)


class NothingKept(Kept):
    """Forgets every answer, so that each question reaches the service."""

    def __init__(self):
        super().__init__(Path("nowhere"))

    def write(self, url, answer):
        pass


def asker(folder=None, *, at=AT, waited=None, **more):
    """An asker that never really waits: how long it would have waited goes in `waited`."""
    sleep = (lambda seconds: None) if waited is None else waited.append
    options = {"now": lambda: at, "sleep": sleep, "manners": QUICK, "inward": True, **more}
    return Asker(Kept(folder) if folder else NothingKept(), **options)


def fetched(services, tmp_path, typed="GM0990", *, without=(), said=None, also="", **more):
    """Fetch from the services into a folder, with the answers kept beside it; `also` names more sources."""
    with asker(tmp_path / "kept", **more) as ask:
        return fetch_areas(
            typed,
            tmp_path / "out",
            ask=ask,
            catalogue=catalogue_in(services.catalogue() + also, "test"),
            without=without,
            tell=(lambda share, words: None)
            if said is None
            else lambda share, words: said.append((share, words)),
        )
