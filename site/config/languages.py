"""In which language a request is answered: the address says it."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

ACCEPTED = "Accept-Language"


class LanguageOfAddress(LocaleMiddleware):
    """Django's own, for a site whose addresses begin with their language, except those in the default one.

    With such addresses Django heeds nothing else of a request either, but reads all of it first.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Speak the language of the address from here on."""
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Tell which language it was."""
        is_told = ACCEPTED in response.headers.get("Vary", "")
        if not is_told and not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, (ACCEPTED,))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
