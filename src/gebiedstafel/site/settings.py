"""One settings module; the environment says what differs (docs/reference/settings.md)."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from .demo_bounds import is_demo, is_told_in_words
from .own_secrets import own_secret

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env("GEBIEDSTAFEL_HOME", default=str(PACKAGE.parent.parent / "var")))
HOME.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env("SECRET_KEY", default="") or own_secret(HOME, "secret_key")
TRAIL_KEY = env("GEBIEDSTAFEL_TRAIL_KEY", default="") or own_secret(HOME, "trail_key")
TRAIL_ANCHORS = HOME / "trail"
OPEN_DATA = env("GEBIEDSTAFEL_OPEN_DATA", default="")
DEBUG = env.bool("DEBUG", default=False)

DEMO_SETTING = env("GEBIEDSTAFEL_DEMO", default="")
DEMO = is_demo(DEMO_SETTING)
DEMO_STAYS_HERE = DEMO and not is_told_in_words(DEMO_SETTING)

THIS_COMPUTER = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = THIS_COMPUTER if DEMO_STAYS_HERE else env.list("ALLOWED_HOSTS", default=THIS_COMPUTER)

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
    "gebiedstafel.ideas",
    "gebiedstafel.signals",
    "gebiedstafel.stories",
    "gebiedstafel.strengths",
    "gebiedstafel.challenges",
    "gebiedstafel.means",
    "gebiedstafel.asking",
    "gebiedstafel.evidence",
    "gebiedstafel.connections",
    "gebiedstafel.agreements",
    "gebiedstafel.meetings",
    "gebiedstafel.street",
    "gebiedstafel.followup",
    "gebiedstafel.workshop",
    "gebiedstafel.start",
    "gebiedstafel.record",
    "gebiedstafel.site",
]

MIDDLEWARE = [
    *(["gebiedstafel.site.demo_bounds.OnlyFromThisComputer"] if DEMO_STAYS_HERE else []),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gebiedstafel.ui.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gebiedstafel.accounts.visits.KeepVisits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gebiedstafel.accounts.asking_step.AskSecondStep",
    "gebiedstafel.site.uploads.RefuseHugeUploads",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gebiedstafel.ui.refusals.Refusals",
    # After the one that makes the page: exceptions pass from here upward.
    "gebiedstafel.trail.refusals.WriteDownRefusals",
    "axes.middleware.AxesMiddleware",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "gebiedstafel.ui.secret_addresses.WithoutSecrets"}},
    # A filter of a logger sees only what that logger itself is told; these two are told addresses.
    "loggers": {
        name: {"filters": ["without_secrets"]} for name in ("django.request", "django.security.csrf")
    },
}

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
    DATABASES = {"default": {**env.db_url("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "gebiedstafel.sqlite3",
            # Each thread keeps its connection: the last one to close would write back the whole journal.
            "CONN_MAX_AGE": 60,
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
    "gebiedstafel.accounts.backend.ByNameOrMail",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Organisations whose people sign in with their own account (docs/how-to/sign-in.md).
SIGN_IN_FILE = env("GEBIEDSTAFEL_SIGN_IN", default="")

# Chairs and administrators who sign in with a password give a code too, after some days to set it up.
SECOND_STEP = env.bool("GEBIEDSTAFEL_SECOND_STEP", default=True)
SECOND_STEP_GRACE_DAYS = env.int("GEBIEDSTAFEL_SECOND_STEP_GRACE_DAYS", default=14)

#: What accounts ask of tables, which lie above them.
CHAIRS_A_TABLE = "gebiedstafel.tables.seats.chairs_a_table"
IS_INVITED = "gebiedstafel.tables.invitations.is_invited"
SEATS_BY_GROUP = "gebiedstafel.tables.seats_by_group.seat_by_group"

# Five wrong passwords for one name from one place: a quarter of an hour of rest.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "gebiedstafel.accounts.network.first_address"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429

# Letters: an SMTP server by its address; without one they are printed where the worker runs.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("GEBIEDSTAFEL_MAIL_FROM", default="Gebiedstafel <gebiedstafel@localhost>")
SITE_ADDRESS = env("GEBIEDSTAFEL_ADDRESS", default="")

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
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN if DEBUG else HASHED},
}

UPLOAD_LIMIT = env.int("GEBIEDSTAFEL_UPLOAD_MB", default=50) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600

# How many proxies of our own stand between a visitor and us; they add to X-Forwarded-For.
PROXIES = env.int("GEBIEDSTAFEL_PROXIES", default=0)

HTTPS = env.bool("GEBIEDSTAFEL_HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^gezond$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
VISIT_HOURS = env.int("GEBIEDSTAFEL_VISIT_HOURS", default=12)
VISIT_IDLE_MINUTES = env.int("GEBIEDSTAFEL_VISIT_IDLE_MINUTES", default=240)
SESSION_COOKIE_AGE = VISIT_HOURS * 3600
CSRF_USE_SESSIONS = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SECURITY_CONTACT = env("GEBIEDSTAFEL_SECURITY_CONTACT", default="")

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

#: The words of the menu and their pages; a word appears once its page exists. A third part names the rule
#: that says whether a table used it already; until then it waits under *meer*.
MENU = [
    (_("Gebied"), "table_area:page"),
    (_("Gesprek"), "gesprek:page", "gebiedstafel.dialogue.first_use.has_conversation"),
    (_("Opgaven"), "challenges:overview"),
    (_("Middelen"), "means:overview", "gebiedstafel.means.first_use.has_means"),
    (_("Verbinden"), "connections:plan", "gebiedstafel.means.first_use.has_measures"),
    (_("Afspraken"), "agreements:board"),
    (_("Werkplaats"), "workshop:overview", "gebiedstafel.workshop.first_use.has_workshop"),
]
#: Apps whose pages lie elsewhere, and the word of the menu where a reader is.
MENU_WITHIN = {
    "followup": "agreements:board",
    "street": "agreements:board",
    "stories": "table_area:page",
    "recognition": "table_area:page",
    "signals": "table_area:page",
    "strengths": "table_area:page",
}

#: Who tells the page of challenges how far a plan covers them; plans lie above challenges.
CHALLENGE_COVERAGE = "gebiedstafel.connections.newest.challenge_coverage"

#: Who tells what challenges a story can belong to; challenges lie above stories.
STORY_CHALLENGES = "gebiedstafel.challenges.visible.seen_titles"

#: Who tells the page of a strength which measures and challenges can build on it; they lie above.
STRENGTH_SUBJECTS = "gebiedstafel.means.strength_subjects.subjects_for"

#: Who tells what else than figures people can be asked about; signals and strengths stand beside stories.
RECOGNITION_ASKABLE = "gebiedstafel.evidence.askable.askable_of"
#: Who keeps the words of a strength besides, and lets go of them when it changes or goes.
STRENGTHS_ASKED_ABOUT = "gebiedstafel.stories.recognition.let_go_of_what_changed"
#: Who tells the page of mandates which empty chairs money, challenges and measures ask for.
EMPTY_CHAIRS = "gebiedstafel.means.asked_chairs.asked_chairs"

#: Who tells the page of a plan which of its parts are promised; agreements lie above plans.
PLAN_PROMISES = "gebiedstafel.agreements.plan_promises.promised_measures"
