"""A city's deployment. It refuses to start without what it needs, and says which."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *
from config.settings.base import env

REQUIRED = {
    "SECRET_KEY": "a random string of 50 characters or more, the same for every process",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "ELASTICSEARCH_URL": "http://host:9200",
    "REDIS_URL": "redis://host:6379/0",
    "ALLOWED_HOSTS": "the host names it answers to, separated by commas",
    "PUBLIC_URL": "https://intranet.example.org, as people type it",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "Intranet <intranet@example.org>",
}
if not env.str("MEDIA_STORAGE", default=""):
    REQUIRED["MEDIA_ROOT"] = "a folder for uploads that every process shares, or MEDIA_STORAGE: a storage class"
missing = [f"{name} ({what})" for name, what in REQUIRED.items() if not env.str(name, default="")]
if missing:
    raise ImproperlyConfigured("Production needs these environment variables: " + "; ".join(missing))
if not env.str("DATABASE_URL").startswith(("postgres://", "postgresql://")):
    raise ImproperlyConfigured("Production needs a DATABASE_URL that names PostgreSQL")

WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"

DEBUG = False
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# A cookie of this prefix is the host's alone: no neighbour under the same domain can plant one.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-language"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
MIDDLEWARE.insert(MIDDLEWARE.index("django.middleware.security.SecurityMiddleware") + 1, WHITENOISE)
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}

LOGGING["formatters"]["line"] = {"()": "config.logs.JsonLines"}
LOGGING["loggers"]["config.requests"] = {"level": "INFO"}
