"""What `manage.py check`, and so every start, says of how the API is set up."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from cms.api.trusted import ManifestError, trusted_documents


@register()
def manifests_can_be_relied_on(**_options: Any) -> list[CheckMessage]:
    """A manifest that is missing or wrong, because of which the API would answer nothing."""
    try:
        trusted_documents()
    except ManifestError as error:
        return [Error(str(error), hint="Build it again, or take it out of GRAPHQL_MANIFESTS.", id="api.E001")]
    return []
