"""`python -m gebiedstafel.cli` does what `gebiedstafel` does."""

from . import main

if __name__ == "__main__":
    raise SystemExit(main())
