"""Dates written out, the day and its month kept together."""

from datetime import date, datetime

from babel.dates import format_date
from django import template
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

register = template.Library()


def written(value: date | datetime | None, form: str) -> str:
    """Return the date in the language of the page; nothing for no date."""
    if value is None:
        return ""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    text = format_date(value, form, locale=(get_language() or "nl").split("-")[0])
    return text.replace(" ", "\u00a0", 1)


@register.filter
def day(value: date | datetime | None) -> str:
    """Return 1 oktober 2027."""
    return written(value, "d MMMM y")


@register.filter
def day_and_month(value: date | datetime | None) -> str:
    """Return 1 oktober, where the year is plain from what surrounds it."""
    return written(value, "d MMMM")


@register.filter
def day_short(value: date | datetime | None) -> str:
    """Return 8 dec, for a column of dates."""
    return written(value, "d MMM").rstrip(".")


@register.filter
def month(value: date | datetime | None) -> str:
    """Return oktober 2027."""
    return written(value, "MMMM y")
