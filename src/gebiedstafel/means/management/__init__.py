"""Commands of means."""
