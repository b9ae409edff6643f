"""What Django tells whoever starts the site when the theme cannot work."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from gebiedstafel.ui.look import BUILT_IN, is_address


@register()
def check_theme(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a theme that does not exist or that would come from elsewhere."""
    sheet, theme = settings.GEBIEDSTAFEL_THEME_CSS, settings.GEBIEDSTAFEL_THEME
    if not sheet:
        if theme in BUILT_IN:
            return []
        return [
            Error(
                f"There is no built-in theme {theme!r}.",
                hint=f"Choose one of {', '.join(BUILT_IN)}, or name a style sheet in GEBIEDSTAFEL_THEME_CSS.",
                id="ui.E001",
            )
        ]
    if "://" in sheet or sheet.startswith("//"):
        return [
            Error(
                "GEBIEDSTAFEL_THEME_CSS names a style sheet elsewhere,"
                " and the pages load nothing from elsewhere.",
                hint="Save the sheet on this machine and give its path.",
                id="ui.E002",
            )
        ]
    if not is_address(sheet) and not Path(sheet).is_file():
        return [
            Error(
                f"GEBIEDSTAFEL_THEME_CSS names {sheet!r}, and there is no such file.",
                hint="Give the full path of the style sheet with the tokens.",
                id="ui.E003",
            )
        ]
    return []
