"""What a browser sends, read carefully."""


def number_of(text: str) -> int | None:
    """Return a whole number that a database can hold; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
