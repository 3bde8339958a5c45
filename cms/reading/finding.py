"""Finding the page at an address, for one reader."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from cms.access.policy import Visible, visible_to
from cms.access.readers import Reader
from cms.pages.addresses import split_address
from cms.reading.columns import unread_columns
from cms.reading.models import PageCard
from cms.reading.preparing import digest_of
from cms.statements import AnyGiven, BoundStatement

# Given the question which cards are at an address and that address's digest, it asks.
Ask = Callable[[BoundStatement[list[PageCard]], str], list[PageCard]]

# No site is deeper; more slashes are somebody trying what happens.
DEEPEST = 20


def cards_seen_by(reader: Reader) -> QuerySet[PageCard]:
    """The cards of all pages a reader may see now."""
    return visible_to(reader, PageCard.objects.all())


def cards_in(language: str, *, reader: Reader, with_fallback: bool = False) -> QuerySet[PageCard]:
    """The cards of the pages in a language. With fallback those that are not translated come in the source language,
    which `is_fallback` says of them."""
    cards = cards_seen_by(reader)
    if not with_fallback or language == settings.LANGUAGE_CODE:
        return cards.filter(language=language)
    translated = cards.filter(language=language, translation_key=OuterRef("translation_key"))
    stands_in = Q(language=settings.LANGUAGE_CODE) & ~Exists(translated)
    is_fallback = ExpressionWrapper(~Q(language=language), output_field=BooleanField())
    marked: dict[str, Any] = {"is_fallback": is_fallback}
    return cards.filter(Q(language=language) | stands_in).annotate(**marked)


def find_page(
    path: str, *, reader: Reader, names: frozenset[str] | None = None, ask: Ask | None = None
) -> PageCard | None:
    """The page that has this address, with its body; None where there is none that the reader may see. Of what nobody
    reads who asks fields of these `names` alone, it has nothing. Who wants more of the same moment asks it by `ask`.

    An alias among the pages of another language repeats its source's words: it stands in for a translation too.
    """
    asked = f"/{path.strip('/')}/".replace("//", "/")
    found = _at([asked], reader, names, ask).get(asked)
    written_in = found and getattr(found, "written_in", None)
    if found is not None and written_in and written_in != found.language:
        found.language, found.is_fallback = written_in, True
    return found


def find_stand_in(path: str, *, reader: Reader) -> PageCard | None:
    """What to show at an address where a translation is missing: the same page in its source language.

    The deepest page above that is translated says where to look in the source language; what follows it is found by
    the same slugs. Where nothing above is translated, the address without its language is tried. A page that is
    translated after all, under another slug, comes in the language asked.
    """
    language, below_home = split_address(path)
    slugs = [slug for slug in below_home.split("/") if slug]
    if language == settings.LANGUAGE_CODE or len(slugs) > DEEPEST:
        return None
    addresses = [*_below_sources(language, slugs, reader), _joined("/", slugs)]
    known = _at(addresses, reader)
    found = next((known[address] for address in addresses if address in known), None)
    if found is None:
        return None
    translated = _versions([found], language, reader).first()
    if translated is None:
        found.is_fallback = True
    return translated or found


def _below_sources(language: str, slugs: list[str], reader: Reader) -> list[str]:
    """Where the page may be in the source language, the likeliest first."""
    above = [_joined(f"/{language}/", slugs[:count]) for count in range(len(slugs), -1, -1)]
    translated = _at(above, reader)
    sources = {
        source.translation_key: source for source in _versions(translated.values(), settings.LANGUAGE_CODE, reader)
    }
    addresses = []
    for count, address in zip(range(len(slugs), -1, -1), above, strict=True):
        source = sources.get(translated[address].translation_key) if address in translated else None
        if source is not None:
            addresses.append(_joined(source.path, slugs[count:]))
    return addresses


def _cards_at(unread: Iterable[str], with_body: bool, with_likely: bool) -> QuerySet[PageCard]:
    cards = PageCard.objects.filter(path_digest__in=AnyGiven("digests", kind="text")).defer(*unread)
    cards = cards.annotate(written_in=F("page__alias_of__locale__language_code"))
    cards = cards.annotate(likely_ids=F("likely__page_ids")) if with_likely else cards
    return cards.select_related("prepared_body") if with_body else cards


CARDS_AT = Visible(_cards_at)


def _at(
    addresses: Iterable[str], reader: Reader, names: frozenset[str] | None = None, ask: Ask | None = None
) -> dict[str, PageCard]:
    """The pages a reader may see at these addresses."""
    wanted = set(addresses)
    with_body, with_likely = (names is None or name in names for name in ("body", "related"))
    digests = [digest_of(address) for address in wanted]
    question = CARDS_AT.asked_by(reader, unread_columns(names), with_body, with_likely, digests=digests)
    found = ask(question, *digests) if ask else question.answer()
    return {card.path: card for card in found if card.path in wanted}


def _versions(cards: Iterable[PageCard], language: str, reader: Reader) -> QuerySet[PageCard]:
    keys = [card.translation_key for card in cards]
    return cards_seen_by(reader).filter(translation_key__in=keys, language=language).select_related("prepared_body")


def _joined(above: str, slugs: list[str]) -> str:
    return f"{above}{'/'.join(slugs)}/" if slugs else above
