"""Uitvraag: asking each party for its own rows, and laying what comes back beside what stands there."""
