"""Counts as front-ends show them: labelled in the language of the request, with values that the filter takes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.api.search.kinds import FILE_KIND_LABELS, KINDS
from cms.graphql_kit.ids import to_global_id
from search.engines.base import Bucket, FacetField

PERIODS = {"WEEK": _("Last week"), "MONTH": _("Last month"), "YEAR": _("Last year")}


def shown_facet(field: FacetField, buckets: list[Bucket]) -> dict[str, Any]:
    """One facet, as the contract has it."""
    show = SHOWN.get(field, lambda bucket: bucket)
    return {"field": field.value, "buckets": [show(bucket) for bucket in buckets]}


def _kind(bucket: Bucket) -> Bucket:
    return replace(bucket, label=str(KINDS[bucket.value].many) if bucket.value in KINDS else bucket.value)


def _theme(bucket: Bucket) -> Bucket:
    return replace(bucket, value=to_global_id("Page", int(bucket.value)))


def _unit(bucket: Bucket) -> Bucket:
    return replace(bucket, value=to_global_id("Unit", int(bucket.value)))


def _language(bucket: Bucket) -> Bucket:
    return replace(bucket, label=str(dict(settings.LANGUAGES).get(bucket.value, bucket.value)))


def _file_kind(bucket: Bucket) -> Bucket:
    return replace(bucket, label=str(FILE_KIND_LABELS.get(bucket.value, bucket.value)))


def _period(bucket: Bucket) -> Bucket:
    return replace(bucket, label=str(PERIODS[bucket.label]))


SHOWN: Mapping[FacetField, Callable[[Bucket], Bucket]] = {
    FacetField.KIND: _kind,
    FacetField.THEME: _theme,
    FacetField.LANGUAGE: _language,
    FacetField.UNIT: _unit,
    FacetField.FILE_KIND: _file_kind,
    FacetField.DATE: _period,
}
