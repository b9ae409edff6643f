"""What parties at a table promise each other, and what comes of it."""
