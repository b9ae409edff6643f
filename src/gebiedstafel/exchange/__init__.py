"""Files and outside services to values and back. No Django."""
