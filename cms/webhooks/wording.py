"""Why a message was not taken, in the language of the screen. What is stored is English, as in the logs."""

import re

from django.utils.translation import gettext, gettext_noop

PORT = re.compile(r"port (?P<port>\d+) is not asked")

# What cms/media/outside.py and posting.py say.
SAID = (
    gettext_noop("no web address"),
    gettext_noop("a name and password in the address"),
    gettext_noop("within a private network"),
    gettext_noop("https is needed"),
    gettext_noop("there is no such host"),
    gettext_noop("a redirect, which is not followed"),
    gettext_noop("no answer in time"),
)


def translated(error: str) -> str:
    """A stored error in the language of the screen; what a library said stays as it is."""
    if port := PORT.fullmatch(error):
        return gettext("port %(port)s is not asked") % port.groupdict()
    return gettext(error) if error in SAID else error
