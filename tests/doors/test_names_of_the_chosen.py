"""What somebody else chose and an editor may not open stays chosen, and is named on none of the editor's screens."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, PageLogEntry, get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.access.admin.choosers import ChooserPanel, DiscreetChooserBlock
from cms.access.admin.naming import WITH_RIGHTS, name_of_closed
from cms.pages.blocks import RICH_TEXT, BodyBlock
from cms.pages.models import ArticlePage, RelatedLink
from tests.cms.pages.editing import form_at, send
from tests.doors.world import SECRET, World
from tests.factories.pages import create_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(world: World) -> str:
    closed = world.closed
    return (
        f'<p>Lees <a linktype="page" id="{closed["page: restricted"].pk}">dit</a> en '
        f'<a linktype="document" id="{closed["document"].pk}">dat</a></p>'
    )


@pytest.fixture
def article(world: World, text: str) -> ArticlePage:
    """An open article in which an insider refers to everything that is closed."""
    closed = world.closed
    body = [
        {"type": "text", "value": text},
        {"type": "page_link", "value": closed["page: restricted"].pk},
        {"type": "document", "value": closed["document"].pk},
        {"type": "image", "value": {"image": closed["image"].pk, "caption": ""}},
        {"type": "contact", "value": {"person": closed["person"].pk, "text": ""}},
    ]
    parent = world.open["page: for staff"].get_parent()
    made = create_article(parent, "Overzicht", image=closed["image"], summary="Eerst")
    made.body = BodyBlock().to_python(body)
    made.related_links = [RelatedLink(target=closed["page: restricted"])]
    made.save_revision().publish()
    return ArticlePage.objects.get(pk=made.pk)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_form_names_nothing_closed(world: World, article: ArticlePage, client_of: Any) -> None:
    form = shown(client_of("editor"), reverse("wagtailadmin_pages:edit", args=[article.pk]))

    assert SECRET.lower() not in form.lower()
    expected = {"page: restricted": 3, "image": 2, "document": 3, "person": 1}
    assert {name: form.count(name_of_closed(world.closed[name])) for name in expected} == expected


def test_the_form_of_somebody_for_whom_it_opens_names_it(world: World, article: ArticlePage, client_of: Any) -> None:
    """Else the test above would pass with everything called otherwise."""
    world.people["insider"].groups.set(world.people["editor"].groups.all())
    form = shown(client_of("insider"), reverse("wagtailadmin_pages:edit", args=[article.pk]))

    for name in ("artikel", "stuk", "beeld", "Persoon"):
        assert f"{SECRET} {name}" in form
    assert name_of_closed(article) not in form


def test_saving_keeps_what_was_chosen(world: World, article: ArticlePage, text: str, client_of: Any) -> None:
    closed, editor = world.closed, client_of("editor")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    data = form_at(editor, address, summary="Daarna")
    link = article.related_links.get()
    body = streamfield(
        [
            ("text", rich_text(text, features=RICH_TEXT)),
            ("page_link", closed["page: restricted"].pk),
            ("document", closed["document"].pk),
            ("image", {"image": closed["image"].pk, "caption": ""}),
            ("contact", {"person": closed["person"].pk, "text": ""}),
        ]
    )
    links = inline_formset([{"id": link.pk, "target": closed["page: restricted"].pk}], initial=1)
    for name, value in nested_form_data({"body": body, "related_links": links}).items():
        data[name] = value
    assert data["image"] == str(closed["image"].pk)

    assert send(editor, address, data).status_code == 302

    saved = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert saved.summary == "Daarna"
    assert saved.image_id == closed["image"].pk
    assert [each.target_id for each in saved.related_links.all()] == [closed["page: restricted"].pk]
    values = {block.block_type: block.value for block in saved.body}
    assert values["page_link"].pk == closed["page: restricted"].pk
    assert values["document"] == closed["document"]
    assert values["image"]["image"] == closed["image"]
    assert values["contact"]["person"] == closed["person"]
    for name in ("page: restricted", "document"):
        assert f'id="{closed[name].pk}"' in values["text"].source


def test_comparing_versions_names_nothing_closed(world: World, article: ArticlePage, client_of: Any) -> None:
    article.body, article.image = BodyBlock().to_python([{"type": "text", "value": "<p>Leeg</p>"}]), None
    article.related_links = []
    article.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, "earliest", "latest"])

    assert SECRET not in shown(client_of("editor"), address)
    world.people["insider"].groups.set(world.people["editor"].groups.all())
    assert f"{SECRET} artikel" in shown(client_of("insider"), address)


def test_a_history_names_no_place_that_does_not_open(world: World, client_of: Any) -> None:
    closed, theme = world.closed["page: restricted"].get_parent(), world.open["page: for staff"].get_parent()
    moved = create_article(closed, "Verhuisd")
    MovePageAction(moved, theme, pos="last-child", user=world.people["editor"]).execute(skip_permission_checks=True)
    copied = CopyPageAction(closed, to=theme, user=world.people["editor"], update_attrs={"slug": "kopie"}).execute(
        skip_permission_checks=True
    )
    Page.objects.filter(pk=copied.pk).update(title="Kopie", draft_title="Kopie")
    PageLogEntry.objects.filter(page=copied).update(label="Kopie")
    assert PageLogEntry.objects.filter(page=moved.pk, action="wagtail.move").count() == 1
    editor = client_of("editor")

    history = shown(editor, reverse("wagtailadmin_pages:history", args=[moved.pk]))
    assert SECRET not in history
    assert gettext("Moved") in history
    assert SECRET not in shown(editor, reverse("wagtailadmin_reports:site_history"))


def test_a_history_names_places_that_open(world: World, client_of: Any) -> None:
    theme = world.open["page: for staff"].get_parent()
    moved = create_article(world.open["page: for everyone"], "Verhuisd")
    MovePageAction(moved, theme, pos="last-child", user=world.people["editor"]).execute(skip_permission_checks=True)

    history = shown(client_of("editor"), reverse("wagtailadmin_pages:history", args=[moved.pk]))
    assert "&#x27;Welkom&#x27;" in history


def test_the_history_of_the_site_forgets_what_is_gone(world: World, client_of: Any) -> None:
    """Who might have seen it cannot be said any more."""
    gone = create_article(world.closed["page: restricted"].get_parent(), f"{SECRET} en weg")
    PageLogEntry.objects.log_action(gone, "wagtail.delete", user=world.people["editor"], deleted=True)
    document = world.closed["document"]
    gone.delete()
    document.delete()

    assert SECRET not in shown(client_of("editor"), reverse("wagtailadmin_reports:site_history"))


def panels_below(panel: Any) -> list[Any]:
    return [panel, *(each for child in getattr(panel, "children", []) for each in panels_below(child))]


def test_every_field_of_a_page_that_names_a_thing_with_rights_is_discreet() -> None:
    wrong = []
    for model in get_page_models():
        for panel in panels_below(model.get_edit_handler()):
            inner = panels_below(panel.child_edit_handler) if hasattr(panel, "child_edit_handler") else []
            for field in [panel, *inner]:
                target = field.db_field.related_model if hasattr(field, "db_field") else None
                if isinstance(target, type) and issubclass(target, WITH_RIGHTS) and not isinstance(field, ChooserPanel):
                    wrong.append((model.__name__, field.field_name))
    assert not wrong


def blocks_below(block: blocks.Block) -> list[blocks.Block]:
    children = list(getattr(block, "child_blocks", {}).values()) + [getattr(block, "child_block", None)]
    return [block, *(each for child in children if child for each in blocks_below(child))]


def test_every_block_that_names_a_thing_with_rights_is_discreet() -> None:
    choosers = [each for each in blocks_below(BodyBlock()) if isinstance(each, blocks.ChooserBlock)]
    assert len(choosers) == 4
    assert [each for each in choosers if not isinstance(each, DiscreetChooserBlock)] == []
