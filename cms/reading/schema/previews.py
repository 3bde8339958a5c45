"""An editor's unsaved draft, shown by the very types that show what is published."""

from cms.graphql_kit.context import Context
from cms.pages.models import ContentPage
from cms.pages.previews import open_preview
from cms.reading.models import PageCard
from cms.reading.preparing import Surroundings, body_of, card_of
from cms.reading.schema.relations import body_by_page, tags_by_page

# Stands for the id of a page that was never saved; no page has it.
UNSAVED = 0


def previewed(context: Context, token: str) -> PageCard | None:
    """The card of the draft behind a token; None where it does not open for who asks.

    From here on the operation reads through the eyes that the editor chose, which never see more than their own.
    """
    context.is_personal = True
    opened = open_preview(token, by=context.request.user)
    if opened is None:
        return None
    page, context.reader = opened
    context.loaders.put_away()
    page.pk = page.pk or UNSAVED
    card, body = card_of(page, Surroundings.of([page])), body_of(page)
    body_by_page.remember(context, card.page_id, body)
    tags_by_page.remember(context, card.page_id, _labels_of(page, card.language))
    return card


def _labels_of(page: ContentPage, language: str) -> list[object]:
    """The draft's tags, of which only the page in memory knows, as `Tag` takes them."""
    rows = list(page.tagged_items.all())
    for row in rows:
        row.slug, row.label = row.tag.slug, row.tag.label_in(language)
    return rows
