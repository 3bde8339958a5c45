"""Every root field after every deed: what was kept is what would be answered anew, or it is not given.

A root field that is not named here fails the first test, a field that says nothing of what it is made of the second.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.utils import timezone
from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type
from wagtail.models import Collection, Page

from cms.access.models import Audience
from cms.api.answers import KeptAnswer
from cms.api.execution import OPERATIONS, SHARED_ANSWERS, execute_operation
from cms.api.ingredients import UNSHARED, made_of_field
from cms.api.schema import schema
from cms.api.shelves import OwnShelf
from cms.archive.actions.add_version import add_version
from cms.archive.models import DocumentKind, LibraryDocument
from cms.graphql_kit.ids import to_global_id
from cms.media.models import Image, Rendition
from cms.pages.models import ArticlePage, FooterLink, RelatedLink, SiteSettings, ThemePage
from cms.people.models import Location, Unit, User
from cms.tags.models import Tag, TagLabel
from tests.factories.access import create_audience, create_collection, restrict_collection, restrict_page
from tests.factories.archive import create_document
from tests.factories.asking import prepared
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_theme, create_topic, create_unit_page, translate
from tests.factories.people import create_unit, create_user

CARD = "id title path language"
PERSON = "name jobTitle location unit { name parent { name } } photo { alt } skills { label }"
DOCUMENT = "title url version language tags { label } kind { label } owner { name } versions { number author { name } }"
PAGE = f"""{CARD} summary isFallback translations {{ {CARD} }} parent {{ {CARD} }} breadcrumbs {{ {CARD} }}
  theme {{ {CARD} }} image {{ title alt focus {{ x }} rendition(name: CARD) {{ url width }} }} tags {{ slug label }}
  owner {{ name unit {{ name }} }} lastPublishedAt
  body {{ type ... on TextBlock {{ html }} ... on DocumentBlock {{ document {{ title version }} }}
    ... on PageLinkBlock {{ page {{ {CARD} }} }} ... on ContactBlock {{ person {{ name }} }} }}"""

# What is asked of each root field; nothing of one whose answers are never kept. `%(page)s` and so on are ids.
ASKED: dict[str, tuple[str, ...]] = {
    "page": (
        f'page(path: "/werk/verlof/") {{ {PAGE} }}',
        f'page(path: "/werk/verlof/") {{ related {{ {CARD} }} }}',
        f'page(path: "/werk/verlof/") {{ {CARD} children {{ nodes {{ title }} }} }}',
        f'page(path: "/werk/nieuw/") {{ {CARD} }}',
        f'page(path: "/werk/loket/") {{ ... on UnitPage {{ unit {{ name }} contacts {{ {PERSON} }} }} }}',
        f'page(path: "/en/werk/verlof/", fallback: true) {{ {CARD} isFallback }}',
        f'page(path: "/en/werk/ziek/", fallback: true) {{ {CARD} isFallback }}',
        f'page(id: "%(page)s") {{ {CARD} }}',
    ),
    "pages": (
        f"pages {{ totalCount nodes {{ {CARD} tags {{ label }} owner {{ name }} image {{ alt }} }} }}",
        'pages(filter: { tag: ["vrij"] }) { nodes { title } }',
    ),
    "navigation": (f"navigation {{ page {{ {CARD} }} children {{ page {{ {CARD} }} }} }}",),
    "document": (f'document(id: "%(document)s") {{ {DOCUMENT} }}',),
    "documents": (f"documents {{ totalCount nodes {{ {DOCUMENT} }} }}",),
    "documentKinds": ("documentKinds { code label }",),
    "person": (f'person(id: "%(person)s") {{ {PERSON} }}',),
    "people": (f"people {{ nodes {{ {PERSON} }} }}",),
    "unit": ('unit(id: "%(unit)s") { name parent { name } children { name } }',),
    "units": ("units { name parent { name } }",),
    "locations": ("locations",),
    "tag": ('tag(slug: "vrij") { slug label }',),
    "tags": ("tags { totalCount nodes { slug label } }",),
    "site": ("site { name logo { alt } footerText footerLinks { label url } }",),
    "node": (
        f'node(id: "%(page)s") {{ ... on ArticlePage {{ {CARD} }} }}',
        'node(id: "%(image)s") { ... on Image { title } }',
        f'node(id: "%(document)s") {{ ... on Document {{ {DOCUMENT} }} }}',
        f'node(id: "%(person)s") {{ ... on Person {{ {PERSON} }} }}',
        'node(id: "%(unit)s") { ... on Unit { name } }',
    ),
    "nodes": (f'nodes(ids: ["%(page)s", "%(person)s"]) {{ id ... on ArticlePage {{ {CARD} }} }}',),
    **dict.fromkeys(
        (
            "changes", "folder", "formTicket", "frequentQueries", "meeting", "meetings", "previewAudience", "redirect",
            "search", "similar", "suggest", "viewer", "workGroup", "workGroups",
        ),
        (),
    ),
}  # fmt: skip


@dataclass
class City:
    """A little of everything, each connected with the article about leave."""

    leave: ArticlePage
    ill: ArticlePage
    theme: ThemePage
    other_theme: ThemePage
    document: LibraryDocument
    image: Image
    noor: User
    staff: User
    files: Collection

    def operations(self) -> list[str]:
        """What is asked of it."""
        ids = {
            "page": to_global_id("Page", self.ill.pk),
            "document": to_global_id("Document", self.document.pk),
            "image": to_global_id("Image", self.image.pk),
            "person": to_global_id("Person", self.noor.profile.pk),
            "unit": to_global_id("Unit", self.noor.profile.unit_id),
        }
        return [f"{{ {text % ids} }}" for texts in ASKED.values() for text in texts]


@pytest.fixture
def city(db: None) -> City:
    files = create_collection("Bestanden", audiences=("staff",))
    unit = create_unit("Burgerzaken", parent=create_unit("Dienst"))
    noor = create_user("Noor Bakker", unit=unit, location="Stadhuis")
    home = create_home()
    theme, other = create_theme(home, "Werk", show_in_menus=True), create_theme(home, "Wonen")
    image, document = create_image(collection=files), create_document(collection=files, owner=noor)
    document.tags.add("vrij")
    ill = create_article(theme, "Ziek")
    link = f'<p><a linktype="page" id="{ill.pk}">ziek</a> <a linktype="document" id="{document.pk}">stuk</a></p>'
    values = {"text": link, "document": document.pk, "page_link": ill.pk}
    values["contact"] = {"person": noor.profile.pk, "text": ""}
    body = [{"type": name, "value": value, "id": name} for name, value in values.items()]
    leave = create_article(theme, "Verlof", owner=noor, image=image, body=body)
    like = create_article(create_topic(theme, "Regels"), "Vakantie")
    for page in (leave, like):
        page.tags.add("vrij")
        page.save()
    RelatedLink.objects.create(page=leave.page_ptr, target=ill.page_ptr)
    create_unit_page(theme, "Loket", unit=unit, contacts=[noor])
    translate(theme)
    prepared()
    return City(leave, ill, theme, other, document, image, noor, create_user("Stan Staf"), files)


def answers(city: City, texts: Iterable[str]) -> dict[str, KeptAnswer]:
    """What a colleague is answered now, kept or not, by operation."""
    request, found = RequestFactory().get("/"), {}
    request.user = User.objects.select_related("profile__unit").get(pk=city.staff.pk)
    for text in texts:
        operations = OPERATIONS.of(text, is_trusted=False)
        answer = execute_operation(operations, operations.named(None), {}, request=request)
        assert isinstance(answer, KeptAnswer), (text, answer.errors)
        found[text] = answer
    return found


def answers_anew(city: City, texts: Iterable[str]) -> dict[str, KeptAnswer]:
    """What they would be answered if nothing was kept."""
    kept, SHARED_ANSWERS.own = SHARED_ANSWERS.own, OwnShelf()
    try:
        return answers(city, texts)
    finally:
        SHARED_ANSWERS.own = kept


def publish(page: Any, **changes: Any) -> None:
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def changed(thing: Any, **changes: Any) -> None:
    thing = type(thing).objects.get(pk=thing.pk)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save()


def nobody() -> Audience:
    return Audience.objects.filter(name="Niemand").first() or create_audience("Niemand")


def rename_unit(city: City) -> None:
    changed(city.noor.profile.unit, name="Publiekszaken")


def move_unit(city: City) -> None:
    Unit.objects.get(pk=city.noor.profile.unit_id).move(create_unit("Elders"), "sorted-child")
    changed(city.noor.profile.unit)


def tag_another(city: City) -> None:
    city.ill.tags.add("vrij")
    city.ill.save()


def make_version(city: City) -> None:
    file = ContentFile(b"Artikel 2.", name="regeling.txt")
    add_version(city.document, file=file, by=city.noor, based_on=city.document.version)


def add_kind(city: City) -> None:
    changed(city.document, kind=DocumentKind.objects.create(code="regeling"))


def delete_rendition(city: City) -> None:
    changed(city.image, focal_point_x=5, focal_point_y=5, focal_point_width=4, focal_point_height=4)
    Rendition.objects.filter(image=city.image).first().delete()


def close_collection(city: City) -> None:
    restrict_collection(city.files, nobody())


def move_images(city: City) -> None:
    closed = create_collection("Dicht", audiences=(nobody(),))
    Image.objects.filter(pk=city.image.pk).update(collection=closed)


def move_documents(city: City) -> None:
    closed = create_collection("Dicht", audiences=(nobody(),))
    LibraryDocument.objects.filter(pk=city.document.pk).update(collection=closed)


def name_site(city: City) -> None:
    site = SiteSettings.load() if not SiteSettings.objects.exists() else SiteSettings.objects.get()
    site.name = "Stadsnet"
    site.save()
    FooterLink.objects.create(site=site, language="nl", label="Privacy", address="/privacy/")


DEEDS: list[Callable[[City], Any]] = [
    lambda city: publish(city.ill, title="Ziek melden"),
    lambda city: publish(city.ill, slug="ziek-melden"),
    lambda city: publish(create_article(city.theme, "Nieuw", live=False)),
    lambda city: Page.objects.get(pk=city.ill.pk).specific.unpublish(),
    lambda city: publish(city.ill),
    lambda city: publish(city.leave, expire_at=timezone.now() + timedelta(days=1), summary="Vrije dagen"),
    tag_another,
    lambda city: publish(city.theme, title="Werken"),
    lambda city: translate(city.ill).save_revision().publish(),
    lambda city: translate(city.leave).save_revision().publish(),
    lambda city: changed(city.noor, first_name="Nora"),
    lambda city: changed(city.noor.profile, job_title="Adviseur", photo=city.image),
    lambda city: changed(Location.objects.get(), name="Raadhuis"),
    lambda city: city.noor.profile.skills.add(Tag.objects.get(slug="vrij")),
    rename_unit,
    move_unit,
    lambda city: TagLabel.objects.create(tag=Tag.objects.get(slug="vrij"), language="nl", label="Vrije tijd"),
    lambda city: changed(city.image, description="Het stadhuis"),
    delete_rendition,
    lambda city: changed(city.document, title="Nieuwe regeling"),
    lambda city: city.document.tags.add("nieuw"),
    make_version,
    add_kind,
    name_site,
    lambda city: changed(SiteSettings.objects.get(), logo=city.image),
    move_images,
    lambda city: Image.objects.filter(pk=city.image.pk).update(collection=city.files),
    move_documents,
    lambda city: LibraryDocument.objects.filter(pk=city.document.pk).update(collection=city.files),
    lambda city: LibraryDocument.objects.get(pk=city.document.pk).delete(),
    close_collection,
    lambda city: restrict_page(city.ill, nobody()),
    lambda city: restrict_page(city.ill, "staff"),
    lambda city: Page.objects.get(pk=city.leave.pk).move(Page.objects.get(pk=city.other_theme.pk), "last-child"),
    lambda city: changed(city.noor, is_active=False),
    lambda city: Page.objects.get(pk=city.ill.pk).specific.delete(),
    lambda city: publish(city.theme, slug="werken"),
    lambda city: restrict_page(city.theme, nobody()),
]


def test_every_root_field_is_asked() -> None:
    assert set(schema.graphql_schema.query_type.fields) == set(ASKED)


def test_every_field_says_what_it_is_made_of() -> None:
    silent = []
    for name in reached_from_query():
        kind = schema.graphql_schema.get_type(name)
        for field, definition in kind.fields.items():
            brings = get_named_type(definition.type).name
            is_said = made_of_field(schema.graphql_schema, name, field) is not None
            if not is_said and name not in UNSHARED and brings not in UNSHARED:
                silent.append(f"{name}.{field}")
    assert sorted(silent) == ["Query.formTicket", "Query.frequentQueries", "Query.previewAudience"]


def reached_from_query() -> set[str]:
    """The types that an answer to a query can be made of, without those that make it one's own."""
    reached, waiting = set[str](), ["Query"]
    while waiting:
        name = waiting.pop()
        kind = schema.graphql_schema.get_type(name)
        if name in reached | UNSHARED or not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            continue
        reached.add(name)
        waiting += [get_named_type(field.type).name for field in kind.fields.values()]
        if isinstance(kind, GraphQLInterfaceType):
            waiting += [each.name for each in schema.graphql_schema.get_possible_types(kind)]
    return reached


def test_fields_of_one_s_own_are_never_kept() -> None:
    for name, texts in ASKED.items():
        assert (made_of_field(schema.graphql_schema, "Query", name) is None) == (not texts), name


def test_every_deed_is_seen_by_the_next_reader(city: City, django_capture_on_commit_callbacks: Any) -> None:
    """One city for all deeds, because building one takes longer than asking everything of it."""
    stale, vain = [], []
    before = answers(city, city.operations())
    for number, deed in enumerate(DEEDS):
        with django_capture_on_commit_callbacks(execute=True):
            deed(city)
        after = answers(city, before)
        anew = answers_anew(city, [text for text in after if after[text] is before[text]])
        stale += [f"deed {number}: {text}" for text in anew if after[text].content != anew[text].content]
        vain += [number] if all(after[text].content == before[text].content for text in after) else []
        before = after
    assert (stale, vain) == ([], [])
