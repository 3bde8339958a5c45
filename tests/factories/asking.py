"""Asking the API without HTTP, as somebody."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from cms.api.answers import Answer
from cms.api.execution import OPERATIONS, SHARED_ANSWERS, execute_operation
from cms.people.models import User
from cms.reading.actions import prepare_everything


def answer_to(
    text: str, variables: dict[str, Any] | None = None, *, by: User | None = None, preview: str = ""
) -> Answer:
    """What somebody, or a visitor, is answered, under the limits that hold for everybody; nothing is kept between."""
    SHARED_ANSWERS.clear()
    request = RequestFactory().post("/graphql/")
    # Fresh, because a person's locks and profile are those of the moment.
    request.user = User.objects.select_related("profile__unit").get(pk=by.pk) if by else AnonymousUser()
    operations = OPERATIONS.of(text, is_trusted=False)
    return execute_operation(operations, operations.named(None), variables or {}, request=request, preview=preview)


def ask(text: str, variables: dict[str, Any] | None = None, *, by: User | None = None) -> dict[str, Any]:
    """The data of an answer that has no errors."""
    answer = answer_to(text, variables, by=by)
    assert answer.errors == []
    assert answer.data is not None
    return answer.data


def error_of(text: str, variables: dict[str, Any] | None = None, *, by: User | None = None) -> dict[str, Any]:
    """The one error of an answer: its code and whatever else its extensions say."""
    (error,) = answer_to(text, variables, by=by).errors
    return error["extensions"]


def prepared() -> None:
    """Bring the read model up to what the test has made."""
    prepare_everything()
