"""How gunicorn runs: `gunicorn --config python:config.gunicorn config.wsgi`, with site/ on PYTHONPATH."""

import gc
import os
from typing import Any

from config.telemetry import slots

bind = f"{os.environ.get('BIND', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"  # noqa: S104 - a proxy stands before it
workers = int(os.environ.get("WEB_CONCURRENCY", "4"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# a worker that says nothing for so long is replaced; an upload of a large document may take a while
timeout = 60
# what a request may take after SIGTERM: shorter than the time an orchestrator waits before it kills
graceful_timeout = 25
# longer than a proxy keeps a connection, so that the proxy is the one to close it
keepalive = 75
max_requests = 10_000
max_requests_jitter = 1_000
# because heartbeats of workers on a slow disk look like workers that hang
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
if slots.is_wanted():
    slots.make_folder(worker_tmp_dir)
# because it would be made in a home folder, which the image does not have
control_socket_disable = True
# Plein writes a line a request itself, with its id
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}


def pre_fork(server: Any, worker: Any) -> None:
    slots.give_slot(server, worker)


def post_fork(server: Any, worker: Any) -> None:
    if slots.is_wanted():
        slots.use_slot(worker)


def post_worker_init(worker: Any) -> None:
    # models exist only now
    from config.streams import end_streams_on_sigterm  # noqa: PLC0415
    from search.tuning import shipped_index  # noqa: PLC0415

    end_streams_on_sigterm()
    # thousands of words to stem, for which whoever searches first would wait up to half a second
    shipped_index().read()
    # what is loaded now stays; to look through it for garbage would hold requests up, by some 0.2 s each time
    gc.collect()
    gc.freeze()
    # a request makes some thousands of objects, nearly all gone at its end: looked through by fewer and larger lots
    gc.set_threshold(10_000, 20, 20)


def on_exit(server: Any) -> None:
    if slots.is_wanted():
        slots.remove_folder()
