"""Agreements followed up: letters that remind, digests, links to report by, calendars, and what came back."""
