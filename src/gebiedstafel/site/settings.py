"""One settings module; the environment says what differs (docs/reference/settings.md)."""

import contextlib
import secrets
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env("GEBIEDSTAFEL_HOME", default=str(PACKAGE.parent.parent / "var")))
HOME.mkdir(parents=True, exist_ok=True)


def own_secret(name: str) -> str:
    """Return this installation's secret `name`, made once and kept outside the database and git."""
    path = HOME / name
    if not path.exists():
        draft = HOME / f"{name}.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        # Web and worker may start together for the first time: whoever links first wins, both read that one.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or own_secret("secret_key")
TRAIL_KEY = env("GEBIEDSTAFEL_TRAIL_KEY", default="") or own_secret("trail_key")
TRAIL_ANCHORS = HOME / "trail"
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "template_partials",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "gebiedstafel.ui",
    "gebiedstafel.trail",
    "gebiedstafel.accounts",
    "gebiedstafel.areas",
    "gebiedstafel.tables",
    "gebiedstafel.dialogue",
    "gebiedstafel.challenges",
    "gebiedstafel.means",
    "gebiedstafel.connections",
    "gebiedstafel.start",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gebiedstafel.ui.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gebiedstafel.ui.refusals.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gebiedstafel.site.urls"
WSGI_APPLICATION = "gebiedstafel.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gebiedstafel.tables.context.table_and_seat",
            ],
        },
    }
]

DATABASE_URL = env("DATABASE_URL", default="")
if DATABASE_URL:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "gebiedstafel.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # synchronous=FULL: an answered deed survives a power cut.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    " PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000;"
                ),
            },
        }
    }

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# The pages' dress: a built-in theme, or the tokens of a municipality (docs/how-to/theme.md).
GEBIEDSTAFEL_THEME = env("GEBIEDSTAFEL_THEME", default="voorbeeld")
GEBIEDSTAFEL_THEME_CSS = env("GEBIEDSTAFEL_THEME_CSS", default="")

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

#: The words of the menu and their pages; a word appears once its page exists.
MENU = [
    (_("Gebied"), "areas:table_area"),
    (_("Opgaven"), "challenges:overview"),
    (_("Middelen"), "means:overview"),
    (_("Verbinden"), "connections:plan"),
]
