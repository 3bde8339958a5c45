"""A column of a card that is left out is one that nobody reads."""

from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type, is_leaf_type

from cms.api.schema import schema
from cms.pages.models import RelatedLink
from cms.people.models import User
from cms.reading.columns import NEVER_SHOWN, SHOWN_AS, unread_columns
from cms.reading.models import PageCard
from tests.factories.asking import ask, prepared
from tests.factories.forms import create_form
from tests.factories.media import create_image
from tests.factories.pages import (
    create_article,
    create_event,
    create_home,
    create_news,
    create_theme,
    create_topic,
    create_unit_page,
)
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db

PAGE: Any = schema.graphql_schema.type_map["Page"]
TYPES = schema.graphql_schema.get_possible_types(PAGE)
FIELDS = sorted({(kind.name, name) for kind in TYPES for name in kind.fields})


def selection_of(page_type: str, name: str) -> str:
    """What to ask below a field: nothing, or what every object has."""
    page: Any = schema.graphql_schema.type_map[page_type]
    kind = get_named_type(page.fields[name].type)
    if is_leaf_type(kind):
        return ""
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and "nodes" in kind.fields:
        return " { nodes { title } }"
    return " { __typename }"


@pytest.fixture
def reader() -> User:
    """Somebody who may see a site with a page of each type, each with something in every column."""
    owner = create_user(unit=create_unit())
    home = create_home()
    theme = create_theme(home, "Werk")
    topic = create_topic(theme, "Onderwerp")
    linked = f'<p><a linktype="page" id="{topic.pk}">hier</a></p>'
    body = [{"type": "text", "value": linked, "id": "a"}, {"type": "page_link", "value": topic.pk, "id": "b"}]
    article = create_article(topic, "Verlof", owner=owner, image=create_image(), body=body)
    article.tags.add("verlof")
    article.save()
    RelatedLink.objects.create(page=article.page_ptr, target=theme.page_ptr)
    create_news(theme)
    create_event(theme)
    create_unit_page(theme, unit=owner.profile.unit, contacts=[owner])
    create_form(theme)
    prepared()
    return owner


@pytest.fixture
def nothing_is_read_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_card: PageCard, *_arguments: Any, fields: Any = None, **_options: Any) -> None:
        raise AssertionError(f"{fields} of a card were left out, and read after all")

    monkeypatch.setattr(PageCard, "refresh_from_db", refuse)


@pytest.mark.usefixtures("nothing_is_read_later")
def test_no_field_of_any_page_reads_what_was_left_out(reader: User) -> None:
    paths = list(PageCard.objects.values_list("path", flat=True))
    for kind, name in FIELDS:
        asked = f"__typename ... on {kind} {{ {name}{selection_of(kind, name)} }}"
        listed = f"pages(first: 50) {{ nodes {{ {asked} parent {{ {asked} }} }} }}"
        ask(f"{{ {listed} navigation {{ page {{ {asked} }} }} }}", by=reader)
    for path in paths:
        ask(f'{{ page(path: "{path}") {{ title body {{ __typename ... on TextBlock {{ html }} }} }} }}', by=reader)
        ask(f'{{ page(path: "{path}") {{ related {{ title related {{ path }} }} }} }}', by=reader)


@pytest.mark.parametrize("order", ["LAST_PUBLISHED_DESC", "FIRST_PUBLISHED_DESC", "TITLE_ASC", "TREE", "STARTS_ASC"])
@pytest.mark.usefixtures("nothing_is_read_later")
def test_a_list_has_what_its_cursors_are_made_of(reader: User, order: str) -> None:
    found = ask(f"{{ pages(first: 2, orderBy: {order}) {{ edges {{ cursor }} pageInfo {{ endCursor }} }} }}", by=reader)
    assert found["pages"]["pageInfo"]["endCursor"] == found["pages"]["edges"][1]["cursor"]


def test_what_is_asked_is_read_and_what_sorts_and_no_more() -> None:
    left_out = {column for columns in SHOWN_AS for column in columns} | set(NEVER_SHOWN)
    assert set(unread_columns(frozenset({"pages", "nodes", "title"}))) == left_out
    assert set(unread_columns(frozenset({"summary"}), "starts_at")) == left_out - {"summary", "starts_at"}
    assert unread_columns(None) == ()


def test_every_field_that_a_column_is_shown_as_is_one_of_some_page() -> None:
    asked = {name for names in SHOWN_AS.values() for name in names}
    assert asked <= {name for _kind, name in FIELDS}
