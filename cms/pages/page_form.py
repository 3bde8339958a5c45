"""The editor's form of a page, with what to look at before publishing it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.admin.panels import Panel
from wagtail.images import get_image_model

from cms.access.admin.page_form import RightsPageForm
from cms.pages.checks import Finding, findings_in, images_in


def check_page(page: Any) -> list[Finding]:
    """What to look at in a page as it is in memory; asks one thing of the database, about its images."""
    return _check(title=page.title, summary=page.summary, image=page.image_id, body=page.body)


def _check(*, title: str, summary: str, image: int | None, body: Any) -> list[Finding]:
    # the stored form of what may just have been typed, and so is not stored yet
    blocks = list(body.get_prep_value()) if body else []
    shown = images_in(blocks) | ({image} if image else set())
    pictures = get_image_model().objects.filter(pk__in=shown).exclude(description="")
    described = set(pictures.values_list("pk", flat=True)) if shown else set()
    return findings_in(title=title, summary=summary, image=image, blocks=blocks, described=described)


class CheckedPageForm(RightsPageForm):
    """Refuses to submit or publish what a deployment says must not be published; a draft may be anything."""

    is_draft = False

    def defer_required_fields(self) -> None:
        """Wagtail says by this that it is about to save no more than a draft."""
        super().defer_required_fields()
        self.is_draft = True

    def restore_required_fields(self) -> None:
        """And by this that it is done."""
        super().restore_required_fields()
        self.is_draft = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        stopping = set(settings.CONTENT_CHECKS_THAT_STOP)
        if self.is_draft or not stopping or not {"title", "summary", "body"} <= cleaned.keys():
            return cleaned
        image = cleaned.get("image")
        found = _check(
            title=cleaned["title"], summary=cleaned["summary"], image=image.pk if image else None, body=cleaned["body"]
        )
        for finding in found:
            if finding.code in stopping:
                told = f"{finding.message} {finding.detail}".strip()
                self.add_error("body" if finding.place else None, ValidationError(told))
        return cleaned


class ChecksPanel(Panel):
    """Lists what to look at in the page as it was last saved, each with a link to its block."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/checks_panel.html"

        def is_shown(self) -> bool:
            """A page that was never saved has nothing to look at yet."""
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "findings": check_page(self.instance)}
