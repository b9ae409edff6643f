"""Meetings of a table: an agenda that makes itself, what was decided, minutes that stand, and the year."""
