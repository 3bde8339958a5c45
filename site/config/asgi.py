"""The ASGI application: `uvicorn --app-dir site config.asgi:application`, or gunicorn with uvicorn's worker."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django_application = get_asgi_application()

# models exist only now
from config.streams import end_streams_on_sigterm  # noqa: E402


class Application:
    """Django's, whose streams end with their process."""

    def __init__(self) -> None:
        self._ends_streams = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if not self._ends_streams:
            # Not before it is asked something: a server says what it does at SIGTERM after it has loaded this.
            self._ends_streams = True
            end_streams_on_sigterm()
        await django_application(scope, receive, send)


application = Application()
