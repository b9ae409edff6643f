"""Gebiedstafel: from a neighbourhood's means to a funded plan that explains itself."""

import os

__version__ = "0.1.0"

# The engines compute on one thread (the same input, the same answer), and matrices as small as ours go many
# times slower on several that wait for one another. numpy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
