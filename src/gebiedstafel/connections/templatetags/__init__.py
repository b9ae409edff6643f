"""What the pages of this app may call on."""
