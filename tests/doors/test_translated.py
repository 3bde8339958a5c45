"""The translation editor names the pages that a page refers to: only those that open for its translator."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail_localize.models import OverridableSegment, Translation, TranslationSource

from cms.pages.models import ArticlePage, RelatedLink
from tests.doors.world import SECRET, World
from tests.factories.pages import create_article, locale, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(world: World) -> str:
    """The translation editor of an open article that refers to a closed one."""
    theme = world.open["page: for staff"].get_parent()
    article = create_article(theme, "Overzicht", publish=True)
    closed = world.closed["page: restricted"]
    translate(closed, "fr")
    article.related_links = [RelatedLink(target=closed)]
    article.body = [("page_link", closed)]
    article.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(ArticlePage.objects.get(pk=article.pk))
    translation = Translation.objects.create(source=source, target_locale=locale("fr"))
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    for group in world.people["editor"].groups.all():
        change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
        GroupPagePermission.objects.create(group=group, page=target.get_parent(), permission=change)
    return reverse("wagtailadmin_pages:edit", args=[target.pk])


def test_the_translation_editor_names_nothing_closed(world: World, address: str, client_of: Any) -> None:
    answer = client_of("editor").get(address)

    assert answer.status_code == 200
    assert SECRET.lower() not in answer.content.decode().lower()
    referred = OverridableSegment.objects.values_list("data_json", flat=True)
    assert str(world.closed["page: restricted"].pk) in referred
