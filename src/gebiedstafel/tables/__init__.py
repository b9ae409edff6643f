"""Who sits where, for whom, in which role: the one key for tenancy and permission."""
