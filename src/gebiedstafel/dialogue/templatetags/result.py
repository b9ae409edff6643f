"""Places in the drawings of a result."""

from django import template

register = template.Library()

#: Signs and words at the ends stay within the drawing.
EDGE = 0.05


@register.filter
def on_line(share: float) -> str:
    """Return where a share lies on the line from nobody to everyone: 0 is 5%, 1 is 95%."""
    return f"{(EDGE + share * (1 - 2 * EDGE)) * 100:.1f}%"
