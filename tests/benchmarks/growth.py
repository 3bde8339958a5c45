"""A city that grows: sections, and in each of them pages, all copies of one real page, made by the database itself.

Through the real models 100,000 pages would take hours. What a copy has of its own is what a read asks by: its number,
its place and address, and the lock of its section.
"""

from dataclasses import dataclass, field

from django.db import connection, models
from django.db.models import Max
from wagtail.models import Collection, Page

from cms.access.actions import settle_pages
from cms.access.models import Audience, Restriction, Visibility
from cms.access.models.restriction import RestrictionKind
from cms.media.renditions import RenditionName
from cms.pages.models import ArticlePage, PageTag, RelatedLink, TopicPage
from cms.people.models import User
from cms.reading.actions import prepare_everything
from cms.reading.models import LikelyPages, PageBody, PageCard
from tests.factories.access import create_audience, restrict_collection
from tests.factories.archive import create_document
from tests.factories.forests import Tree, insert_topics, topic_below
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_theme, create_topic
from tests.factories.people import create_user

THEMES, TOPICS, SECTIONS, AUDIENCES = 10, 3, 20, 20
# A prime: who published when follows no order that an index has.
STRIDE, PERIOD = 7919, 1_000_003

COPIES = """CREATE TEMPORARY TABLE copies ON COMMIT DROP AS
SELECT given.id, given.path, parent.id AS parent_id, visibility.lock_id, card.theme_id,
  parent.url_path || 'stuk-' || given.id || '/' AS url_path, card.path || 'stuk-' || given.id || '/' AS address,
  card.ancestor_ids || to_jsonb(parent.id) AS ancestor_ids,
  jsonb_build_array(given.id - 3, given.id - 2, given.id - 1) AS beside,
  now() - make_interval(secs => given.id * %s %% %s) AS at
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS given (id, parent_id, path)
JOIN wagtailcore_page parent ON parent.id = given.parent_id
JOIN reading_pagecard card ON card.page_id = parent.id
JOIN access_visibility visibility ON visibility.kind = 'page' AND visibility.object_id = parent.id"""
SLUG, TITLE, KEY = "'stuk-' || copies.id", "'Stuk ' || copies.id", "gen_random_uuid()"
DATES = {"first_published_at": "copies.at", "last_published_at": "copies.at"}
# Of each table, which column says of which page a row is, and what a copy has of its own: all else is the original's.
OWN: dict[type[models.Model], tuple[str, dict[str, str]]] = {
    Page: ("id", {
        "path": "copies.path", "url_path": "copies.url_path", "slug": SLUG, "title": TITLE, "draft_title": TITLE,
        "translation_key": KEY, **DATES,
    }),
    ArticlePage: ("page_ptr_id", {"rights_key": KEY}),
    Visibility: ("object_id", {"lock_id": "copies.lock_id", "rights_key": KEY}),
    PageCard: ("page_id", {
        "path": "copies.address", "path_digest": "md5(copies.address)", "slug": SLUG, "title": TITLE,
        "translation_key": KEY, "parent_id": "copies.parent_id", "ancestor_ids": "copies.ancestor_ids",
        "theme_id": "copies.theme_id", "related_ids": "copies.beside", **DATES,
    }),
    PageBody: ("card_id", {}),
    LikelyPages: ("card_id", {"page_ids": "copies.beside"}),
    PageTag: ("content_object_id", {}),
}  # fmt: skip


