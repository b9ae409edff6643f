"""Settings and root addresses: the only place that knows everyone."""
