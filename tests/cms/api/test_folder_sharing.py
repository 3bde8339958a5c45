"""Kept answers and personal folders: whoever has one shares the answers that nothing in it is part of."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory

from cms.api.execution import SHARED_ANSWERS, execute
from cms.folders.actions import create_folder, put_document
from cms.people.models import User
from tests.factories.archive import create_document
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

PAGE = '{ page(path: "/werk/verlof/") { body { ... on DocumentBlock { document { title } } } } }'
DOCUMENTS = "{ documents { nodes { title } } }"


def said(text: str, by: User) -> Any:
    request = RequestFactory().get("/")
    request.user = User.objects.select_related("profile__unit").get(pk=by.pk)
    answer = execute(text, request=request)
    assert answer.errors == []
    return answer.data


def with_folder(name: str) -> tuple[User, Any]:
    person = create_user(name)
    folder = create_folder(name=f"Van {name}", by=person)
    return person, put_document(folder, file=ContentFile(b"Van mij.", name="eigen.txt"), by=person, title=name)


def page_with(document: Any) -> None:
    body = [{"type": "document", "value": document.pk, "id": "a"}]
    create_article(create_theme(create_home(), "Werk"), "Verlof", body=body)
    prepared()


def shown(title: str | None) -> Any:
    return {"page": {"body": [{"document": title and {"title": title}}]}}


def test_owners_of_folders_share_pages_and_not_their_lists() -> None:
    (eva, _), (bob, _) = with_folder("Eva"), with_folder("Bob")
    page_with(create_document("Regeling"))
    said(PAGE, eva)
    said(PAGE, bob)
    assert len(SHARED_ANSWERS.own) == 1
    assert said(DOCUMENTS, eva) != said(DOCUMENTS, bob)
    assert len(SHARED_ANSWERS.own) == 3


@pytest.mark.parametrize("is_owner_first", [True, False])
def test_a_page_that_shows_what_is_in_a_folder_is_made_for_each(is_owner_first: bool) -> None:
    (eva, document), (bob, _) = with_folder("Eva"), with_folder("Bob")
    page_with(document)
    for person in (eva, bob, eva) if is_owner_first else (bob, eva, bob):
        assert said(PAGE, person) == shown("Eva" if person == eva else None)
    assert len(SHARED_ANSWERS.own) == 0
