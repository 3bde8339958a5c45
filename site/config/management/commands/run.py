"""`make run`: Plein with its demo on one machine, all of it in one terminal."""

import os
import shlex
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from io import StringIO
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from honcho.manager import Manager
from honcho.printer import Message, Printer

HOST = "127.0.0.1"
READY_SECONDS = 60

WELCOME = """
  Plein serves.

    front-end         http://localhost:{port}/
    admin             http://localhost:{port}/admin/
    GraphQL explorer  http://localhost:{port}/graphql/
{demo}

  Ctrl-C stops all of it.
"""


class Command(BaseCommand):
    help = "Migrates, loads the demo the first time, and runs web, worker and scheduler until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="start again when the code changes")

    def handle(self, *, reload: bool, **options: object) -> None:
        port = settings.PORT
        refuse_taken(port)
        self.stdout.write(
            "Bringing the database up to date, and the demo into it; the first time takes a minute or two."
        )
        call_command("migrate", verbosity=0)
        demo = StringIO()
        call_command("demo", stdout=demo)
        # because the processes to come are forks of this one, which must not share its connections
        connections.close_all()
        threading.Thread(target=self.welcome, args=[port, demo.getvalue()], daemon=True).start()
        sys.exit(supervise(port, is_reloading=reload))

    def welcome(self, port: int, demo: str) -> None:
        """Says where everything is and who can sign in, once it answers there."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            time.sleep(0.2)
            if is_answering(f"http://{HOST}:{port}/accounts/login/"):
                self.stdout.write(WELCOME.format(port=port, demo=demo.rstrip()))
                return


class HeardPrinter(Printer):
    """Has everything stopped once nobody reads it any more: an error here would end the supervisor alone."""

    is_heard = True

    def write(self, message: Message) -> None:
        try:
            super().write(message)
        except OSError:
            if self.is_heard:
                self.is_heard = False
                os.kill(os.getpid(), signal.SIGTERM)


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken. Stop what listens there, or choose another: PORT={port + 1} make run"
            ) from error


def is_answering(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=10).close()  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def supervise(port: int, *, is_reloading: bool) -> int:
    """Web, worker, reader of files and scheduler side by side: the end of one ends all. 0 when that was asked for."""
    reloading = "--reload" if is_reloading else "--no-reload"
    manager = Manager(HeardPrinter())
    start = {
        "web": ["runserver", f"{HOST}:{port}", *([] if is_reloading else ["--noreload"])],
        "worker": ["db_worker", "--interval", "0.2", "--no-startup-delay", reloading],
        "reader": ["db_worker", "--queue-name", "texts", "--interval", "1", "--no-startup-delay", reloading],
        "schedule": ["schedule"],
    }
    # without checks, because this command has just passed them
    manage = [sys.executable, str(settings.ROOT / "manage.py")]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    for name, command in start.items():
        manager.add_process(name, f"exec {shlex.join([*manage, *command, '--skip-checks'])}", env=environment)
    signal.signal(signal.SIGHUP, terminate)
    manager.loop()
    return 0 if manager.returncode in (128 + signal.SIGINT, 128 + signal.SIGTERM) else manager.returncode


def terminate(number: int, frame: FrameType | None) -> None:
    """A closed terminal stops everything, as Ctrl-C does."""
    os.kill(os.getpid(), signal.SIGTERM)
