"""Stories of residents, and who recognises what the picture of an area says."""
