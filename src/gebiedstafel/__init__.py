"""Gebiedstafel: from a neighbourhood's means to a funded plan that explains itself."""

__version__ = "0.1.0"
