"""What a published page says, prepared when it changes: a read opens one row instead of Wagtail's many tables."""

from typing import Any, Self

from django.db import models
from django.db.models import F, OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cms.access.models.lock import VisibilityKind
from cms.access.policy import SeenAs
from cms.lazy_json import LazyJSONField


class PageType(models.TextChoices):
    """The contract's names of the page types that exist."""

    HOME = "HOME", _("home page")
    THEME = "THEME", _("theme")
    TOPIC = "TOPIC", _("topic")
    NEWS = "NEWS", _("news item")
    ARTICLE = "ARTICLE", _("article")
    EVENT = "EVENT", _("event")
    UNIT = "UNIT", _("unit page")
    FORM = "FORM", _("form")


ALWAYS_IN_MENUS = (PageType.HOME.value, PageType.THEME.value, PageType.TOPIC.value)
NEWEST = F("last_published_at").desc(nulls_last=True)
FIRST = F("first_published_at").desc(nulls_last=True)
LAST_MADE = F("page").desc()
# An event whose end nobody knows is over once it has begun.
OVER = Coalesce("ends_at", "starts_at")


class LatestFirst(models.Index):
    """An index by date, what has none last: SQLite puts it there by itself, and refuses an index that says so."""

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """The statement that makes it."""
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using, **kwargs)
        plain = [
            OrderBy(part.expression, descending=part.descending) if isinstance(part, OrderBy) else part
            for part in self.expressions
        ]
        return models.Index(*plain, name=self.name).create_sql(model, schema_editor, using, **kwargs)


class Level(models.Func):
    """How far below its home page a card's page stands, which is at 0: told by the card itself, so that a menu reads as
    many rows as it shows, however many pages lie deeper."""

    output_field = models.IntegerField()

    def __init__(self) -> None:
        super().__init__(F("ancestor_ids"), function="jsonb_array_length")

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite's name for it."""
        return self.as_sql(compiler, connection, function="json_array_length", **context)


class PageCardQuerySet(models.QuerySet["PageCard"]):
    """Cards, and holding them."""

    def held(self) -> Self:
        """These, kept from others until the transaction ends, in the order in which all who prepare pages take them: in
        another, two who each need what the other has would wait for ever."""
        return self.order_by("pk").select_for_update(of=("self",))


class PageCard(models.Model):
    """One published page as lists, menus and links show it. Who may see it is decided at the read, on its lock."""

    page = models.OneToOneField("wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="card")
    type = models.CharField(max_length=20, choices=PageType.choices)
    title = models.CharField(max_length=255)
    slug = models.CharField(max_length=255)
    path = models.TextField(help_text="The address, with its language's prefix.")
    path_digest = models.CharField(max_length=32, db_index=True, help_text="MD5 of the path: short enough to index.")
    language = models.CharField(max_length=10)
    translation_key = models.UUIDField(db_index=True)
    parent_id = models.PositiveBigIntegerField(null=True, db_index=True)
    ancestor_ids = LazyJSONField(default=list, help_text="From the home page down to the parent.")
    theme_id = models.PositiveBigIntegerField(null=True, db_index=True)
    related_ids = LazyJSONField(default=list)
    image_id = models.PositiveBigIntegerField(null=True)
    owner_id = models.PositiveBigIntegerField(null=True, help_text="The profile of the page's owner.")
    summary = models.TextField(blank=True)
    is_in_menus = models.BooleanField(default=False)
    source_path = models.CharField(max_length=500, blank=True)
    first_published_at = models.DateTimeField(null=True)
    last_published_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    starts_at = models.DateTimeField(null=True, help_text="Of an event.")
    ends_at = models.DateTimeField(null=True, help_text="Of an event whose end is known.")
    details = LazyJSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        help_text="What its type says besides; see `cms.reading.details`.",
    )

    objects = PageCardQuerySet.as_manager()

    seen_as = SeenAs(VisibilityKind.PAGE, "page_id")

    # Set at the read, on the card that stands in for a missing translation.
    is_fallback = False

    class Meta:
        verbose_name = _("page card")
        verbose_name_plural = _("page cards")
        # In the very orders that lists are asked in, so that a page of a list reads as many rows as it shows.
        indexes = [
            LatestFirst(NEWEST, LAST_MADE, name="card_newest"),
            LatestFirst("type", NEWEST, LAST_MADE, name="card_newest_of_type"),
            LatestFirst("theme_id", NEWEST, LAST_MADE, name="card_newest_of_theme"),
            LatestFirst("type", FIRST, LAST_MADE, name="card_first_of_type"),
            models.Index("title", "page", name="card_by_title"),
            models.Index("starts_at", "page", name="card_by_start"),
            models.Index(OVER, name="card_by_end"),
            models.Index(
                "language",
                Level(),
                condition=models.Q(type__in=ALWAYS_IN_MENUS) | models.Q(is_in_menus=True),
                name="card_in_menus",
            ),
            # For the planner, which takes no statistics from an index of some rows alone.
            models.Index(Level(), name="card_level"),
        ]

    def __str__(self) -> str:
        return self.title


class PageBody(models.Model):
    """The blocks of one published page, ready to serve.

    `blocks` is a list of objects with `id`, `type` (a block's name in `cms.pages.blocks`) and that block's own values.
    Links in their HTML are placeholders (`href="plein:page:5#anchor"`, `href="plein:document:7"`), because where a
    link leads, and whether it is one at all, depends on the reader. `references` lists by kind, {"page": [5]}, all that
    the page shows, that of its card included: see `cms.reading.showing`.
    """

    card = models.OneToOneField(PageCard, primary_key=True, on_delete=models.CASCADE, related_name="prepared_body")
    blocks = LazyJSONField(default=list)
    references = LazyJSONField(default=dict)

    seen_as = SeenAs(VisibilityKind.PAGE, "card_id")

    class Meta:
        verbose_name = _("prepared body")
        verbose_name_plural = _("prepared bodies")

    def __str__(self) -> str:
        return f"body of {self.card_id}"


class LikelyPages(models.Model):
    """The pages most like one by their tags, the likeliest first, whoever may see them; see `cms.reading.likeness`."""

    card = models.OneToOneField(PageCard, primary_key=True, on_delete=models.CASCADE, related_name="likely")
    page_ids = models.JSONField(default=list)

    class Meta:
        verbose_name = _("likely pages")
        verbose_name_plural = _("likely pages")

    def __str__(self) -> str:
        return f"likely beside {self.card_id}"
