"""Demo mode lets anyone take any seat, so it stays on this computer unless told otherwise."""

from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

IN_WORDS = {
    "ja, ik weet dat iedereen elke stoel kan kiezen",
    "yes, I know that anyone can take any seat",
}
OFF = {"", "0", "nee", "no", "false", "off"}


def is_demo(setting: str) -> bool:
    """Whether this setting asks for demo mode."""
    return setting.strip().lower() not in OFF


def is_told_in_words(setting: str) -> bool:
    """Whether this setting takes demo mode beyond this computer, knowingly."""
    return setting.strip() in IN_WORDS


def is_loopback(address: str) -> bool:
    """Whether only this computer can reach that address."""
    if address == "localhost":
        return True
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def refusal(setting: str, *, address: str, database_url: str) -> str:
    """Return why demo mode may not be served like this, or nothing when it may."""
    if not is_demo(setting) or is_told_in_words(setting):
        return ""
    words = " or ".join(f'"{sentence}"' for sentence in sorted(IN_WORDS))
    remedy = f"Leave GEBIEDSTAFEL_DEMO out, or set it to {words}."
    if not is_loopback(address):
        return f"In demo mode anyone can take any seat, so it is not served on {address}. {remedy}"
    if database_url:
        return f"In demo mode anyone can take any seat, so it is not served with DATABASE_URL set. {remedy}"
    return ""


class OnlyFromThisComputer:
    """Turns away visitors from elsewhere, however the demo came to be served to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer this computer; refuse everyone else, also through a proxy on this computer."""
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")[0].strip()
        if not all(is_loopback(address) for address in (request.META["REMOTE_ADDR"], forwarded) if address):
            return HttpResponseForbidden(
                "Deze demo is er alleen voor deze computer.", content_type="text/plain"
            )
        return self.get_response(request)
