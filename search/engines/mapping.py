"""How Elasticsearch keeps an entry: its fields, and how each language's text is analysed."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from search import analysis
from search.analysis import LANGUAGES
from search.engines.vector_field import vector_field
from search.models import Entry

# The fields of text, and what a match in each is worth.
TEXT_WEIGHTS = {"title": 5, "headings": 2, "summary": 2, "labels": 3, "text": 1}
# The parts of compound words have fields of their own, so that a word itself counts for more than a part of one.
PART_WEIGHTS = {"title_parts": 2, "heading_parts": 1, "parts": 1}
NO_LANGUAGE = "any"
SECTIONS = (*LANGUAGES, NO_LANGUAGE)
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
# How fast a word that comes again stops counting, and how much a long text is held against it. An intranet's pages are
# not long because they say little: the one that explains a thing is longer than those that mention it.
SIMILARITY = {"default": {"type": "BM25", "k1": 1.5, "b": 0.5}}
# Separates value and label in a facet's bucket; `analysis.cleaned` takes it out of every text.
FACET_SEPARATOR = "\x1f"
LONGEST_KEYWORD = 256
# Marks within which the standard tokenizer keeps a word together.
DIVIDING = "_.:,;·"


def settings_and_mappings() -> dict[str, Any]:
    """The body that creates an index."""
    mappings = _mappings()
    analysing = _analysis()
    design = hashlib.sha256(json.dumps([mappings, analysing, SIMILARITY], sort_keys=True).encode()).hexdigest()[:16]
    return {
        "settings": {
            "number_of_shards": settings.ELASTICSEARCH_SHARDS,
            **_replicas(),
            # Every push refreshes before it is confirmed; nothing waits for an interval.
            "refresh_interval": "1s",
            # Longer than any pass over the rows takes between reading a row and writing it.
            "gc_deletes": "15m",
            "max_result_window": 11_000,
            "analysis": analysing,
            "similarity": SIMILARITY,
        },
        "mappings": {**mappings, "_meta": {"design": design}},
    }


def _replicas() -> dict[str, Any]:
    if settings.ELASTICSEARCH_REPLICAS is None:
        return {"auto_expand_replicas": "0-1"}
    return {"number_of_replicas": settings.ELASTICSEARCH_REPLICAS}


def _analysis() -> dict[str, Any]:
    plain = ["lowercase", "asciifolding", "short_parts"]
    filters: dict[str, Any] = {
        # The same rule as analysis.SHORT_PART: “foto's” is “foto”, “l'accueil” is “accueil”.
        "short_parts": {"type": "pattern_replace", "pattern": "'[^']{1,2}$|^[^']{1,2}'", "replacement": ""},
        "joined": {"type": "shingle", "token_separator": "", "output_unigrams": False},
    }
    analyzers = {"plain": _analyzer(plain), "joined": _analyzer([*plain, "joined"])}
    for code, language in LANGUAGES.items():
        filters[f"{code}_stop"] = {"type": "stop", "stopwords": sorted(language.stop_words)}
        filters[f"{code}_stem"] = {"type": "stemmer", "language": language.elasticsearch_stemmer}
        analyzers[code] = _analyzer([*plain, f"{code}_stop", f"{code}_stem"])
    # Words end where those of analysis.words do: “NL_GOV” is two, and “openapi.yaml”.
    divided = {"type": "mapping", "mappings": [rf"{mark} => \u0020" for mark in DIVIDING]}
    return {"char_filter": {"divided": divided}, "filter": filters, "analyzer": analyzers}


def _analyzer(filters: list[str]) -> dict[str, Any]:
    return {"type": "custom", "char_filter": ["divided"], "tokenizer": "standard", "filter": filters}


def _mappings() -> dict[str, Any]:
    """Each language has a section of stemmed fields; all are copied to unstemmed fields that share their names."""
    keyword = {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
    plain: dict[str, Any] = {name: {"type": "text", "analyzer": "plain"} for name in TEXT_WEIGHTS}
    plain["title"]["index_prefixes"] = {"min_chars": 1, "max_chars": 10}
    return {
        "dynamic": "strict",
        "properties": {
            "entry": {"type": "long"},
            "subject_type": keyword,
            "subject_id": {"type": "long"},
            "language": keyword,
            "kind": keyword,
            "theme": keyword,
            "tags": keyword,
            "theme_facet": keyword,
            "tag_facets": keyword,
            "unit": keyword,
            "unit_facet": keyword,
            "file_kind": keyword,
            "keys": keyword,
            "lock": {"type": "long"},
            "is_published": {"type": "boolean"},
            "until": {"type": "date"},
            "published_at": {"type": "date"},
            "weight": {"type": "float"},
            "title_length": {"type": "integer"},
            "title_whole": keyword,
            "joined": {"type": "text", "analyzer": "joined", "search_analyzer": "plain"},
            **vector_field(),
            **plain,
            **{section: {"properties": _section(section)} for section in SECTIONS},
        },
    }


def _section(section: str) -> dict[str, Any]:
    analyzer = "plain" if section == NO_LANGUAGE else section
    fields: dict[str, Any] = {name: {"type": "text", "analyzer": analyzer, "copy_to": [name]} for name in TEXT_WEIGHTS}
    # With offsets kept, showing a passage of a long text costs no reading of it.
    fields["text"]["index_options"] = "offsets"
    for name in ("title", "headings", "labels"):
        fields[name]["copy_to"] = [name, "joined"]
    fields |= {name: {"type": "text", "analyzer": analyzer} for name in PART_WEIGHTS}
    return fields


def whole_titles(words: list[str], language: str) -> list[str]:
    """What a title is when it is asked whole: its words without stop words, as they stand and stemmed."""
    kept = analysis.without_stop_words(words)
    return [" ".join(kept), " ".join(analysis.stems(kept, language))]


def document(entry: Entry, tags: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What Elasticsearch is given of an entry; `tags` are pairs of slug and label."""
    tags = list(tags)
    section = entry.language if entry.language in LANGUAGES else NO_LANGUAGE
    return {
        "entry": entry.pk,
        "subject_type": entry.subject_type,
        "subject_id": entry.subject_id,
        "language": entry.language,
        "kind": entry.kind,
        "theme": None if entry.theme_id is None else str(entry.theme_id),
        "theme_facet": None if entry.theme_id is None else f"{entry.theme_id}{FACET_SEPARATOR}{entry.theme_label}",
        "tags": [slug for slug, _label in tags],
        "tag_facets": [f"{slug}{FACET_SEPARATOR}{label}" for slug, label in tags],
        "unit": None if entry.unit_id is None else str(entry.unit_id),
        "unit_facet": None if entry.unit_id is None else f"{entry.unit_id}{FACET_SEPARATOR}{entry.unit_label}",
        "file_kind": entry.file_kind or None,
        "keys": entry.keys,
        "lock": entry.lock,
        "is_published": entry.is_published,
        "until": entry.until or NEVER,
        "published_at": entry.published_at,
        "weight": entry.weight,
        "title_length": len(entry.title),
        "title_whole": whole_titles(analysis.words(entry.title), entry.language),
        section: {
            **dict(zip(PART_WEIGHTS, entry.compounds.split("\n"), strict=False)),
            "title": entry.title,
            "headings": entry.headings,
            "summary": entry.summary,
            "labels": [*(label for _slug, label in tags), " ".join(analysis.words_of_address(entry.url))],
            "text": entry.text,
        },
    }
