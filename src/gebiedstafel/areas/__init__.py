"""Reference data: areas, their figures and boundaries. Public, of no table."""
