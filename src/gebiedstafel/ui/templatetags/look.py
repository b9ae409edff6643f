"""The theme in templates, also where no request is at hand."""

from django import template

from gebiedstafel.ui.look import Look, current_look

register = template.Library()


@register.simple_tag
def look() -> Look:
    """Return the look of the page."""
    return current_look()
