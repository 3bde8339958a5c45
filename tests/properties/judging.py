"""What the policy says of a world, beside what the law says."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from wagtail.models import Collection, Page

from cms.access.policy import may_open, may_see, open_to, visible_to
from cms.access.readers import reader_for
from cms.archive.models import LibraryDocument
from cms.people.models import Profile, User
from tests.properties.facts import read_facts
from tests.properties.ground import World
from tests.properties.law import Law, PersonFacts


def readers(world: World, law: Law) -> Iterable[tuple[str, Any, PersonFacts | None]]:
    """Everybody who may ask: their name, the user, and what the law knows of them."""
    yield "a visitor", AnonymousUser(), None
    people = [*world.ground.people, world.ground.administrator]
    for user in User.objects.select_related("profile__unit").filter(pk__in=[each.pk for each in people]).order_by("pk"):
        yield str(user), user, law.facts.people[user.pk]


def assert_lawful(world: World) -> None:
    """The policy says of every reader and every thing what the law says."""
    law = Law(read_facts())
    for turn, (name, user, person) in enumerate(readers(world, law)):
        reader = reader_for(user)
        seen = {
            Page: law.visible_pages(person),
            Collection: law.visible_collections(person),
            LibraryDocument: law.visible_documents(person),
            Profile: law.visible_people(person),
        }
        for model, lawful in seen.items():
            _same(name, model, _ids(visible_to(reader, _all(model))), lawful)
            thing = _thing(law, model, turn)
            assert may_see(reader, thing) == (thing.pk in lawful), f"{name}: may see {model.__name__} {thing.pk}"
        drafts_too = law.open_pages(person)
        _same(f"{name}, drafts too", Page, _ids(open_to(reader, _all(Page))), drafts_too)
        page = _thing(law, Page, turn)
        assert may_open(reader, page) == (page.pk in drafts_too), f"{name}: may open page {page.pk}"


def _all(model: type[Model]) -> Any:
    things = model._default_manager.all()
    return things.filter(depth__gt=1) if model is Page else things


def _ids(queryset: Any) -> set[int]:
    return set(queryset.order_by().values_list("pk", flat=True))


def _same(name: str, model: type[Model], seen: set[int], lawful: set[int]) -> None:
    assert seen == lawful, f"{name}: {model.__name__}: too many {seen - lawful}, too few {lawful - seen}"


def _thing(law: Law, model: type[Model], number: int) -> Model:
    """One of a kind, another for each reader, because one by one is what costs; as much of it as rights look at."""
    facts = law.facts
    if model is LibraryDocument:
        pk, collection = sorted(facts.documents.items())[number % len(facts.documents)]
        return LibraryDocument(pk=pk, collection_id=collection)
    if model is Profile:
        # Whole, because the audit log names whom an administrator passed.
        people = sorted(each.profile for each in facts.people.values())
        return Profile.objects.select_related("user").get(pk=people[number % len(people)])
    ids = sorted(facts.pages if model is Page else facts.collections)
    return model(pk=ids[number % len(ids)])
