"""The image and the compose file, as far as they can be read without an engine: `make lint` checks their grammar."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from config.probes import PROBES
from tests.site.config.test_production import COMPLETE

DOCKER = Path(settings.ROOT) / "docker"
DOCKERFILE = (DOCKER / "Dockerfile").read_text()
FINAL_STAGE = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((DOCKER / "compose.yml").read_text())["services"]
OURS = {name for name, service in SERVICES.items() if service["image"].startswith("plein:")}
EXAMPLE = dict(
    line.split("=", 1) for line in (DOCKER / "example.env").read_text().splitlines() if line and line[0] != "#"
)


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert re.findall(r"^USER (.+)$", FINAL_STAGE, re.MULTILINE) == ["10001:10001"]


def test_every_process_is_the_first_of_its_container_so_that_signals_reach_it() -> None:
    """A command as a list has no shell before it."""
    commands = re.findall(r"^\s*CMD (.+)$", DOCKERFILE, re.MULTILINE)
    assert commands
    assert all(command.startswith("[") for command in commands)
    assert all(isinstance(service.get("command", []), list) for service in SERVICES.values())


def test_the_image_holds_no_secret() -> None:
    assert "ARG SECRET" not in DOCKERFILE
    assert not re.search(r"SECRET_KEY|PASSWORD|_URL", FINAL_STAGE)
    assert (DOCKER / "Dockerfile.dockerignore").read_text().splitlines()[1] == "*"


def test_everything_that_is_copied_is_there_and_let_through() -> None:
    allowed = (DOCKER / "Dockerfile.dockerignore").read_text()
    sources = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in shlex.split(line)[:-1]
    ]

    assert {"manage.py", "cms", "search", "site", "locale", "requirements/production.txt"} <= set(sources)
    for source in sources:
        assert (Path(settings.ROOT) / source).exists()
        assert f"!{source}\n" in allowed


def test_the_image_is_asked_for_its_health_at_a_probe() -> None:
    (address,) = re.findall(r"\+ '(/\w+)'", FINAL_STAGE)

    assert address in PROBES


def test_packages_are_installed_by_their_hashes() -> None:
    assert "pip install --require-hashes --only-binary :all: -r /tmp/production.txt" in DOCKERFILE


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - OURS))
def test_images_of_others_are_of_a_named_release(name: str) -> None:
    release = SERVICES[name]["image"].rpartition(":")[2]

    assert re.match(r"\d+(\.\d+)*", release)


def test_the_releases_are_those_that_plein_is_made_for() -> None:
    assert SERVICES["database"]["image"].startswith("postgres:17")
    assert SERVICES["elasticsearch"]["image"].startswith("elasticsearch:9.")


@pytest.mark.parametrize("name", ["migrate", "worker", "reader", "scheduler"])
def test_each_process_is_a_command_that_there_is(name: str) -> None:
    command = SERVICES[name]["command"]

    assert command[:2] == ["python", "manage.py"]
    assert command[2] in get_commands()


@pytest.mark.parametrize("name", ["worker", "scheduler"])
def test_its_health_is_that_of_its_own_part(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"] == ["CMD", "python", "manage.py", "ready", name]
    assert "ready" in get_commands()


@pytest.mark.parametrize("name", sorted(OURS))
def test_production_has_everything_it_requires(name: str) -> None:
    assert COMPLETE.keys() <= EXAMPLE.keys() | SERVICES[name]["environment"].keys()


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_processes_can_change_nothing_but_uploads(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["media:/media"]


@pytest.mark.parametrize("name", sorted(OURS - {"migrate"}))
def test_nothing_starts_before_the_tables_are_there(name: str) -> None:
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["restart"] == "no"


def test_web_alone_is_reached_from_outside_and_by_this_machine_alone() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published == {"web": ["127.0.0.1:${PLEIN_PORT:-8000}:8000"]}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in SERVICES.keys() - OURS)


@pytest.mark.parametrize("name", ["SECRET_KEY", "POSTGRES_PASSWORD", "PROBE_TOKEN"])
def test_no_secret_has_a_value_that_everybody_knows(name: str) -> None:
    assert EXAMPLE[name] == ""
