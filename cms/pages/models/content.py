from typing import Any, Self, cast
from uuid import uuid4

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField

from cms.access.admin.choosers import ChooserPanel
from cms.access.admin.page_form import AudiencesPanel
from cms.access.admin.tester import TestedByLock
from cms.pages.blocks import BodyBlock
from cms.pages.likeness import PagesLikePanel
from cms.pages.models.preview import Preview
from cms.pages.page_form import CheckedPageForm, ChecksPanel
from cms.pages.preview_modes import mode_of_preview, modes_of_preview
from cms.people.models import User
from cms.tags.models import TaggedItem


class PageTag(TaggedItem):
    """A tag on a page of any type."""

    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="tagged_items")


class RelatedLink(Orderable):
    """A page that an editor names beside another."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="related_links")
    target = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="linked_from"
    )

    panels = [ChooserPanel("target", help_text=_("Its title and summary are shown below this page."))]


class ContentPage(TestedByLock, Page):
    """What all pages of an intranet share: what it is about, who may see it, and where it came from."""

    summary = models.TextField(
        _("summary"), blank=True, max_length=500,
        help_text=_("One or two sentences that say what the reader finds here. Lists and search show it."),
    )  # fmt: skip
    image = models.ForeignKey(
        "media.Image", verbose_name=_("image"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("Shown above the page and in lists."),
    )  # fmt: skip
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    tags = ClusterTaggableManager(
        through=PageTag, blank=True, verbose_name=_("tags"), help_text=_("Words under which colleagues look for this.")
    )
    review_on = models.DateField(
        _("review on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody must check that it is still true."),
    )
    rights_key = models.UUIDField(default=uuid4, editable=False, db_index=True)
    source_path = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    # Chosen for a new page of the type, until somebody chooses otherwise; codes of `cms.access.standard`.
    first_audiences: tuple[str, ...] = ()
    # Who may see a page is said by its audiences, in all its languages at once.
    private_page_options: list[str] = []

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        ChooserPanel("image"),
        FieldPanel("body", help_text=_("What the page says, in blocks: add one where you need it, and drag to order.")),
        InlinePanel(
            "related_links", heading=_("Related pages"), label=_("Related page"), max_num=10,
            help_text=_("What somebody who reads this may need next. Readers see only what they may see."),
        ),
        PagesLikePanel(heading=_("Pages with the same tags")),
        ChecksPanel(heading=_("Before you publish")),
    ]  # fmt: skip
    promote_panels = [
        MultiFieldPanel([FieldPanel("tags"), FieldPanel("slug"), FieldPanel("show_in_menus")], _("Finding this page")),
        MultiFieldPanel([FieldPanel("review_on")], _("Keeping it true")),
    ]
    settings_panels = [AudiencesPanel(heading=_("Who may see this")), *Page.settings_panels]
    base_form_class = CheckedPageForm
    override_translatable_fields = [SynchronizedField("slug", overridable=True)]

    class Meta:
        abstract = True

    def facts(self) -> list[str]:
        """Short texts of the type's own that search finds besides the body; every reader of the page may see them."""
        return []

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """In each front-end, as the editor themself or as each audience sees it."""
        if not hasattr(self, "_preview_modes"):
            self._preview_modes = modes_of_preview()
        return self._preview_modes

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Keep the unsaved page and send the editor to a front-end with a token for it; raises Http404 for a front-end
        or an audience that is not there."""
        front_end, audience = mode_of_preview(mode_name)
        person = cast(User, request.user)
        # Wagtail says so of what comes from the form, and not of drafts and former versions that were saved.
        is_typed = getattr(request, "is_editing", False)
        secret = Preview.objects.keep(self, by=person, audience=audience, front_end=front_end.key, is_typed=is_typed)
        return HttpResponseRedirect(front_end.address_of(self, token=secret))

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A revision brought back keeps today's rights and origin: they belong to the page, not to one text of it."""
        page = super().with_content_json(content)
        for field in ("rights_key", "source_path", "source_digest"):
            setattr(page, field, getattr(self, field))
        return page