@dataclass
class City:
    """Who reads, the sections, and the page that all pages in them are copies of."""

    reader: User
    sections: list[TopicPage]
    original: ArticlePage
    audiences: list[Audience]
    pages: dict[int, list[int]] = field(default_factory=dict)
    restricted: int = 0

    def grow_to(self, number: int) -> None:
        """Have as many pages in the sections, alike in each."""
        last = Page.objects.aggregate(last=Max("pk"))["last"]
        ids, parents, paths = list[int](), list[int](), list[str]()
        for section in self.sections:
            inside = self.pages.setdefault(section.pk, [])
            for _page in range(number // len(self.sections) - len(inside)):
                last += 1
                inside.append(last)
                ids.append(last)
                parents.append(section.pk)
                paths.append(Page._get_path(section.path, section.depth + 1, len(inside)))
        with connection.cursor() as cursor:
            cursor.execute(COPIES, [STRIDE, PERIOD, ids, parents, paths])
            for model in OWN:
                cursor.execute(_copying(model), [self.original.pk])
            cursor.execute("DROP TABLE copies")
            cursor.execute("ANALYZE")

    def pages_to_read(self) -> list[int]:
        """Those that the reader sees, however many sections are restricted; beside each of them stand three more."""
        return [page for section in self.sections[1::2] for page in self.pages[section.pk][3:]]

    def restrict(self, number: int) -> None:
        """Let so many sections have a restriction of their own; the reader passes those of every second."""
        chosen = self.sections[self.restricted : number]
        restrictions = Restriction.objects.bulk_create(
            Restriction(kind=RestrictionKind.PAGE, key=str(section.rights_key)) for section in chosen
        )
        through = Restriction.audiences.through
        through.objects.bulk_create(
            through(restriction=each, audience=self.audiences[place % AUDIENCES])
            for place, each in enumerate(restrictions, self.restricted)
        )
        self.restricted = number
        settle_pages([section.pk for section in chosen])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def found_city() -> City:
    """Themes and topics in the menu, and below these the sections, without pages; the original is in one besides."""
    reader = create_user()
    home = create_home(show_in_menus=True)
    restrict_collection(Collection.get_first_root_node(), "staff")
    tree, sections = Tree(), list[TopicPage]()
    for _theme in range(THEMES):
        theme = create_theme(home, show_in_menus=True)
        for topic in [create_topic(theme, show_in_menus=True) for _topic in range(TOPICS)]:
            sections += [topic_below(topic, tree, number) for number in range(SECTIONS)]
    insert_topics(sections)
    tree.count_children(Page)
    settle_pages([section.pk for section in sections], rights_keys={each.pk: each.rights_key for each in sections})
    *sections, besides = sections
    original = _original(Page.objects.get(pk=besides.pk), owner=reader)
    prepare_everything()
    audiences = [create_audience(people=[reader] if number % 2 else []) for number in range(AUDIENCES)]
    return City(reader, sections, original, audiences)


def _original(parent: Page, *, owner: User) -> ArticlePage:
    """A page with all around it that the peers' page has."""
    image, document = create_image(), create_document()
    for name in (RenditionName.CARD, RenditionName.CONTENT):
        image.get_rendition(name)
    text = f'<p>Zie <a linktype="page" id="{parent.pk}">het onderwerp</a>. {"Wat er staat. " * 20}</p>'
    body = [
        *[("heading", {"text": "Kop", "level": "2"}), ("text", text)] * 5,
        ("image", {"image": image, "caption": "Het stadhuis"}),
        ("quote", {"text": "Zo is het.", "attribution": "De burgemeester"}),
        ("document", document),
    ]
    article = create_article(parent, "Stuk", summary="Waar het over gaat.", image=image, owner=owner, body=body)
    article.tags.add("een", "twee", "drie")
    article.related_links = [RelatedLink(target=parent)]
    article.save()
    return article


def _copying(model: type[models.Model]) -> str:
    """The statement that copies the original's row of a table for each copy."""
    of_page, own = OWN[model]
    columns = [each.column for each in model._meta.local_concrete_fields]
    columns = [column for column in columns if column == of_page or column != model._meta.pk.column]
    values = ["copies.id" if column == of_page else own.get(column, f'original."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    only = " AND original.kind = 'page'" if model is Visibility else ""
    return (
        f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(values)} "
        f"FROM copies, {model._meta.db_table} original WHERE original.{of_page} = %s{only}"
    )
