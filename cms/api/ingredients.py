"""What an operation's answer can be made of, read from the types it reaches: by construction, no resolver can forget.

A type that is not named here makes an operation's answers unshareable, so that a new one is safe before it is fast.
"""

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_leaf_type,
    visit,
)

RIGHTS, PAGES, IMAGES, DOCUMENTS, PEOPLE, TAGS = "rights", "pages", "images", "documents", "people", "tags"
SITE = "site"
EVERYTHING = frozenset({RIGHTS, PAGES, IMAGES, DOCUMENTS, PEOPLE, TAGS})

MADE_OF: dict[str, frozenset[str]] = {
    "Query": frozenset({RIGHTS}),
    "Node": EVERYTHING,
    "Page": frozenset({PAGES}),
    "Block": frozenset({PAGES}),
    "Step": frozenset({PAGES}),
    "Faq": frozenset({PAGES}),
    "FormField": frozenset({PAGES}),
    "HTML": frozenset({PAGES, DOCUMENTS}),
    "NavigationItem": frozenset({PAGES}),
    "PageConnection": frozenset({PAGES}),
    "PageEdge": frozenset({PAGES}),
    "PageInfo": frozenset(),
    "Image": frozenset({IMAGES}),
    "Focus": frozenset({IMAGES}),
    "Rendition": frozenset({IMAGES}),
    "Document": frozenset({DOCUMENTS}),
    "DocumentKind": frozenset({DOCUMENTS}),
    "DocumentVersion": frozenset({DOCUMENTS}),
    "DocumentConnection": frozenset({DOCUMENTS}),
    "DocumentEdge": frozenset({DOCUMENTS}),
    "Person": frozenset({PEOPLE}),
    "PersonConnection": frozenset({PEOPLE}),
    "PersonEdge": frozenset({PEOPLE}),
    "Unit": frozenset({PEOPLE}),
    "Tag": frozenset({TAGS}),
    "SiteSettings": frozenset({SITE}),
    "SiteLink": frozenset({SITE}),
}

# Of a group each reader is told something else; redirects are written in Wagtail's own screens, and an index answers a
# moment later than what it is made of.
OF_GROUPS = frozenset({"WorkGroup", "WorkGroupConnection", "WorkGroupEdge"})
OF_FOLDERS = frozenset({"Folder", "Meeting", "MeetingPaper", "MeetingConnection", "MeetingEdge"})
UNSHARED = OF_GROUPS | OF_FOLDERS | {
    "Viewer", "Redirect", "SearchConnection", "SearchEdge", "SearchHit", "Facet", "Bucket", "Suggestion",
    "ClickedResult", "RecentSearch", "RecentSearches", "SavedSearch", "SavedSearches", "SavedFilter",
}  # fmt: skip


def ingredients_of(schema: GraphQLSchema, document: DocumentNode) -> frozenset[str]:
    """The cache tags of what a validated document reaches; none at all when its answers must not be shared."""
    reached = _types_reached(schema, document)
    parts = [_made_of(schema, name) for name in reached - UNSHARED]
    if reached & UNSHARED or any(part is None for part in parts):
        return frozenset()
    return frozenset({RIGHTS}).union(*(part for part in parts if part))


def _made_of(schema: GraphQLSchema, name: str) -> frozenset[str] | None:
    if name in MADE_OF:
        return MADE_OF[name]
    kind = schema.get_type(name)
    if is_leaf_type(kind):
        return frozenset()
    interfaces = kind.interfaces if isinstance(kind, GraphQLObjectType) else ()
    known = [MADE_OF[interface.name] for interface in interfaces if interface.name in ("Page", "Block")]
    return known[0] if known else None


def _types_reached(schema: GraphQLSchema, document: DocumentNode) -> set[str]:
    info = TypeInfo(schema)
    reached: set[str] = set()

    class Reached(Visitor):
        @staticmethod
        def enter_field(_node: FieldNode, *_: object) -> None:
            for kind in (info.get_type(), info.get_parent_type()):
                named = get_named_type(kind) if kind else None
                if named is not None:
                    reached.add(named.name)

    visit(document, TypeInfoVisitor(info, Reached()))
    return {name for name in reached if not name.startswith("__")}
