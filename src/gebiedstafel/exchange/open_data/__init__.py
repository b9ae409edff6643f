"""Figures and boundaries from the open services of CBS, police, RIVM and PDOK: politely asked."""
