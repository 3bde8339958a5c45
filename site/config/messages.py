"""What people are told once, on the next screen they see."""

from functools import partial

from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.messages.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty


class KeepsMessages(MessageMiddleware):
    """Django's own, which takes up what was kept for a request only once somebody asks: the API never does, and to make
    the storage took a thirtieth of an answer that was kept."""

    def process_request(self, request: HttpRequest) -> None:
        """Have the messages at hand."""
        request._messages = SimpleLazyObject(partial(default_storage, request))  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep those that were not seen yet."""
        messages = getattr(request, "_messages", None)
        is_untouched = isinstance(messages, SimpleLazyObject) and messages._wrapped is empty
        return response if is_untouched else super().process_response(request, response)
