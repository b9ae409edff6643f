"""Signals: what people who work in an area see there, counted, and never about one person."""
