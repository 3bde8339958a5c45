"""What an operation's answer can be made of, read from the fields it asks: by construction, no resolver can forget.

A field that is not named here makes an operation's answers unshareable, so that a new one is safe before it is fast;
a test names it. What is made of a list depends on all things of a kind; what finds its things by their ids, through
the loaders, on those things alone (`cms.api.leaving`).
"""

from collections.abc import Iterable

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)

# Lists: these are tags themselves.
PAGES, IMAGES, DOCUMENTS, PEOPLE, TAGS, SITE = "pages", "images", "documents", "people", "tags", "site"
# What is found by its id: a tag for each, and one for what changes many at once.
PAGE, IMAGE, DOCUMENT, PERSON = "page", "image", "document", "person"
LIST_OF = {PAGE: PAGES, IMAGE: IMAGES, DOCUMENT: DOCUMENTS, PERSON: PEOPLE}
# Asked, it is said of nothing that changes; not empty, because answers made of nothing are not shared.
NOTHING = "nothing"

# Fields that read the very thing they are of, which whoever found it answers for.
OWN: dict[str, str] = {
    "Query": "",
    "Node": "id",
    "Page": "id type title slug path language summary isFallback sourcePath firstPublishedAt lastPublishedAt reviewOn",
    "EventPage": "startsAt endsAt location calendarUrl",
    "UnitPage": "openingHours address email phone",
    "FormPage": "fields isAnonymous isSentOnce thankYou daysKept",
    "FormField": "name label type required choices helpText defaultValues autocomplete",
    "Block": "id type",
    "CalloutBlock": "tone",
    "CodeBlock": "language code",
    "ContactBlock": "text",
    "EmbedBlock": "url",
    "FaqBlock": "questions",
    "Faq": "question",
    "HeadingBlock": "text level anchor",
    "ImageBlock": "caption",
    "QuoteBlock": "text attribution",
    "Step": "title",
    "StepsBlock": "steps",
    "TableBlock": "caption header rows",
    "NavigationItem": "page children",
    "PageConnection": "pageInfo totalCount edges nodes",
    "PageEdge": "cursor node",
    "PageInfo": "hasNextPage hasPreviousPage startCursor endCursor",
    "Image": "id title alt width height focus rendition",
    "Focus": "x y",
    "Rendition": "url width height contentType srcset",
    "Document": "id title filename url size contentType language kind description source datedOn archiveNumber "
    "supersededOn createdAt updatedAt version versions",
    "DocumentKind": "code label",
    "DocumentVersion": "number filename url size contentType createdAt note",
    "DocumentConnection": "pageInfo totalCount edges nodes",
    "DocumentEdge": "cursor node",
    "Person": "id name jobTitle email phone unit location",
    "PersonConnection": "pageInfo totalCount edges nodes",
    "PersonEdge": "cursor node",
    "Unit": "id name",
    "Tag": "id slug label",
    "TagConnection": "pageInfo totalCount edges nodes",
    "TagEdge": "cursor node",
    "SiteSettings": "name accent accentDark footerText contactEmail contactPhone languages",
    "SiteLink": "label url",
    "Language": "code name isSource",
}

