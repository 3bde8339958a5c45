"""Writing down where pages lead."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.db import transaction

from cms.care.finding import Found, anchors_in, links_in
from cms.care.models import Anchor, Link, WebAddress
from cms.care.models.links import LinkKind
from cms.reading.models import PageBody, PageCard

BATCH = 200


@transaction.atomic
def note_links(page_ids: Collection[int]) -> None:
    """Write down the links and headings of these pages as readers get them now; of an unpublished one, none."""
    bodies = list(PageBody.objects.filter(card__in=page_ids).select_related("card"))
    found = [(body.card_id, each) for body in bodies for each in (*links_in(body.blocks), *_related(body.card))]
    addresses = _addresses_of({each.url for _page_id, each in found if each.url})
    Link.objects.filter(page__in=page_ids).delete()
    Anchor.objects.filter(page__in=page_ids).delete()
    Link.objects.bulk_create([_link(page_id, each, addresses) for page_id, each in found])
    anchors = [Anchor(page_id=body.card_id, name=name) for body in bodies for name in anchors_in(body.blocks)]
    Anchor.objects.bulk_create(anchors)


def note_all_links() -> None:
    """Write down the links of every page, should a process have died in between; forget addresses nobody links to."""
    page_ids = list(PageCard.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(page_ids), BATCH):
        note_links(page_ids[start : start + BATCH])
    WebAddress.objects.unused().delete()


def _related(card: PageCard) -> list[Found]:
    return [Found(LinkKind.PAGE, text="", target_id=target_id) for target_id in card.related_ids]


def _link(page_id: int, found: Found, addresses: dict[str, int]) -> Link:
    return Link(
        page_id=page_id, kind=found.kind, text=found.text, target_id=found.target_id, anchor=found.anchor,
        address_id=addresses.get(found.url),
    )  # fmt: skip


def _addresses_of(urls: Collection[str]) -> dict[str, int]:
    """The ids of these addresses, made where they are new."""
    digests = {WebAddress.digest_of(url): url for url in urls}
    new = [WebAddress(url=url, digest=digest, host=host_of(url)) for digest, url in digests.items()]
    WebAddress.objects.bulk_create(new, ignore_conflicts=True)
    known = WebAddress.objects.filter(digest__in=digests).values_list("url", "pk")
    return dict(known)


def host_of(url: str) -> str:
    """The host of an address, or nothing where it has none."""
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""
