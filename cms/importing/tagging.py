"""A wiki's tags in the one vocabulary of the organisation."""

from django.utils.text import slugify

from cms.importing.vocabularies import Vocabularies
from cms.tags.models import Tag

TAG_LENGTH = 100


class TagBook:
    """The tags that pages name, found by slug or by name, and made when nobody has them yet."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._vocabularies = vocabularies
        self._known: dict[str, Tag] = {}

    def tags_for(self, words: tuple[str, ...]) -> list[Tag]:
        """The tags for what a page's front matter calls them, each once."""
        tags = {tag.pk: tag for word in words if (tag := self._tag_for(word))}
        return list(tags.values())

    def _tag_for(self, word: str) -> Tag | None:
        slug = slugify(word)[:TAG_LENGTH]
        if not slug:
            return None
        if slug not in self._known:
            label = self._vocabularies.label_of(word)[:TAG_LENGTH]
            known = Tag.objects.filter(slug=slug).first() or Tag.objects.filter(name__iexact=label).first()
            self._known[slug] = known or Tag.objects.create(slug=slug, name=label)
        return self._known[slug]
