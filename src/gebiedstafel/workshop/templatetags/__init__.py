"""What the templates of the werkplaats may call on."""
