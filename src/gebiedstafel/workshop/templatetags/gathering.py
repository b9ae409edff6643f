"""How the screens of a gathering write time."""

from django import template

register = template.Library()


@register.filter
def on_the_clock(seconds: int) -> str:
    """Return seconds as minutes and seconds; what is over has a plus before it."""
    whole = abs(seconds)
    return f"{'+' if seconds < 0 else ''}{whole // 60}:{whole % 60:02d}"
