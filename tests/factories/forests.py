"""Pages by the thousand, and collections: written in bulk, because through the real models each takes many statements.

Whoever writes pages like this settles them by the real action: `settle_pages`.
"""

from collections import Counter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page

from cms.access.actions import settle_pages
from cms.pages.models import TopicPage

BATCH = 1_000


class Tree:
    """Hands out places in a tree that has nothing below where it begins."""

    def __init__(self) -> None:
        self.children: Counter[str] = Counter()

    def place_below(self, parent: Any) -> dict[str, Any]:
        """The path, depth and number of children of a new last child."""
        self.children[parent.path] += 1
        path = type(parent)._get_path(parent.path, parent.depth + 1, self.children[parent.path])
        return {"path": path, "depth": parent.depth + 1, "numchild": 0}

    def count_children(self, model: type[Any]) -> None:
        """Write down how many children each has that got any."""
        for path, number in self.children.items():
            model._base_manager.filter(path=path).update(numchild=number)


def topic_below(parent: Page, tree: Tree, number: int, **fields: Any) -> TopicPage:
    """A topic that is not in the database yet."""
    slug = f"page-{number}"
    return TopicPage(
        title=fields.pop("title", f"Bladzijde {number}"), slug=slug, url_path=f"{parent.url_path}{slug}/",
        locale_id=parent.locale_id, content_type=ContentType.objects.get_for_model(TopicPage),
        **tree.place_below(parent), **fields,
    )  # fmt: skip


def insert_topics(pages: list[TopicPage]) -> None:
    """Write topics that are in no table yet, without telling anybody."""
    bases = [
        Page(**{each.attname: getattr(page, each.attname) for each in Page._meta.concrete_fields}) for page in pages
    ]
    for page, base in zip(pages, Page.objects.bulk_create(bases, batch_size=BATCH), strict=True):
        page.pk = page.page_ptr_id = base.pk
    for start in range(0, len(pages), BATCH):
        # What `bulk_create` refuses for a table that continues another.
        TopicPage._base_manager._insert(  # type: ignore[attr-defined]
            pages[start : start + BATCH], fields=TopicPage._meta.local_concrete_fields, using=connection.alias
        )


def create_many_topics(parent: Page, *, number: int, branches: int = 20) -> list[TopicPage]:
    """A subtree of topics, each with up to so many below it, settled."""
    tree, made = Tree(), list[TopicPage]()
    for each in range(number):
        made.append(topic_below(made[each // branches - 1] if each >= branches else parent, tree, each))
    insert_topics(made)
    tree.count_children(Page)
    keys = {page.pk: page.rights_key for page in made}
    settle_pages(keys, rights_keys=keys)
    return made
