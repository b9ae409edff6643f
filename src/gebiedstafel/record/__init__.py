"""The record of a table: its trail, all of it in one file, how long it stays, and a person’s own data."""
