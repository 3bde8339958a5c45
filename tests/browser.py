"""The browser of the tests: Debian's Chromium, which asks nobody outside."""

import os

# Playwright keeps an event loop in the test's own thread, where Django would refuse every query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

LAUNCH = {
    "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
    "args": [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
