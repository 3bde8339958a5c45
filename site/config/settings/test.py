"""The tests: real database and Elasticsearch as the environment names them, tasks run when a test says so."""

import atexit
import shutil
import tempfile

from config.settings.base import *
from config.settings.base import env

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# because a test looks for its mail at once
SIGN_IN_MAIL_THREADS = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="plein-media-")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "ENQUEUE_ON_COMMIT": True, "QUEUES": []}}
# Tests that run side by side have an index each, as they have a database each.
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="plein-test") + env.str("PYTEST_XDIST_WORKER", default="")
AFTERWARDS_IN_BACKGROUND = False
GRAPHQL_INTROSPECTION = True
# because all tests come from one address
GRAPHQL_REQUESTS_A_MINUTE = 0
GRAPHQL_COST_A_MINUTE = 0
