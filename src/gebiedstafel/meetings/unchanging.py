"""What the database itself never lets change: minutes, corrections, and that minutes were confirmed.

The triggers are laid after every migration and not in one of them: SQLite makes a table anew when a later
migration changes it, and drops the triggers of the old one. Deleting stays possible, for a table that goes
takes its minutes along.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

WORDS = "what was written in minutes never changes"
#: Of each table the columns that stay as they were written, and from when.
KEPT = {
    "meetings_minutes": (("meeting_id", "content", "made_at"), ""),
    "meetings_correction": (("meeting_id", "text", "at"), ""),
    "meetings_meeting": (("confirmed_at",), "OLD.confirmed_at IS NOT NULL AND "),
}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION minutes_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def keep_unchanged(*, using: str, **_more: Any) -> None:
    """Lay each trigger anew: one that is there may be of an older release, with other columns."""
    with connections[using].cursor() as cursor:
        on = connections[using].vendor
        tables = set(connections[using].introspection.table_names(cursor))
        for table in sorted(KEPT.keys() & tables):
            where = f" ON {table}" if on == "postgresql" else ""
            for statement in [f"DROP TRIGGER IF EXISTS {table}_stays{where}", *_laid(table, on)]:
                cursor.execute(statement)


def _laid(table: str, on: str) -> list[str]:
    columns, begins = KEPT[table]
    differs = "IS DISTINCT FROM" if on == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in columns)
    head = f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({begins}({changed})) "
    if on == "postgresql":
        return [FUNCTION, head + "EXECUTE FUNCTION minutes_never_change()"]
    return [head + f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"]
