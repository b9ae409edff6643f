"""Workshop formats as they come along: one file each, in our own words."""
