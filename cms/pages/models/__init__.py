"""The page types, and what they share."""

from cms.pages.models.content import ContentPage, PageTag, RelatedLink
from cms.pages.models.event import EventPage
from cms.pages.models.form import Answer, FormField, FormPage
from cms.pages.models.home import HomePage
from cms.pages.models.knowledge import ArticlePage, TopicPage
from cms.pages.models.news import NewsPage
from cms.pages.models.preview import Preview
from cms.pages.models.site import FooterLink, FooterText, SiteSettings
from cms.pages.models.theme import ThemePage
from cms.pages.models.unit import UnitContact, UnitPage

__all__ = [
    "Answer", "ArticlePage", "ContentPage", "EventPage", "FooterLink", "FooterText", "FormField", "FormPage",
    "HomePage", "NewsPage", "PageTag", "Preview", "RelatedLink", "SiteSettings", "ThemePage", "TopicPage",
    "UnitContact", "UnitPage",
]  # fmt: skip

PAGE_TYPES: tuple[type[ContentPage], ...] = (
    HomePage, ThemePage, TopicPage, NewsPage, ArticlePage, EventPage, UnitPage, FormPage,
)  # fmt: skip
