"""Signing in at an OpenID provider: its file, its addresses and keys, and what its answers are worth."""
