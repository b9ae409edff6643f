"""What the templates of every app may call on."""
