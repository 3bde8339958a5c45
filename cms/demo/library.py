"""The demo's pictures, portraits and documents, made as files and put where their readers may see them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Collection

from cms.access.actions import restrict
from cms.access.models import Audience
from cms.access.models.restriction import RestrictionKind
from cms.archive.actions import add_version, store_document
from cms.archive.models import DocumentKind, DocumentVersion, LibraryDocument
from cms.demo import content
from cms.demo.drawings import draw_portrait, draw_scene
from cms.demo.papers import print_document
from cms.demo.word_papers import write_document
from cms.media.models import Image, Rendition
from cms.pages.models import ThemePage
from cms.people.models import User
from cms.tags.models import Tag

CITY_NAME = "Gemeente Waterveen"
PORTRAITS = "Portretten"
DAYS_OF_FIRST, DAYS_BETWEEN = 6, 17
MAKERS = {"pdf": print_document, "docx": write_document}


def make_pictures(collections: Mapping[str, Collection], *, by: User) -> dict[str, int]:
    """Draw every picture into its theme's collection, or into the root's where all may see it; ids by key."""
    made = {}
    for key, told in content.pictures().items():
        collection = collections[told.theme] if told.theme else Collection.get_first_root_node()
        file = ContentFile(draw_scene(told.drawing), name=f"{key}.png")
        picture = _make_image(told.title, told.description, file, collection, by)
        if told.focus:
            _focus(picture, *told.focus)
        made[key] = picture.pk
    return made


def _focus(picture: Image, top: int, bottom: int) -> None:
    """Have what lies between two heights (percents, from above) stay when the picture is cut; sides are not."""
    picture.focal_point_x, picture.focal_point_width = picture.width // 2, picture.width
    picture.focal_point_y = picture.height * (top + bottom) // 200
    picture.focal_point_height = picture.height * (bottom - top) // 100
    picture.save()


def make_portraits(people: Mapping[str, User], *, by: User) -> None:
    """Draw everybody's face, for staff to see."""
    collection = Collection.get_first_root_node().add_child(name=PORTRAITS)
    for key, told in content.people().items():
        profile = people[key].profile
        file = ContentFile(draw_portrait(told.portrait), name=f"portret-{key}.png")
        profile.photo = _make_image(profile.name, f"Portret van {profile.name}", file, collection, by)
        profile.save(update_fields=["photo"])


def _make_image(title: str, description: str, file: ContentFile, collection: Collection, by: User) -> Image:
    image = Image(title=title, description=description, file=file, collection=collection, uploaded_by_user=by)
    image._set_image_file_metadata()
    image.save()
    return image


def make_documents(
    collections: Mapping[str, Collection], audiences: Mapping[str, Audience], *, by: User
) -> dict[str, int]:
    """Write every document into its theme's collection; ids by key."""
    tags = {tag.slug: tag for tag in Tag.objects.all()}
    kinds = {kind.code: kind for kind in DocumentKind.objects.all()}
    made: dict[str, int] = {}
    for key, told in content.documents().items():
        document = store_document(
            file=_printed(key, replace(told, pages=told.pages[:-1]) if told.news else told),
            title=told.title,
            collection=_collection_for(collections[told.theme], [audiences[name] for name in told.audiences]),
            by=by,
            kind=kinds.get(told.kind),
            dated_on=told.dated_on,
            tags=[tags[slug] for slug in told.tags],
        )
        if told.news:
            add_version(document, file=_printed(key, told), by=by, based_on=1, note=told.news)
        backdate(document, days=DAYS_OF_FIRST + DAYS_BETWEEN * len(made))
        made[key] = document.pk
    return made


def _printed(key: str, told: content.DocumentText) -> ContentFile:
    return ContentFile(MAKERS[told.format](told, publisher=CITY_NAME), name=f"{key}.{told.format}")


def backdate(document: LibraryDocument, *, days: int) -> None:
    """Let a document have been added some days ago, because a library of one and the same minute looks like none."""
    moment = timezone.now() - timedelta(days=days)
    LibraryDocument.objects.filter(pk=document.pk).update(created_at=moment, updated_at=moment)
    for version in document.versions.all():
        then = moment - timedelta(days=DAYS_BETWEEN * (document.version - version.number))
        DocumentVersion.objects.filter(pk=version.pk).update(created_at=then)


def _collection_for(of_theme: Collection, audiences: list[Audience]) -> Collection:
    """A theme's own collection, or for some audiences one below it that only they may open."""
    if not audiences:
        return of_theme
    name = ", ".join(audience.name for audience in audiences)
    found = of_theme.get_children().filter(name=name).first()
    if found:
        return found
    # fetched anew, because a node in memory does not learn of its children
    made = Collection.objects.get(pk=of_theme.pk).add_child(name=name)
    restrict(kind=RestrictionKind.COLLECTION, key=made.pk, audiences=audiences)
    return made


def remove_library(themes: list[ThemePage]) -> None:
    """Take away what the demo's people put into the library, and the collections that this leaves empty."""
    emails = [told.email for told in content.people().values()]
    for rendition in Rendition.objects.filter(image__uploaded_by_user__email__in=emails):
        _delete_with_file(rendition)
    for picture in Image.objects.filter(uploaded_by_user__email__in=emails):
        _delete_with_file(picture)
    # Each of its files is in a folder of its own, so that its name is free already.
    for document in LibraryDocument.objects.filter(uploaded_by_user__email__in=emails):
        document.delete()
    tops = Q(pk__in=[theme.collection_id for theme in themes]) | Q(name=PORTRAITS, depth=2)
    for top in Collection.objects.filter(tops):
        for collection in Collection.get_tree(top).order_by("-depth"):
            _remove_if_empty(collection.pk)


def _delete_with_file(thing: Image | Rendition) -> None:
    # before Wagtail's own hook, which reads the file's name when this is committed
    transaction.on_commit(lambda: _put_file_aside(thing))
    thing.delete()


def _put_file_aside(thing: Image | Rendition) -> None:
    """Free a file's name at once: Wagtail has the worker delete it, some time after a new one needs the name."""
    storage, name = thing.file.storage, thing.file.name
    thing.file.name = f"{name}.removed"
    if storage.exists(name):
        with storage.open(name) as file:
            thing.file.name = storage.save(thing.file.name, file)
        storage.delete(name)


def _remove_if_empty(collection_id: int) -> None:
    # fetched anew, because a node in memory does not learn that its children are gone
    collection = Collection.objects.get(pk=collection_id)
    is_used = any(model.objects.filter(collection=collection).exists() for model in (Image, LibraryDocument))
    if collection.is_leaf() and not is_used:
        collection.delete()
