"""Measurements of what was promised: each file prints its figures and fails when one is over its limit."""
