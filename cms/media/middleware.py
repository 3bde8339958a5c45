"""What is said to who brings a file that is not taken in, by a form that does not say it itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.media.refusals import RefusedFileError


class TellsOfInfectedFiles:
    """Answers 422 in plain words where a file was refused beneath a view that knows nothing of viruses and limits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The words of the refusal, in place of an error of ours."""
        if isinstance(error, RefusedFileError):
            return HttpResponse(" ".join(error.messages), status=422, content_type="text/plain; charset=utf-8")
        return None
