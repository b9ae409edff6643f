"""What residents see of a table: what happens at their door, what was promised, and what could not be."""
