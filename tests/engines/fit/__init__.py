"""The engine that weighs ways of working."""
