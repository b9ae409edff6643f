"""Where an area stands among comparable areas, and what piles up there."""
