"""Form fields in the dress of NL Design System."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


def dress_of(widget: forms.Widget) -> str:
    """Return the class that belongs to this widget."""
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, forms.Select):
        return "utrecht-select utrecht-select--html-select"
    if isinstance(widget, forms.Textarea):
        return "utrecht-textarea utrecht-textarea--html-textarea"
    return "utrecht-textbox utrecht-textbox--html-input"


@register.filter
def dressed(field: BoundField) -> SafeString:
    """Return the field's box with the class of its kind beside its own."""
    own = field.field.widget.attrs.get("class", "")
    classes = f"{dress_of(field.field.widget)} {own}".strip()
    return field.as_widget(attrs={"class": classes} if classes else None)
