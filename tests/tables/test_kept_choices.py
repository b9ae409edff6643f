"""What somebody chose at a table is found there again, and at no other table."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory

from gebiedstafel.tables.kept_choices import keep_choice, kept_choice


def visit():
    """Somebody who chose nothing yet."""
    request = RequestFactory().get("/")
    request.session = SessionBase()
    return request


def test_a_choice_is_found_again_at_its_own_table_only():
    request = visit()

    keep_choice(request, "figure", "west", "inw")
    keep_choice(request, "figure", "oost", "oad")

    assert kept_choice(request, "figure", "west") == "inw"
    assert kept_choice(request, "figure", "oost") == "oad"
    assert kept_choice(request, "figure", "noord") is None
    assert kept_choice(request, "layer", "west") is None


def test_the_same_choice_again_writes_nothing():
    request = visit()
    keep_choice(request, "plans", "west", [1, 2])
    request.session.modified = False

    keep_choice(request, "plans", "west", [1, 2])

    assert not request.session.modified
