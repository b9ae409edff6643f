"""What needs me today."""
