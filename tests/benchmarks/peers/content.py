"""The peers' own content, read from their database and put into Plein's, so that both answer with the same pages.

Pages keep their numbers, by which the peers' benchmark asks. Nothing is made up but who may see what: the themes, 30 of
which have a restriction of their own, open for staff.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from psycopg.rows import dict_row
from wagtail.images.models import Filter
from wagtail.models import Collection, Locale, Page, Site

from cms.access.actions import restrict, settle_collections, settle_pages, settle_people
from cms.access.models.restriction import RestrictionKind
from cms.access.standard import DIRECTORY_KEY, standard_audiences
from cms.archive.models import LibraryDocument
from cms.media.models import Image, Rendition
from cms.media.renditions import RenditionName
from cms.pages.models import ArticlePage, ContentPage, HomePage, PageTag, RelatedLink, ThemePage
from cms.people.models import Profile, User
from cms.reading.actions import prepare_everything
from cms.tags.models import Tag

RESTRICTED_THEMES = 30
# What the peers ask by width is asked of Plein by name; each picture has both.
SIZES = {"width-400": RenditionName.CARD, "width-800": RenditionName.CONTENT}
MODELS: dict[str, type[ContentPage]] = {"homepage": HomePage, "themepage": ThemePage, "knowledgepage": ArticlePage}
Row = dict[str, Any]


def fill(peers_database: str) -> None:
    """Put the peers' content into this empty database. Raises RuntimeError where there is content already."""
    if ArticlePage.objects.exists():
        raise RuntimeError("There is content in this database.")
    with psycopg.connect(peers_database, row_factory=dict_row) as peers, transaction.atomic():
        _write_files(peers)
        _write_people(peers)
        _write_pages(peers)
        _open_for_staff()
    prepare_everything()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _write_files(peers: psycopg.Connection[Row]) -> None:
    root = Collection.get_first_root_node()
    columns = "id, title, file, width, height"
    images = [Image(collection=root, **row) for row in peers.execute(f"SELECT {columns} FROM wagtailimages_image")]
    Image.objects.bulk_create(images)
    by_id = {image.pk: image for image in images}
    sizes = "SELECT image_id, filter_spec, file, width, height FROM wagtailimages_rendition"
    renditions = []
    for row in peers.execute(sizes):
        size = Filter(SIZES[row.pop("filter_spec")])
        key = size.get_cache_key(by_id[row["image_id"]])
        renditions.append(Rendition(filter_spec=size.spec, focal_point_key=key, **row))
    Rendition.objects.bulk_create(renditions)
    documents = peers.execute("SELECT id, title, file, file_size FROM wagtaildocs_document")
    LibraryDocument.objects.bulk_create(LibraryDocument(collection=root, **row) for row in documents)


def _write_people(peers: psycopg.Connection[Row]) -> None:
    rows = peers.execute("SELECT id, name, jobtitle, photo_id FROM kb_person ORDER BY id").fetchall()
    users = []
    for row in rows:
        first_name, _space, last_name = row["name"].partition(" ")
        email = f"person{row['id']}@peers.example"
        users.append(User(pk=row["id"], email=email, first_name=first_name, last_name=last_name, password="!"))
    User.objects.bulk_create(users)
    Profile.objects.bulk_create(
        Profile(pk=row["id"], user_id=row["id"], job_title=row["jobtitle"], photo_id=row["photo_id"]) for row in rows
    )


def _write_pages(peers: psycopg.Connection[Row]) -> None:
    Page.objects.filter(depth__gt=1).delete()
    rows = list(_page_rows(peers))
    Page.objects.bulk_create([_base_of(row) for row in rows], batch_size=1_000)
    Page.objects.filter(depth=1).update(numchild=1)
    for row in rows:
        model = MODELS[row["model"]]
        # The base rows are there; `save_base(raw=True)` adds the row of the type's own table, and tells nobody.
        model(page_ptr_id=row["id"], rights_key=uuid4(), **_own_fields(row)).save_base(raw=True, force_insert=True)
    Tag.objects.bulk_create(Tag(**row) for row in peers.execute("SELECT id, name, slug FROM taggit_tag"))
    tagged = "SELECT content_object_id, tag_id FROM kb_knowledgepagetag ORDER BY id"
    PageTag.objects.bulk_create((PageTag(**row) for row in peers.execute(tagged)), batch_size=2_000)
    related = "SELECT from_knowledgepage_id AS page_id, to_knowledgepage_id AS target_id"
    live = "to_knowledgepage_id IN (SELECT id FROM wagtailcore_page WHERE live)"
    links = peers.execute(f"{related} FROM kb_knowledgepage_related_pages WHERE {live} ORDER BY id")
    RelatedLink.objects.bulk_create((RelatedLink(**row) for row in links), batch_size=2_000)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page_id": rows[0]["id"], "hostname": "127.0.0.1"}
    )


def _page_rows(peers: psycopg.Connection[Row]) -> Iterator[Row]:
    yield from peers.execute(
        "SELECT p.*, c.model, k.intro, k.body, k.hero_image_id, k.author_id FROM wagtailcore_page p "
        "JOIN django_content_type c ON c.id = p.content_type_id LEFT JOIN kb_knowledgepage k ON k.page_ptr_id = p.id "
        "WHERE p.depth > 1 AND p.live ORDER BY p.path"
    )


def _base_of(row: Row) -> Page:
    names = ("id", "path", "depth", "numchild", "title", "slug", "url_path", "show_in_menus")
    dates = ("first_published_at", "last_published_at", "latest_revision_created_at")
    return Page(
        **{name: row[name] for name in (*names, *dates)},
        draft_title=row["title"],
        locale=Locale.get_default(),
        content_type=ContentType.objects.get_for_model(MODELS[row["model"]]),
        owner_id=row["author_id"],
        translation_key=uuid4(),
    )


def _own_fields(row: Row) -> Row:
    if row["model"] != "knowledgepage":
        return {}
    summary = re.sub(r"<[^>]+>", "", row["intro"])
    return {"summary": summary, "image_id": row["hero_image_id"], "body": list(_blocks(row["body"]))}


def _blocks(body: list[Row]) -> Iterator[Row]:
    """The peers' blocks as Plein stores them: the same ones, under its names."""
    for block in body:
        kind, value = block["type"], block["value"]
        match kind:
            case "heading":
                kept: Any = {"text": value, "level": "2"}
            case "paragraph":
                kind, kept = "text", value
            case "doc_link":
                kind, kept = "document", value["document"]
            case "page_teaser":
                kind, kept = "page_link", value["page"]
            case _:
                kept = value
        yield {"type": kind, "value": kept, "id": block["id"]}


def _open_for_staff() -> None:
    staff = standard_audiences("staff")
    home = HomePage.objects.get()
    themes = ThemePage.objects.order_by("path")[:RESTRICTED_THEMES]
    for page in (home, *themes):
        restrict(kind=RestrictionKind.PAGE, key=page.rights_key, audiences=staff)
    restrict(kind=RestrictionKind.COLLECTION, key=Collection.get_first_root_node().pk, audiences=staff)
    restrict(kind=RestrictionKind.DIRECTORY, key=DIRECTORY_KEY, audiences=staff)
    settle_collections()
    settle_people(Profile.objects.values_list("pk", flat=True))
    keys = {page.pk: page.rights_key for model in MODELS.values() for page in model.objects.only("rights_key")}
    settle_pages(keys, rights_keys=keys)
