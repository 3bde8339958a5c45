"""How like two pages are by their tags; docs/editors.md and docs/api.md say it in words."""

from typing import Any

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Sum, Value, When
from wagtail.admin.panels import Panel
from wagtail.models import Page

from cms.access.policy import open_to
from cms.access.readers import reader_of_user
from cms.tags.models import Tag

# How much more a page of the same theme is worth.
SAME_THEME = 1.25
# A tag on more pages than this says too little about any of them.
COMMON = 500
# How many an editor is offered.
OFFERED = 6
# The tree path of a theme has the root's, the home page's and its own step.
THEME_STEPS = 3


def weight_of(uses: int) -> float:
    """What a shared tag counts for, when so many published pages have it: a rare one more than a common one."""
    return 1 / uses


def pages_like(page: Any, *, by: Any) -> QuerySet[Page]:
    """Published pages of the same language that share tags with a page as it is in memory, of those that open for
    somebody; the likeliest first, without those that are chosen beside it."""
    published = Q(pages_pagetag_items__content_object__live=True)
    tags = Tag.objects.filter(pk__in=[tag.pk for tag in page.tags.all()])
    counted = tags.annotate(uses=Count("pages_pagetag_items", filter=published)).values_list("pk", "uses")
    weights = {tag: weight_of(uses) for tag, uses in counted if 0 < uses <= COMMON}
    near = Q(path__startswith=page.path[: THEME_STEPS * Page.steplen])
    cases = [When(tagged_items__tag=tag, then=Value(weight)) for tag, weight in weights.items()]
    others = open_to(reader_of_user(by), Page.objects.filter(live=True, alias_of=None, locale=page.locale_id))
    chosen = [link.target_id for link in page.related_links.all()]
    return (
        others.exclude(pk__in=[page.pk, *chosen])
        .exclude(pk__in=page.get_ancestors().values("pk"))
        .filter(tagged_items__tag__in=weights)
        .annotate(
            nearness=Case(When(near, then=Value(SAME_THEME)), default=Value(1.0)),
            score=Sum(Case(*cases, default=Value(0.0), output_field=FloatField())) * F("nearness"),
        )
        .order_by("-score", F("last_published_at").desc(nulls_last=True), "-pk")
    )


class PagesLikePanel(Panel):
    """Offers pages with the same tags beside those that an editor names; a click names one."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/pages_like_panel.html"

        class Media:
            js = ["pages/pages_like.js"]

        def is_shown(self) -> bool:
            """A page that was never saved has no tags yet."""
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "pages": pages_like(self.instance, by=self.request.user)[:OFFERED]}
