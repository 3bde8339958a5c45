"""Whatever editors do, in whatever order, the rows say what the plain definition says."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.access.actions import LockedOutError, choose_audiences
from cms.access.models import Audience
from cms.pages.models import ArticlePage, HomePage, ThemePage, TopicPage
from tests.cms.access.oracle import assert_settled
from tests.factories.access import create_audience
from tests.factories.pages import create_article, create_home, create_theme, create_topic, locale
from tests.factories.people import create_superuser

pytestmark = pytest.mark.django_db
MOST_PAGES = 45


class Editors:
    """Many hands: each method does one thing that somebody can do in the admin, to pages chosen by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.administrator = create_superuser()
        self.audiences = [create_audience() for _each in range(4)]
        self.names = iter(range(10_000))
        Page.objects.filter(depth=2).delete()  # the page that Wagtail starts with
        home = create_home()
        for _each in range(2):
            topic = create_topic(create_theme(home))
            create_article(topic)

    def any_page(self, *models: type[Page]) -> Page | None:
        pages = Page.objects.filter(depth__gt=1).specific()
        wanted = [page for page in pages if isinstance(page, models)] if models else list(pages)
        return self.chance.choice(wanted) if wanted else None

    def create(self) -> None:
        parent = self.any_page(ThemePage, TopicPage)
        if parent and Page.objects.count() < MOST_PAGES:
            create_topic(parent) if self.chance.random() < 0.6 else create_article(parent, live=False)

    def translate(self) -> None:
        page = self.any_page(HomePage, ThemePage, TopicPage, ArticlePage)
        if page and not page.get_translations(inclusive=True).filter(locale=locale("en")).exists():
            page.copy_for_translation(locale("en"), copy_parents=True, alias=self.chance.random() < 0.4)

    def make_alias(self) -> None:
        page, parent = self.any_page(TopicPage, ArticlePage), self.any_page(ThemePage, TopicPage)
        if page and parent and not parent.is_descendant_of(page) and page != parent and self.has_room():
            CreatePageAliasAction(page, parent=parent, update_slug=self.slug(), recursive=self.is_heads()).execute()

    def copy(self) -> None:
        page, parent = self.any_page(TopicPage, ArticlePage), self.any_page(ThemePage, TopicPage)
        if page and parent and not parent.is_descendant_of(page) and page != parent and self.has_room():
            attributes = {"slug": self.slug()}
            CopyPageAction(page, to=parent, recursive=self.is_heads(), update_attrs=attributes).execute()

    def move(self) -> None:
        page, parent = self.any_page(ThemePage, TopicPage, ArticlePage), self.any_page(HomePage, ThemePage, TopicPage)
        if page and parent and page != parent and not parent.is_descendant_of(page):
            Page.objects.filter(pk=page.pk).update(slug=self.slug())
            page.refresh_from_db()
            MovePageAction(page, parent, pos="last-child").execute()

    def move_raw(self) -> None:
        page, sibling = self.any_page(TopicPage), self.any_page(TopicPage, ArticlePage)
        if page and sibling and page != sibling and not sibling.is_descendant_of(page):
            super(Page, page).move(sibling, pos="left")

    def publish(self) -> None:
        page = self.any_page(TopicPage, ThemePage, ArticlePage)
        if page and not page.alias_of_id:
            page.expire_at = timezone.now() + timedelta(days=self.chance.randint(1, 9)) if self.is_heads() else None
            page.save_revision().publish()

    def unpublish(self) -> None:
        page = self.any_page()
        if page:
            with_those_below = self.chance.random() < 0.2
            unpublish = UnpublishPageAction(page, user=self.administrator, include_descendants=with_those_below)
            unpublish.execute(skip_permission_checks=True)

    def revert(self) -> None:
        page = self.any_page()
        if page and page.revisions.exists():
            # An old address may be another page's by now; then nothing is brought back.
            with suppress(ValidationError), transaction.atomic():
                page.revisions.order_by("created_at").first().as_object().save_revision().publish()

    def detach(self) -> None:
        aliases = list(Page.objects.exclude(alias_of=None).specific())
        if aliases:
            ConvertAliasPageAction(self.chance.choice(aliases)).execute(skip_permission_checks=True)

    def choose(self) -> None:
        page = self.any_page()
        audiences = self.chance.sample(self.audiences, self.chance.randint(0, 2))
        try:
            choose_audiences(
                page, Audience.objects.filter(pk__in=[each.pk for each in audiences]), by=self.administrator
            )
        except LockedOutError:
            assert not audiences

    def delete(self) -> None:
        page = self.any_page(TopicPage, ArticlePage)
        if page:
            page.delete()

    def has_room(self) -> bool:
        return Page.objects.count() < MOST_PAGES

    def is_heads(self) -> bool:
        return self.chance.random() < 0.5

    def slug(self) -> str:
        return f"page-{next(self.names)}"

    def do_something(self) -> str:
        deeds: list[Callable[[], None]] = [
            self.create, self.create, self.translate, self.translate, self.translate,
            self.make_alias, self.copy, self.move, self.move, self.move_raw,
            self.publish, self.unpublish, self.revert, self.detach, self.choose, self.choose, self.choose, self.delete,
        ]  # fmt: skip
        deed = self.chance.choice(deeds)
        deed()
        return deed.__name__


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hundred_deeds_in_a_row_leave_every_row_true(seed):
    editors = Editors(seed)
    done = []
    for _step in range(100):
        done.append(editors.do_something())
        try:
            assert_settled()
        except AssertionError as wrong:
            raise AssertionError(f"wrong after {done}") from wrong
