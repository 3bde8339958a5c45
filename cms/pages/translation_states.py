"""How far each page is in each language: missing, a draft, overtaken by its source, partly translated, or done."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

TARGETS = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


class TranslationState(models.TextChoices):
    """From the one that needs most work to the one that needs none."""

    MISSING = "missing", _("not translated")
    DRAFT = "draft", _("draft")
    OUTDATED = "outdated", _("outdated")
    PARTIAL = "partial", _("partly translated")
    DONE = "done", _("up to date")


def field_of(language: str) -> str:
    """The name under which `with_states` adds the state in a language (a code such as "en")."""
    return f"state_{language}"


def with_states(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Add to each page of the source language its `TranslationState` in each other language, in the same query."""
    return pages.annotate(**{field_of(language): _state_in(language) for language in TARGETS})


def _state_in(language: str) -> Case:
    # An alias only repeats the source in another place of the tree, so that its page is not translated.
    versions = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language, alias_of=None
    )
    return Case(
        When(~Exists(versions), then=Value(TranslationState.MISSING)),
        When(~Exists(versions.filter(live=True)), then=Value(TranslationState.DRAFT)),
        When(Q(last_published_at__gt=_brought_up_at(language, versions)), then=Value(TranslationState.OUTDATED)),
        When(Exists(_untranslated_texts(language)), then=Value(TranslationState.PARTIAL)),
        default=Value(TranslationState.DONE),
        output_field=models.CharField(),
    )


def _brought_up_at(language: str, versions: QuerySet[Page]) -> Subquery:
    """The moment up to which a translation knows its source: it was published, of a source that was read before."""
    read = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale__language_code=language, enabled=True
    ).values("source__last_updated_at")[:1]
    published = Coalesce("last_published_at", "latest_revision_created_at", "first_published_at")
    moments = versions.annotate(made_at=published)
    # Databases disagree on the least of something and nothing, so that there is always something.
    return Subquery(
        moments.annotate(known_at=Least("made_at", Coalesce(Subquery(read), F("made_at")))).values("known_at")[:1]
    )


def _untranslated_texts(language: str) -> QuerySet[StringSegment]:
    translated = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale__language_code=language, has_error=False
    )
    begun = Translation.objects.filter(source=OuterRef("source"), target_locale__language_code=language, enabled=True)
    segments = StringSegment.objects.filter(source__object_id=OuterRef("translation_key"))
    return segments.filter(Exists(begun)).exclude(Exists(translated))
