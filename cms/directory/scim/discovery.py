"""What this service says of itself: what it can, which resources it has, and what is in them."""

from typing import Any

from django.conf import settings
from scim2_models import External, Meta, NotFoundException, Reference
from scim2_models.resources.service_provider_config import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    Pagination,
    Patch,
    ServiceProviderConfig,
    Sort,
)

from cms.directory.scim.resources import PROVIDER
from cms.directory.scim.telling import ROOT

AT_MOST = 200
BY_DEFAULT = 100


def service_config() -> Any:
    """What the service can."""
    kind = "ServiceProviderConfig"
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=AT_MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=True),
        pagination=Pagination(cursor=False, index=True, default_page_size=BY_DEFAULT, max_page_size=AT_MOST),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Bearer token",
                description="The token of SCIM_TOKEN, as RFC 6750 has it.",
                spec_uri=Reference[External]("https://www.rfc-editor.org/info/rfc6750"),
                primary=True,
            )
        ],
        meta=Meta(resource_type=kind, location=f"{settings.PUBLIC_URL}{ROOT}/{kind}"),
    )


def resource_types() -> list[Any]:
    """The resources there are."""
    return [_placed(each, "ResourceType") for each in PROVIDER.resource_types]


def schemas() -> list[Any]:
    """What is in them."""
    return [_placed(each, "Schema") for each in PROVIDER.schemas]


def one_of(listed: list[Any], name: str) -> Any:
    """The one with this id. Raises NotFoundException."""
    for each in listed:
        if str(each.id).lower() == name.lower():
            return each
    raise NotFoundException


def _placed(each: Any, kind: str) -> Any:
    location = f"{settings.PUBLIC_URL}{ROOT}/{kind}s/{each.id}"
    return each.model_copy(update={"meta": Meta(resource_type=kind, location=location)})
