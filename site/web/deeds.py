"""What one row of a screen asks to be done."""

from django.contrib import messages
from django.http import HttpRequest

from web.questions import UnansweredError, ask


def do_and_say(request: HttpRequest, operation: str, said: str, **variables: str) -> None:
    """Do it, and say so; what is gone already, in another window, is as it should be."""
    try:
        ask(request, operation, **variables)
    except UnansweredError as error:
        if error.codes != {"NOT_FOUND"}:
            raise
    messages.success(request, said)
