"""The languages a round may speak, each by its own name."""

from __future__ import annotations

LANGUAGES = {
    "nl": "Nederlands",
    "en": "English",
    "ar": "العربية",
    "bg": "български",
    "de": "Deutsch",
    "es": "español",
    "fa": "فارسی",
    "fr": "français",
    "fy": "Frysk",
    "pap": "Papiamentu",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "so": "Soomaali",
    "srn": "Sranantongo",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "українська",
    "zh": "中文",
}


def name_of(language: str) -> str:
    """Return what a language calls itself."""
    return LANGUAGES.get(language, language)


def chosen(languages: list[str], wished: str) -> str:
    """Return the wished language where the round speaks it, else its first."""
    return wished if wished in languages else (languages[0] if languages else "nl")
