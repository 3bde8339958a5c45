"""What all of Plein's settings share. Every value a deployment may want to change comes from the environment."""

from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

from config.settings.api import *
from config.settings.files import *
from config.settings.previews import *
from config.settings.sign_in import *
from config.settings.streams import *
from config.settings.telemetry import *
from config.settings.webhooks import *

ROOT = Path(__file__).resolve().parents[3]
VAR = ROOT / "var"

env = environ.Env()

SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PORT = env.int("PORT", default=8000)
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://localhost:{PORT}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "config",
    "web",
    "cms.api",
    "cms.demo",
    "cms.importing",
    "cms.findability",
    "cms.responses",
    "cms.changes",
    "cms.care",
    "cms.privacy",
    "cms.transfer",
    "cms.insights",
    "cms.searches",
    "cms.webhooks",
    "cms.reading",
    "cms.pages",
    "cms.folders",
    "cms.retention",
    "cms.archive",
    "cms.directory",
    "cms.media",
    "cms.access",
    "cms.people",
    "cms.tags",
    "cms.notices",
    "cms.activity",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.people.wagtail_users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "config.requests.KnowsEachRequest",
    "config.probes.ProbesComeFirst",
    "cms.activity.middleware.KnowsWhoAsks",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.languages.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.people.middleware.NotesSessions",
    "cms.api.middleware.BearersAtFileDoors",
    "config.messages.KeepsMessages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.people.middleware.AsksForFactor",
    "cms.access.middleware.AdminGuard",
    "cms.media.middleware.TellsOfInfectedFiles",
    "cms.archive.middleware.TellsWhyDocumentsStay",
]

if IS_MEASURED:
    # below the probes, which say nothing of how people are served
    MIDDLEWARE.insert(2, "config.telemetry.metrics.MeasuresRequests")
if TRACES_ENDPOINT:
    INSTALLED_APPS.append("config.telemetry.tracing")
    # above what logs a request, so that the line has the id of its trace
    MIDDLEWARE.insert(0, "config.telemetry.tracing.requests.TracesRequests")

if GRAPHQL_ORIGINS:
    # because a browser asks leave without saying who asks
    MIDDLEWARE.insert(MIDDLEWARE.index("django.middleware.security.SecurityMiddleware"), CORS_MIDDLEWARE)

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# because the editor shows the preview of a page in a frame
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context_processors.layout",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def database(url: str) -> dict:
    """Django's settings of one database. SQLite gets what a second writer beside the web process needs."""
    config = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        config["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
        config["CONN_HEALTH_CHECKS"] = True
        # because a server that is gone without a word would hold each request for minutes
        config.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
        # what every read asks is planned once a connection; off where a pooler stands between that does not know of it
        if env.bool("DATABASE_KEEPS_PLANS", default=True):
            config["OPTIONS"]["prepare_threshold"] = 0
    return config


DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR / 'plein.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What /readyz found, part by part, is for who sends this as a bearer token.
PROBE_TOKEN = env.str("PROBE_TOKEN", default="")

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "config.redis_cache.RedisOrOwnMemory", "LOCATION": REDIS_URL}}
    CACHES["answers"] = {"BACKEND": "config.redis_cache.RedisOrNothing", "LOCATION": REDIS_URL}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "plein"}}
# How much memory each web process gives to answers of the API that it may give again.
GRAPHQL_KEPT_MEGABYTES = env.int("GRAPHQL_KEPT_MEGABYTES", default=32)
# How long a cache in front may give visitors an answer again without asking; 0 has it ask each time.
GRAPHQL_CDN_SECONDS = env.int("GRAPHQL_CDN_SECONDS", default=60)

ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="plein")
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_USER = env.str("ELASTICSEARCH_USER", default="")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_CERTIFICATES = env.str("ELASTICSEARCH_CERTIFICATES", default="")
ELASTICSEARCH_FINGERPRINT = env.str("ELASTICSEARCH_FINGERPRINT", default="")
ELASTICSEARCH_SHARDS = env.int("ELASTICSEARCH_SHARDS", default=1)
# None: one where there is a second node to hold it.
ELASTICSEARCH_REPLICAS = env.int("ELASTICSEARCH_REPLICAS", default=None)
ELASTICSEARCH_SECONDS = env.float("ELASTICSEARCH_SECONDS", default=2.0)
ELASTICSEARCH_WRITE_SECONDS = env.float("ELASTICSEARCH_WRITE_SECONDS", default=30.0)
# An encoder's name switches on search by meaning: "model2vec", or the dotted path of a class. See docs/search.md.
SEARCH_VECTORS = env.str("SEARCH_VECTORS", default="")
SEARCH_VECTORS_MODEL = env.str("SEARCH_VECTORS_MODEL", default="")
SEARCH_VECTORS_FLOOR = env.float("SEARCH_VECTORS_FLOOR", default=0.5)
SEARCH_VECTORS_SECONDS = env.float("SEARCH_VECTORS_SECONDS", default=0.3)

