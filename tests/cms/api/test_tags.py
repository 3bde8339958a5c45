"""The vocabulary: a word tells of what it stands on, and is there for who may see that."""

import pytest

from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from cms.tags.models import Tag, TagLabel
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.asking import ask, error_of, prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

LIST = 'query ($prefix: String) { tags(language: "en", prefix: $prefix) { totalCount nodes { slug label } } }'
ONE = "query ($slug: String!, $id: ID!) { tag(slug: $slug) { id label } node(id: $id) { ... on Tag { slug } } }"


@pytest.fixture
def employee() -> User:
    """Words on a page for everyone, on a page and a document for staff, on a person, and on a draft."""
    home = create_home()
    for parent, title, word, is_live in (
        (create_theme(home, "Open", audiences=("everyone",)), "Parkeren", "auto", True),
        (create_theme(home, "Werk"), "Verlof", "verlof", True),
        (create_theme(home, "Later"), "Plan", "geheim", False),
    ):
        article = create_article(parent, title, live=is_live)
        article.tags.add(word)
        article.save()
    document = create_document("Regeling", collection=create_collection(audiences=("staff",)))
    document.tags.add("regels")
    eva = create_user("Eva de Vries")
    eva.profile.skills.add(Tag.objects.create(name="Talen", slug="talen"))
    TagLabel.objects.create(tag=Tag.objects.get(slug="auto"), language="en", label="Car")
    prepared()
    return eva


def slugs(by: User | None = None, prefix: str | None = None) -> list[str]:
    found = ask(LIST, {"prefix": prefix}, by=by)["tags"]
    assert found["totalCount"] == len(found["nodes"])
    return [tag["slug"] for tag in found["nodes"]]


def test_only_words_on_what_a_reader_may_see_are_there(employee: User) -> None:
    assert slugs() == ["auto"]
    assert slugs(by=create_partner()) == ["auto"]
    assert set(slugs(by=employee)) == {"auto", "regels", "talen", "verlof"}
    assert slugs(by=employee, prefix="ca") == ["auto"]
    assert slugs(by=employee, prefix="geh") == []


def test_a_word_is_found_by_its_slug_and_its_id(employee: User) -> None:
    leave = Tag.objects.get(slug="verlof")
    asked = {"slug": "verlof", "id": to_global_id("Tag", leave.pk)}

    assert ask(ONE, asked, by=employee) == {"tag": {"id": asked["id"], "label": "verlof"}, "node": {"slug": "verlof"}}
    assert ask(ONE, asked) == {"tag": None, "node": None}


def test_many_things_are_asked_for_at_once(employee: User) -> None:
    leave = to_global_id("Tag", Tag.objects.get(slug="verlof").pk)
    person = to_global_id("Person", employee.profile.pk)
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"

    assert ask(text, {"ids": [person, to_global_id("Page", 0), leave]}, by=employee)["nodes"] == [
        {"__typename": "Person", "id": person},
        None,
        {"__typename": "Tag", "id": leave},
    ]
    assert ask(text, {"ids": [person, leave]})["nodes"] == [None, None]
    refused = error_of(text, {"ids": [person] * 101}, by=employee)
    assert (refused["code"], refused["limit"], refused["value"]) == ("LIMIT_EXCEEDED", "ids", 100)
