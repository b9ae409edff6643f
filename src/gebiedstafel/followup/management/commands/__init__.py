"""Commands of follow-up."""