# Statistics of searches are kept for so many days; 0 keeps none. Whether what is chosen often lifts ties in rank.
SEARCH_STATISTICS_DAYS = env.int("SEARCH_STATISTICS_DAYS", default=400)
SEARCH_POPULARITY = env.bool("SEARCH_POPULARITY", default=True)
# Front-ends that were away for longer read everything anew, see cms/changes.
CHANGES_DAYS = env.int("CHANGES_DAYS", default=90)
# What can wait is done behind the answer, see cms/api/afterwards.py.
AFTERWARDS_IN_BACKGROUND = True

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "ENQUEUE_ON_COMMIT": True,
        # Reading a scan takes minutes: it has workers of its own.
        "QUEUES": ["default", "texts"],
    }
}

AUTH_USER_MODEL = "people.User"
SESSION_ENGINE = "cms.people.session_store"
AUTHENTICATION_BACKENDS = ["cms.people.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "cms.people.sign_in.adapters.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong passwords: by address of the network, and by account, whether there is one or not.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_EMAIL_NOTIFICATIONS = True
# because the admin sends who may not enter it here: sent back, they would go round for ever
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("fr", _("French")), ("de", _("German"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# A translation starts as a draft: else an editor's untranslated copy would be live, past the moderators.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Amsterdam")

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR / "static"))

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Plein <plein@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="Plein")
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Where a front-end shows a search, for mails that tell of new results. {parameters} are those of the site's own screen.
FRONTEND_SEARCH_URL = env.str("FRONTEND_SEARCH_URL", default="{prefix}/zoeken/?{parameters}")
# How many days before a page must be reviewed its owner hears of it.
REVIEW_DAYS_AHEAD = env.int("REVIEW_DAYS_AHEAD", default=14)
# A web address that pages link to is asked for again after so many days.
LINK_CHECK_DAYS = env.int("LINK_CHECK_DAYS", default=7)
# What stops a page from being published, by the codes in cms/pages/checks.py ("alt", "headings"); the rest only warns.
CONTENT_CHECKS_THAT_STOP = env.list("CONTENT_CHECKS_THAT_STOP", default=[])
# What stands first in an address of ours: a theme of that name could never be reached.
RESERVED_SLUGS = [
    *(code for code, _name in LANGUAGES), "account", "accounts", "admin", "agenda", "documenten", "documents",
    "favorieten", "feeds", "formulieren", "graphql", "groepen", "healthz", "mappen", "media", "meetings", "mensen",
    "metrics", "nieuws", "preview", "readyz", "scim", "static", "vergaderingen", "zoeken",
]  # fmt: skip
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "archive.LibraryDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.archive.forms.LibraryDocumentForm"
TAGGIT_CASE_INSENSITIVE = True

# What reading the text of one document may take, see cms/archive/extraction/limits.py; sizes are in MiB.
DOCUMENT_TEXT_LIMITS = {
    "seconds": env.int("TEXT_SECONDS", default=600),
    "memory": env.int("TEXT_MEMORY", default=1_536),
    "file_size": env.int("TEXT_FILE_SIZE", default=200),
    "unpacked_size": env.int("TEXT_UNPACKED_SIZE", default=300),
    "pages": env.int("TEXT_PAGES", default=500),
    "scanned_pages": env.int("TEXT_SCANNED_PAGES", default=100),
    "characters": env.int("TEXT_CHARACTERS", default=1_000_000),
    "megapixels": env.int("TEXT_MEGAPIXELS", default=60),
}

# Forms: how many bytes all answers may take, how soon after it was shown one may come back, and how many one may send.
FORM_ANSWERS_SIZE = env.int("FORM_ANSWERS_SIZE", default=64 * 1024)
FORM_SECONDS = env.int("FORM_SECONDS", default=3)
FORM_SENDINGS_AN_HOUR = env.int("FORM_SENDINGS_AN_HOUR", default=30)
# What says where a request comes from; behind a proxy that sets it, such as HTTP_X_REAL_IP.
CLIENT_ADDRESS = env.str("CLIENT_ADDRESS", default="REMOTE_ADDR")
# The audit log: how many days an entry is kept (0 for ever), and whether it has whole addresses or their networks.
AUDIT_DAYS = env.int("AUDIT_DAYS", default=730)
AUDIT_WHOLE_ADDRESSES = env.bool("AUDIT_WHOLE_ADDRESSES", default=True)

GRAPHQL_INTROSPECTION = False
GRAPHQL_EXPLORER = False

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "gone": {"()": "config.logs.ConcernsSomethingThere"},
        "secrets": {"()": "config.requests.LeavesSecretsOut"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]},
        "tasks": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING", "filters": ["gone"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # because Django's own configuration would print its lines a second time
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # because the worker sets the level of these itself, to two lines a task
        "django_tasks": {"handlers": ["tasks"], "propagate": False},
        "django_tasks_db": {"handlers": ["tasks"], "propagate": False},
        **{name: {"level": env.str("LOG_LEVEL", default="INFO")} for name in ("cms", "config", "search", "web")},
        # because the server of development prints a line a request itself
        "config.requests": {"level": "WARNING"},
    },
}
