"""Where a thing is used is counted and listed for each editor: the pages that open for them, and no hint of others."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from cms.archive.models import LibraryDocument
from tests.doors.world import World
from tests.factories.archive import create_document
from tests.factories.pages import create_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(world: World) -> LibraryDocument:
    """An open document, which one open and one closed page refer to."""
    made = create_document("Formulier", collection=world.open["document"].collection)
    open_parent = world.open["page: for staff"].get_parent()
    closed_parent = world.closed["page: restricted"].get_parent()
    for parent, title in ((open_parent, "Uitleg"), (closed_parent, "Werkwijze")):
        page = create_article(parent, title)
        page.body = [("document", made)]
        page.save_revision().publish()
        ReferenceIndex.create_or_update_for_object(page)
    return made


def uses(client: Client, document: LibraryDocument) -> list[str]:
    answer = client.get(reverse("wagtaildocs:document_usage", args=[document.pk]))
    assert answer.status_code == 200
    return sorted(row["label"] for row in answer.context["table"].data)


def count_in_listing(client: Client, document: LibraryDocument, **query: str) -> int:
    answer = client.get(reverse("wagtaildocs:index"), query)
    return next(row.usage_count for row in answer.context["table"].data if row.pk == document.pk)


@pytest.fixture
def insider(world: World, client_of: Any) -> Client:
    """Who edits what the editor does, and for whom all opens."""
    world.people["insider"].groups.set(world.people["editor"].groups.all())
    return client_of("insider")


def test_usage_lists_what_opens(document: LibraryDocument, client_of: Any, insider: Client) -> None:
    assert uses(client_of("editor"), document) == ["Uitleg"]
    assert uses(insider, document) == ["Uitleg", "Werkwijze"]


@pytest.mark.parametrize("ordering", ["title", "usage_count"])
def test_a_listing_counts_what_opens(document: LibraryDocument, client_of: Any, insider: Client, ordering: str) -> None:
    assert count_in_listing(client_of("editor"), document, ordering=ordering) == 1
    assert count_in_listing(insider, document, ordering=ordering) == 2


def test_outside_a_screen_nothing_is_left_out(document: LibraryDocument) -> None:
    assert ReferenceIndex.get_references_to(document).count() == 2
