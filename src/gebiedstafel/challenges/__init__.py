"""What a table takes on together, on its scale from street to state."""
