"""Many rows at once into the database."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import connection, models

Row = Sequence[str | int | float | None]

Key = TypeVar("Key")

BATCH = 20_000
# A database takes only so many names in one question.
MANY = 5_000


def in_parts(keys: Iterable[Key], most: int = MANY) -> Iterator[list[Key]]:
    """Return the keys in order, a part at a time that a database takes in one question."""
    keys = iter(keys)
    while part := list(islice(keys, most)):
        yield part


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert plain rows and return how many.

    A country has hundreds of thousands of figures; making an object of each takes four times as long.
    """
    quote = connection.ops.quote_name
    named = ", ".join(quote(name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({named}) VALUES ({marks})"  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        for batch in in_parts(rows, BATCH):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count
