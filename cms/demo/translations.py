"""What is translated, as an editor's work in wagtail-localize: each text beside its source, so that it can be kept."""

import json
from collections.abc import Mapping, Sequence

from wagtail.models import Locale
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.demo import content
from cms.demo.content import Translated
from cms.demo.details import translate_details
from cms.demo.notation import Places, stored_blocks
from cms.demo.pages import page_keys
from cms.pages.models import ContentPage
from cms.people.models import User

Texts = dict[str, list[StringSegmentValue]]


class UnequalTextsError(ValueError):
    """A translation that has not the same blocks, paragraphs and list items as its source."""


def publish_translations(language: str, pages: Mapping[str, ContentPage], places: Places, *, by: User) -> None:
    """Translate what the files have in a language (a code such as "en"), parents first, and publish it."""
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    translated = content.translations(language)
    for told in content.pages():
        if told.key in translated:
            _publish_translation(pages[told.key], told.key, translated[told.key], locale, places, by)


def _publish_translation(
    page: ContentPage, key: str, translated: Translated, locale: Locale, places: Places, by: User
) -> None:
    # fetched anew, because publishing gave the questions of a form their ids, and not in this page's memory
    published = type(page).objects.get(pk=page.pk)
    source, _is_new = TranslationSource.update_or_create_from_instance(published)
    translation, _is_new = Translation.objects.get_or_create(source=source, target_locale=locale)
    texts = _texts_by_place(_twin_of(source, key, translated, places))
    segments = StringSegment.objects.filter(source=source).select_related("context", "string").order_by("order")
    _check_equal(key, [segment.context.path for segment in segments], texts)
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                data=texts[segment.context.path].pop(0).string.data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                last_translated_by=by,
            )
            for segment in segments
        ]
    )
    _override_slug(source, translated.slug, locale)
    # published here rather than by wagtail-localize, which waits for the commit
    translation.save_target(user=by, publish=False)
    translation.get_target_instance().latest_revision.publish(user=by, skip_permission_checks=True)


def _twin_of(source: TranslationSource, key: str, translated: Translated, places: Places) -> ContentPage:
    """The source page in memory with the translated words in its places: what these extract from it are the pairs."""
    twin: ContentPage = source.as_instance()
    twin.title, twin.summary = translated.title, translated.summary
    twin.body = stored_blocks(translated.body, key=key, places=places)
    translate_details(twin, translated.details)
    return twin


def _texts_by_place(twin: ContentPage) -> Texts:
    texts: Texts = {}
    for segment in extract_segments(twin):
        if isinstance(segment, StringSegmentValue):
            texts.setdefault(segment.path, []).append(segment)
    return texts


def _check_equal(key: str, paths: Sequence[str], texts: Texts) -> None:
    found = {path: len(segments) for path, segments in texts.items()}
    wanted = {path: paths.count(path) for path in paths}
    if found != wanted:
        where = sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path))
        raise UnequalTextsError(f"The translation of “{key}” differs in shape from its source at {', '.join(where)}.")


def _override_slug(source: TranslationSource, slug: str, locale: Locale) -> None:
    context = TranslationContext.objects.get(object_id=source.object_id, path="slug")
    SegmentOverride.objects.update_or_create(locale=locale, context=context, defaults={"data_json": json.dumps(slug)})


def remove_translations() -> None:
    """Forget what wagtail-localize keeps of the demo's pages: sources first, because their parts guard the rest."""
    TranslationSource.objects.filter(object_id__in=page_keys()).delete()
    StringTranslation.objects.filter(context__object_id__in=page_keys()).delete()
    TranslatableObject.objects.filter(translation_key__in=page_keys()).delete()
