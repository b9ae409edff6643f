"""An address as a QR code, as `ui` draws it."""

from gebiedstafel.ui.qr import qr_code

__all__ = ["qr_code"]