# Fields that bring something else, and of what that is made.
MADE_OF: dict[str, tuple[str, ...]] = {
    "Query.page": (PAGE,),
    "Query.pages": (PAGES, TAGS),
    "Query.navigation": (PAGES,),
    "Query.document": (DOCUMENT,),
    "Query.documents": (DOCUMENTS, PEOPLE, TAGS),
    "Query.documentKinds": (DOCUMENTS,),
    "Query.person": (PERSON,),
    "Query.people": (PEOPLE, TAGS),
    "Query.unit": (PEOPLE,),
    "Query.units": (PEOPLE,),
    "Query.locations": (PEOPLE,),
    "Query.tag": (TAGS, PAGES, DOCUMENTS, PEOPLE),
    "Query.tags": (TAGS, PAGES, DOCUMENTS, PEOPLE),
    "Query.site": (SITE,),
    "Query.node": (PAGE, IMAGE, DOCUMENT, PEOPLE, TAGS),
    "Query.nodes": (PAGE, IMAGE, DOCUMENT, PEOPLE, TAGS),
    "Page.translations": (PAGE,),
    "Page.parent": (PAGE,),
    "Page.breadcrumbs": (PAGE,),
    "Page.theme": (PAGE,),
    "Page.children": (PAGES,),
    "Page.image": (IMAGE,),
    "Page.body": (PAGE,),
    "Page.tags": (TAGS,),
    "Page.owner": (PERSON,),
    "Page.related": (PAGE, TAGS),
    "UnitPage.unit": (PEOPLE,),
    "UnitPage.contacts": (PERSON,),
    "ContactBlock.person": (PERSON,),
    "DocumentBlock.document": (DOCUMENT,),
    "ImageBlock.image": (IMAGE,),
    "PageLinkBlock.page": (PAGE,),
    "Document.tags": (TAGS,),
    "Document.owner": (PEOPLE,),
    "Document.supersededBy": (DOCUMENT,),
    "DocumentVersion.author": (PEOPLE,),
    "Person.photo": (IMAGE,),
    "Person.skills": (TAGS,),
    "Unit.parent": (PEOPLE,),
    "Unit.children": (PEOPLE,),
    "Unit.people": (PEOPLE,),
    "SiteSettings.logo": (IMAGE,),
    "SiteSettings.footerLinks": (SITE, PAGES),
}
# Prepared text: its links lead where the reader may go.
MADE_OF_TEXT = (PAGE, DOCUMENT)

# Of a group or folder each reader is told something else; redirects are written in Wagtail's own screens, and an index
# answers a moment later than what it is made of.
OF_GROUPS = frozenset({"WorkGroup", "WorkGroupConnection", "WorkGroupEdge"})
OF_FOLDERS = frozenset({"Folder", "Meeting", "MeetingPaper", "MeetingConnection", "MeetingEdge"})
UNSHARED = OF_GROUPS | OF_FOLDERS | {
    "Viewer", "Redirect", "SearchConnection", "SearchEdge", "SearchHit", "Facet", "Bucket", "Suggestion",
    "ClickedResult", "RecentSearch", "RecentSearches", "SavedSearch", "SavedSearches", "SavedFilter",
    "Notice", "Notices", "Change", "ChangeConnection", "ChangeEdge", "Changes",
}  # fmt: skip
# Plain values that are somebody's own, or the index's.
UNSHARED_FIELDS = frozenset({"Query.frequentQueries", "Query.formTicket", "Query.previewAudience"})


def ingredients_of(schema: GraphQLSchema, document: DocumentNode) -> frozenset[str]:
    """What a validated document's answers are made of; empty when they must not be shared.

    Where a list of a kind is among it, single things of that kind are not: the list changes with each of them.
    """
    made_of = {NOTHING}
    for kind, field in _fields_reached(schema, document):
        parts = made_of_field(schema, kind, field)
        if parts is None:
            return frozenset()
        made_of.update(parts)
    return frozenset(part for part in made_of if LIST_OF.get(part) not in made_of)


def made_of_field(schema: GraphQLSchema, kind: str, field: str) -> tuple[str, ...] | None:
    """What a field of a type adds to what an answer is made of; None when it must not be shared, or nobody said."""
    if field == "__typename":
        return ()
    owner = schema.get_type(kind)
    assert isinstance(owner, GraphQLObjectType | GraphQLInterfaceType)
    if kind in UNSHARED or f"{kind}.{field}" in UNSHARED_FIELDS or field.startswith("__"):
        return None
    brought = get_named_type(owner.fields[field].type).name
    if brought in UNSHARED:
        return None
    if brought == "HTML":
        return MADE_OF_TEXT
    for name in (kind, *(interface.name for interface in owner.interfaces)):
        if f"{name}.{field}" in MADE_OF:
            return MADE_OF[f"{name}.{field}"]
        if field in OWN.get(name, "").split():
            return ()
    return None


def _fields_reached(schema: GraphQLSchema, document: DocumentNode) -> Iterable[tuple[str, str]]:
    info = TypeInfo(schema)
    reached: dict[tuple[str, str], None] = {}

    class Reached(Visitor):
        @staticmethod
        def enter_field(node: FieldNode, *_: object) -> None:
            parent = info.get_parent_type()
            if parent is not None:
                reached[parent.name, node.name.value] = None

    visit(document, TypeInfoVisitor(info, Reached()))
    return reached
