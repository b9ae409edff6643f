"""What the templates of the dialogue may call on."""
