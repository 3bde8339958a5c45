"""One row a root field of the schema: what is asked of it. A field that is not here fails the build.

The fields below the root need no rows: `whole` asks for every one of them, new ones too, as deep as they go.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_interface_type,
    is_leaf_type,
    parse_value,
    value_from_ast_untyped,
)
from wagtail.models import Collection, Page

from cms.api.schema import schema
from cms.archive.models import LibraryDocument
from cms.graphql_kit.ids import to_global_id
from cms.media.models import Image
from cms.pages.addresses import path_of
from cms.people.models import Profile, WorkGroup
from tests.doors.world import SECRET
from tests.factories.forms import old_ticket

SERVED = schema.graphql_schema
DEEPEST = 3
KINDS = {Page: "Page", Image: "Image", LibraryDocument: "Document", Profile: "Person", Collection: "Collection"}

Arguments = dict[str, str]


def id_of(thing: Model) -> str:
    """The global id of a thing of the world, as a GraphQL literal; of what the API has no kind for, a bare guess."""
    kind = next((name for model, name in KINDS.items() if isinstance(thing, model)), type(thing).__name__)
    return f'"{to_global_id(kind, thing.pk)}"'


def _addresses(thing: Model) -> Arguments | None:
    return {"path": f'"{path_of(thing)}"', "fallback": "true"} if isinstance(thing, Page) else None


def _sending(page: Page) -> Arguments:
    return {"input": f'{{ page: {id_of(page)}, ticket: "{old_ticket(page)}", answers: [] }}'}


def _of_group(**more: str) -> Callable[[Model], Arguments | None]:
    return lambda thing: {"group": id_of(thing), **more} if isinstance(thing, WorkGroup) else None


def _by_id(model: type[Model]) -> Callable[[Model], Arguments | None]:
    return lambda thing: {"id": id_of(thing)} if isinstance(thing, model) else None


# How a root field can name one closed thing; None where it has no way to.
NAMES: dict[str, list[Callable[[Model], Arguments | None]]] = {
    "node": [_by_id(Model)],
    "nodes": [lambda thing: {"ids": f"[{id_of(thing)}]"}],
    "navigation": [
        lambda thing: {"under": id_of(thing), "depth": "5", "fallback": "true"} if isinstance(thing, Page) else None
    ],
    "page": [_by_id(Page), _addresses],
    "pages": [
        lambda thing: {"filter": f"{{ under: {id_of(thing)} }}"} if isinstance(thing, Page) else None,
        lambda thing: {"filter": f"{{ theme: [{id_of(thing)}] }}"} if isinstance(thing, Page) else None,
        lambda thing: {"filter": f"{{ ids: [{id_of(thing)}] }}"} if isinstance(thing, Page) else None,
    ],
    "formTicket": [lambda thing: {"page": id_of(thing)} if isinstance(thing, Page) else None],
    "favouriteAdd": [lambda thing: {"page": id_of(thing)} if isinstance(thing, Page) else None],
    "clickedResult": [lambda thing: {"search": '"x"', "result": id_of(thing), "rank": "1"}],
    "formSubmit": [lambda thing: _sending(thing) if isinstance(thing, Page) else None],
    "document": [_by_id(LibraryDocument)],
    "documents": [
        lambda thing: {"filter": f"{{ collection: {id_of(thing)} }}"} if isinstance(thing, Collection) else None,
        lambda thing: {"filter": f"{{ owner: {id_of(thing)} }}"} if isinstance(thing, Profile) else None,
    ],
    "person": [_by_id(Profile)],
    "workGroup": [
        _by_id(WorkGroup),
        lambda thing: {"slug": f'"{thing.slug}"'} if isinstance(thing, WorkGroup) else None,
    ],
    **{name: [_of_group()] for name in ("groupJoin", "groupLeave", "groupArchive", "groupReopen")},
    "groupInvitationAnswer": [_of_group(accept="true"), _of_group(accept="false")],
    **{
        name: [_of_group(person=f'"{to_global_id("Person", 1)}"')]
        for name in (
            "groupInvite",
            "groupInvitationWithdraw",
            "groupMemberRemove",
            "groupOwnerAdd",
            "groupOwnerRemove",
        )
    },
    "similar": [lambda thing: {"id": id_of(thing), "first": "100"}],
    "search": [
        lambda thing: {"query": '""', "filter": f"{{ theme: [{id_of(thing)}] }}"} if isinstance(thing, Page) else None
    ],
}

# What else is asked of it, where closed things could turn up among others.
LISTS: dict[str, list[Arguments]] = {
    "viewer": [{}],
    "site": [{}],
    "previewAudience": [{"token": f'"{SECRET}"'}],
    "pages": [
        {"first": "100"},
        {"orderBy": "TREE", "first": "100"},
        {"filter": '{ language: "en" }', "fallback": "true", "first": "100"},
    ],
    "navigation": [
        {"depth": "5"},
        *({"depth": "5", "language": '"en"', "fallback": which} for which in ("false", "true")),
    ],
    "tag": [{"slug": f'"{SECRET.lower()}"'}],
    "tags": [{"first": "100"}, {"prefix": f'"{SECRET[:3]}"'}],
    "redirect": [{"path": '"/geheim-adres"'}],
    "search": [{"query": f'"{SECRET}"', "first": "100"}, {"query": '""', "first": "100"}],
    "frequentQueries": [{"prefix": f'"{SECRET[:3]}"', "first": "100"}],
    "suggest": [{"prefix": f'"{SECRET[:3]}"', "first": "100"}],
    "changes": [{}],
    "documentKinds": [{}],
    "documents": [{"first": "100"}, {"filter": "{ fileKind: [TEXT, OTHER] }", "orderBy": "TITLE_ASC", "first": "100"}],
    "units": [{}],
    "unit": [{"id": f'"{to_global_id("Unit", pk)}"'} for pk in range(1, 4)],
    "locations": [{}],
    "workGroups": [{"first": "100"}, {"filter": f'{{ name: "{SECRET}" }}'}, {"filter": "{ isArchived: true }"}],
    "people": [{"first": "100"}, {"filter": f'{{ name: "{SECRET}" }}'}],
    "folder": [{"id": f'"{to_global_id("Folder", 1)}"'}],
    "meeting": [{"id": f'"{to_global_id("Meeting", 1)}"'}],
    "meetings": [{"first": "100"}],
}

# Mutations, which have tests of their own: what is closed must not be changed either.
ACTS: dict[str, str] = {
    **dict.fromkeys(
        (
            "folderCreate",
            "folderRename",
            "folderShare",
            "folderDelete",
            "folderDocumentAdd",
            "folderDocumentRevise",
            "folderDocumentRemove",
            "meetingPlan",
            "meetingChange",
            "meetingPapersArrange",
            "meetingCallOff",
        ),
        "tests/cms/folders/test_schema.py: to others a folder is not there",
    ),
    "groupCreate": "tests/cms/directory/test_groups.py: only who may make groups",
    "noticesRead": "tests/cms/api/test_notices.py: only the asker's own notices change",
    "favouriteRemove": "tests/cms/responses/test_schema.py: only the asker's own favourites change",
    "sessionEnd": "tests/cms/api/test_account.py: of the signed-in person alone",
    "otherSessionsEnd": "tests/cms/api/test_account.py: of the signed-in person alone",
    "apiTokenRevoke": "tests/cms/api/test_account.py: of the signed-in person alone",
    "languageChoose": "tests/cms/api/test_account.py: of the signed-in person alone",
    **dict.fromkeys(
        ("recentSearchesClear", "recentSearchesKeep", "searchSave", "searchChange", "searchForget"),
        "tests/cms/searches: only the asker's own searches change",
    ),
    "feedTokenRenew": "tests/cms/api/test_feeds.py: of the signed-in person alone",
    "feedTokenRevoke": "tests/cms/api/test_feeds.py: of the signed-in person alone",
}


def root_fields() -> set[str]:
    """The names of all doors the schema has."""
    assert SERVED.query_type is not None
    return {*SERVED.query_type.fields, *(SERVED.mutation_type.fields if SERVED.mutation_type else ())}


@dataclass(frozen=True, slots=True)
class Question:
    """An operation, and the values of its variables."""

    text: str
    variables: dict[str, Any]


def asking(name: str, arguments: Arguments) -> Question:
    """An operation that asks one root field for all there is below it.

    What is asked for is in variables, because such a text takes a second to validate: it is the same for all things.
    """
    kind, root = _root_of(name)
    field = root.fields[name]
    declared = ", ".join(f"${argument}: {field.args[argument].type}" for argument in arguments)
    given = ", ".join(f"{argument}: ${argument}" for argument in arguments)
    variables = {argument: value_from_ast_untyped(parse_value(value)) for argument, value in arguments.items()}
    head, call = (f"{kind} ({declared})", f"{name}({given})") if arguments else (kind, name)
    return Question(f"{head} {{ {call} {whole(field, DEEPEST)} }}", variables)


def _root_of(name: str) -> tuple[str, GraphQLObjectType]:
    """Where a root field stands: the keyword of the operation, and the type."""
    assert SERVED.query_type is not None
    assert SERVED.mutation_type is not None
    is_query = name in SERVED.query_type.fields
    return ("query", SERVED.query_type) if is_query else ("mutation", SERVED.mutation_type)


def whole(field: GraphQLField, depth: int) -> str:
    """Every field of what a field holds, and of all that can be in its place, so many levels down."""
    kind: Any = get_named_type(field.type)
    if is_leaf_type(kind):
        return ""
    added = {one.name: " ".join(_own(one, depth, kind)) for one in _in_place_of(kind)}
    parts = [f"... on {name} {{ {selections} }}" for name, selections in added.items() if selections]
    return f"{{ __typename {' '.join(_own(kind, depth))} {' '.join(parts)} }}"


def _in_place_of(kind: Any) -> list[Any]:
    """The types that add fields to an interface: those it is implemented by, other interfaces before their types."""
    if not is_interface_type(kind):
        return []
    implementing = SERVED.get_implementations(kind)
    covered = {one.name for inner in implementing.interfaces for one in SERVED.get_possible_types(inner)}
    added = [one for one in implementing.objects if one.name not in covered and one.fields.keys() - kind.fields.keys()]
    return [*implementing.interfaces, *added]


def _own(kind: Any, depth: int, above: Any = None) -> Iterator[str]:
    """The fields of one type that are not those of the one above, under names no other type gives to something else."""
    for name, field in kind.fields.items():
        is_told = above is not None and name in above.fields
        if is_told or (depth == 0 and not is_leaf_type(get_named_type(field.type))):
            continue
        for label, arguments in _ways(field):
            yield f"{kind.name}_{name}{label}: {name}{arguments} {whole(field, depth - 1)}"


def _ways(field: GraphQLField) -> Iterator[tuple[str, str]]:
    """The ways to ask a field: once, or once for each value of an enum it cannot do without."""
    needed = {name: argument for name, argument in field.args.items() if isinstance(argument.type, GraphQLNonNull)}
    if not needed:
        yield "", ""
    for name, argument in needed.items():
        # One size of a picture is enough: all of them stand behind the picture itself.
        value = next(iter(get_named_type(argument.type).values))  # type: ignore[union-attr]
        yield f"_{value}", f"({name}: {value})"
