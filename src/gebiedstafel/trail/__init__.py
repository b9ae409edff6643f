"""What happened: every deed in a chain that cannot be rewritten, and background runs."""
