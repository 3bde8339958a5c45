"""The tests: real database and Elasticsearch as the environment names them, tasks run when a test says so."""

import tempfile

from config.settings.base import *

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="plein-media-")
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "ENQUEUE_ON_COMMIT": True}}
ELASTICSEARCH_INDEX = "plein-test"
GRAPHQL_INTROSPECTION = True
