"""From picture to challenge: what figures, signals, stories and strengths say about one theme."""
