"""What the templates of areas call on."""
