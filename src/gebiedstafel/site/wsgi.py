"""The web process."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gebiedstafel.site.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from .demo_bounds import refusal  # noqa: E402

if why_not := refusal(settings.DEMO_SETTING, address="127.0.0.1", database_url=settings.DATABASE_URL):
    raise ImproperlyConfigured(why_not)
