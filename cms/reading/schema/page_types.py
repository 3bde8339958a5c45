"""All types a page can have: the schema is told of each, because queries name the interface alone."""

from cms.reading.schema.blocks import ObjectKind
from cms.reading.schema.events import EventPage
from cms.reading.schema.forms import FormPage
from cms.reading.schema.pages import ArticlePage, HomePage, NewsPage, ThemePage, TopicPage
from cms.reading.schema.units import UnitPage

PAGE_TYPES: tuple[ObjectKind, ...] = (
    HomePage, ThemePage, TopicPage, NewsPage, ArticlePage, EventPage, UnitPage, FormPage,
)  # fmt: skip
