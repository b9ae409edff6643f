"""Harnesses that prove promises at full counts: `make prove`, a tenth with SCALE=0.1."""
