"""Secrets of this installation, made once and kept outside the database and outside git."""

import contextlib
import secrets
from pathlib import Path


def own_secret(home: Path, name: str) -> str:
    """Return the secret `name` of the installation in `home`; the first who asks makes it."""
    path = home / name
    if not path.exists():
        draft = home / f"{name}.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        # Web and worker may start together for the first time: one link succeeds and both read that one.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()
