"""A wiki's tags in the one vocabulary of the organisation."""

from collections.abc import Iterable

from django.utils.text import slugify

from cms.importing.vocabularies import Vocabularies
from cms.tags.models import Tag

TAG_LENGTH = 100


class TagBook:
    """The tags for the words that pages use: found by slug or by name, and made when nobody has them yet.

    All are there before the first page is written, because a page that fails would take its new tags along.
    """

    def __init__(self, vocabularies: Vocabularies, words: Iterable[str]) -> None:
        self._tags: dict[str, Tag] = {}
        for word in words:
            slug = slug_of_tag(word)
            if slug and slug not in self._tags:
                label = vocabularies.label_of(word)[:TAG_LENGTH]
                known = Tag.objects.filter(slug=slug).first() or Tag.objects.filter(name__iexact=label).first()
                self._tags[slug] = known or Tag.objects.create(slug=slug, name=label)

    def tags_for(self, words: Iterable[str]) -> list[Tag]:
        """The tags for what a page's front matter calls them, each once."""
        found = [self._tags[slug] for word in words if (slug := slug_of_tag(word)) in self._tags]
        return list({tag.pk: tag for tag in found}.values())


def slug_of_tag(word: str) -> str:
    """The slug for what a source calls a tag; "" for one without letters."""
    return slugify(word)[:TAG_LENGTH]
