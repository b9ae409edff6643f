"""Commands of start."""
