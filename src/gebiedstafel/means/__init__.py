"""What each brings: measures, hours, money flows and what works cost less together."""
