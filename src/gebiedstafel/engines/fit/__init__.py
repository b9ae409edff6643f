"""Which ways of working fit the answers of a table, what pinches, and what would have to change."""
