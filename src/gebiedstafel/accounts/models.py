"""People, and the organisations they work for."""

from django.contrib.auth.models import AbstractUser


class Person(AbstractUser):
    """Someone who can sign in. What they may do follows from their seats, not from here."""
