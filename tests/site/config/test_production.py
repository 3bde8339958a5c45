"""Production refuses to start without what it needs, and is sound with it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

COMPLETE = {
    "SECRET_KEY": "a-long-random-string-0123456789-abcdefghijklmnopqrstuvwxyz",
    "DATABASE_URL": "postgres://plein:secret@127.0.0.1:5432/plein",
    "ELASTICSEARCH_URL": "http://127.0.0.1:9200",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "ALLOWED_HOSTS": "intranet.example.org",
    "PUBLIC_URL": "https://intranet.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "Intranet <intranet@example.org>",
    "MEDIA_ROOT": "/var/lib/plein/media",
}


def python(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Python in production's settings, and of this process's environment only what finds programs."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.ROOT,
        env=inherited | {"DJANGO_SETTINGS_MODULE": "config.settings.production", "PYTHONPATH": "site"} | environment,
        capture_output=True,
        text=True,
    )


def test_the_deployment_check_has_nothing_to_say() -> None:
    result = python("manage.py", "check", "--deploy", "--fail-level", "DEBUG", environment=COMPLETE)

    assert result.stderr == ""
    assert result.stdout == "System check identified no issues (1 silenced).\n"
    assert result.returncode == 0


@pytest.mark.parametrize("name", COMPLETE)
def test_a_missing_variable_is_named(name: str) -> None:
    environment = {key: value for key, value in COMPLETE.items() if key != name}

    result = python("-c", "import config.settings.production", environment=environment)

    assert result.returncode == 1
    last_line = result.stderr.splitlines()[-1]
    assert f"Production needs these environment variables: {name} (" in last_line
    assert ";" not in last_line


def test_a_storage_class_stands_in_for_a_media_folder() -> None:
    environment = {key: value for key, value in COMPLETE.items() if key != "MEDIA_ROOT"}
    environment |= {
        "MEDIA_STORAGE": "django.core.files.storage.InMemoryStorage",
        "MEDIA_STORAGE_OPTIONS": '{"base_url": "/files/"}',
    }

    result = python(
        "-c", "from config.settings.production import STORAGES; print(STORAGES['default'])", environment=environment
    )

    assert result.stdout == (
        "{'BACKEND': 'django.core.files.storage.InMemoryStorage', 'OPTIONS': {'base_url': '/files/'}}\n"
    )


def test_the_api_describes_itself_to_nobody_and_bounds_everybody() -> None:
    names = [
        "GRAPHQL_INTROSPECTION", "GRAPHQL_EXPLORER", "GRAPHQL_AUTOMATIC_DOCUMENTS", "CORS_ALLOW_CREDENTIALS",
        "GRAPHQL_ORIGINS", "GRAPHQL_SECONDS", "GRAPHQL_REQUESTS_A_MINUTE",
    ]  # fmt: skip
    code = f"from config.settings import production as told; print([getattr(told, name) for name in {names}])"

    result = python("-c", code, environment=COMPLETE)

    assert result.stdout == "[False, False, False, False, [], 10.0, 6000]\n"


def test_sqlite_is_refused() -> None:
    result = python(
        "-c", "import config.settings.production", environment=COMPLETE | {"DATABASE_URL": "sqlite:///plein.sqlite3"}
    )

    assert result.returncode == 1
    assert result.stderr.endswith("Production needs a DATABASE_URL that names PostgreSQL\n")


def test_cookies_are_the_hosts_alone() -> None:
    names = ("SESSION", "CSRF", "LANGUAGE")
    asked = "; ".join(
        f"print(s.{name}_COOKIE_NAME, s.{name}_COOKIE_SECURE, s.{name}_COOKIE_HTTPONLY)" for name in names
    )
    result = python(
        "-c", f"import django; django.setup(); from django.conf import settings as s; {asked}", environment=COMPLETE
    )

    assert result.stdout == ("__Host-sessionid True True\n__Host-csrftoken True True\n__Host-language True True\n"), (
        result.stderr
    )
