"""The doors of SCIM. Each lets in by the token alone: a session opens none of them."""

import functools
import json
import logging
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    ListResponse,
    NotFoundException,
    PatchOp,
    PreconditionFailedException,
    ResponseParameters,
    SCIMException,
    SearchRequest,
    UniquenessException,
)

from cms.directory.scim import accounts, discovery, filters, groups, resources, telling
from cms.directory.scim.gate import let_in

logger = logging.getLogger(__name__)

SCIM_JSON = "application/scim+json"
# Where no list reaches, and each database still counts.
FURTHEST = 10**9
View = Callable[..., HttpResponse]


def door(*methods: str) -> Callable[[View], View]:
    """Open a view for these methods to who has the token; what goes wrong is told as the RFC has it."""

    def opened(view: View) -> View:
        @csrf_exempt
        @functools.wraps(view)
        def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
            try:
                let_in(request)
                if request.method not in methods:
                    return _refused(
                        Error(status=405, detail="This method is not for here."), {"Allow": ", ".join(methods)}
                    )
                with resources.POLICY:
                    return view(request, **arguments)
            except SCIMException as refused:
                return _refused(refused.to_error())
            except ValidationError as refused:
                return _refused(Error.from_validation_errors(refused)[0])
            except IntegrityError:
                return _refused(UniquenessException(detail="Somebody was first with this name.").to_error())
            except Http404:
                raise
            except Exception:
                logger.exception("Unexpected error at the SCIM door")
                return _refused(Error(status=500, detail="Something went wrong here."))

        return answer

    return opened


@door("GET", "POST")
def scim_users(request: HttpRequest) -> HttpResponse:
    """All accounts, or a new one."""
    if request.method == "GET":
        return _list(request, resources.Person, telling.with_all_told(telling.accounts_told()), filters.ACCOUNTS)
    resource = _read(request, resources.Person, Context.RESOURCE_CREATION_REQUEST)
    person = accounts.make_account(resource)
    return _told(request, resources.Person, telling.tell_account(person), status=201)


@door("GET", "PUT", "PATCH", "DELETE")
@transaction.atomic
def scim_user(request: HttpRequest, number: str) -> HttpResponse:
    """One account."""
    if request.method == "GET":
        return _told(request, resources.Person, telling.tell_account(_held(telling.accounts_told(), number)))
    person = _held(telling.accounts_told().select_for_update(of=("self",)), number)
    _refuse_outdated(request, telling.tell_account(person))
    if request.method == "DELETE":
        accounts.delete_account(person)
        return HttpResponse(status=204)
    if request.method == "PUT":
        resource = _read(request, resources.Person, Context.RESOURCE_REPLACEMENT_REQUEST)
        accounts.replace_account(person, resource)
    else:
        accounts.patch_account(person, _read(request, PatchOp[resources.Person], Context.RESOURCE_PATCH_REQUEST))
    return _told(request, resources.Person, telling.tell_account(person))


@door("GET", "POST")
def scim_groups(request: HttpRequest) -> HttpResponse:
    """All groups that the other system keeps, or a new one."""
    if request.method == "GET":
        return _list(request, resources.Group, telling.groups_told(), filters.GROUPS)
    group = groups.make_group(_read(request, resources.Group, Context.RESOURCE_CREATION_REQUEST))
    return _told(request, resources.Group, telling.tell_group(group), status=201)


@door("GET", "PUT", "PATCH", "DELETE")
@transaction.atomic
def scim_group(request: HttpRequest, number: str) -> HttpResponse:
    """One group."""
    if request.method == "GET":
        group = _held(telling.groups_told(), number)
        has_members = _wants_members(request)
        return _told(request, resources.Group, telling.tell_group(group, has_members=has_members))
    group = _held(telling.groups_told().select_for_update(of=("self",)), number)
    _refuse_outdated(request, telling.tell_group(group))
    if request.method == "DELETE":
        groups.delete_group(group)
        return HttpResponse(status=204)
    if request.method == "PUT":
        groups.replace_group(group, _read(request, resources.Group, Context.RESOURCE_REPLACEMENT_REQUEST))
        return _told(request, resources.Group, telling.tell_group(group))
    groups.patch_group(group, _read(request, PatchOp[resources.Group], Context.RESOURCE_PATCH_REQUEST))
    # Without the group, because it may be thousands of members after each who comes or goes.
    return HttpResponse(status=204)


@door("GET")
def scim_service(request: HttpRequest) -> HttpResponse:
    """What the service can."""
    return _answer(discovery.service_config().model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))


@door("GET")
def scim_resource_types(request: HttpRequest, name: str = "") -> HttpResponse:
    """The resources there are, or one of them."""
    return _described(discovery.resource_types(), name)


@door("GET")
def scim_schemas(request: HttpRequest, name: str = "") -> HttpResponse:
    """What is in the resources, or in one of them."""
    return _described(discovery.schemas(), name)


@door("GET", "POST", "PUT", "PATCH", "DELETE")
def scim_elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    """What is not here: one's own resource, many at once, a search by body."""
    raise NotFoundException


def _described(listed: list[Any], name: str) -> HttpResponse:
    if name:
        return _answer(discovery.one_of(listed, name).model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
    told = [each.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE) for each in listed]
    return _answer(_page(told, total=len(told), start=1))


def _list(request: HttpRequest, kind: Any, rows: Any, table: filters.Table) -> HttpResponse:
    asked = SearchRequest[kind].model_validate(dict(request.GET.items()), scim_ctx=Context.SEARCH_REQUEST)
    if asked.filter:
        rows = rows.filter(filters.condition_of(asked.filter, table)).distinct()
    order = filters.column_of(str(asked.sort_by), table) if asked.sort_by else "pk"
    rows = rows.order_by(f"-{order}" if asked.sort_order == "descending" else order, "pk")
    start = min(asked.start_index or 1, FURTHEST)
    count = discovery.BY_DEFAULT if asked.count is None else min(asked.count, discovery.AT_MOST)
    found = list(rows[start - 1 : start - 1 + count])
    if kind is resources.Person:
        listed = telling.tell_accounts(found)
    else:
        listed = [telling.tell_group(group, has_members=_wants_members(request)) for group in found]
    told = [each.model_dump(scim_ctx=Context.SEARCH_RESPONSE, response_parameters=asked) for each in listed]
    return _answer(_page(told, total=rows.count(), start=start))


def _page(told: list[dict[str, Any]], *, total: int, start: int) -> dict[str, Any]:
    return {
        "schemas": [str(ListResponse.__schema__)],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(told),
        "Resources": told,
    }


def _wants_members(request: HttpRequest) -> bool:
    """Whether who is in a group is asked: who leaves it out spares reading thousands."""
    wanted = [name.strip().lower() for name in request.GET.get("attributes", "").split(",") if name.strip()]
    unwanted = [name.strip().lower() for name in request.GET.get("excludedAttributes", "").split(",")]
    return "members" not in unwanted and (not wanted or any(name.startswith("members") for name in wanted))


def _held(rows: Any, number: str) -> Any:
    found = rows.filter(pk=int(number)).first() if filters.is_number(number) else None
    if found is None:
        raise NotFoundException
    return found


def _read(request: HttpRequest, kind: Any, context: Context) -> Any:
    return kind.model_validate_json(request.body, scim_ctx=context)


def _refuse_outdated(request: HttpRequest, resource: Any) -> None:
    asked = request.headers.get("If-Match", "")
    if asked and asked.strip() != "*" and resource.meta.version not in [each.strip() for each in asked.split(",")]:
        raise PreconditionFailedException(detail="It was changed in the meantime: read it again.")


def _told(request: HttpRequest, kind: Any, resource: Any, *, status: int = 200) -> HttpResponse:
    version, location = resource.meta.version, resource.meta.location
    if request.method == "GET" and version in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": version})
    asked = ResponseParameters[kind].model_validate(dict(request.GET.items()))
    told = resource.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=asked)
    headers = {"ETag": version, "Location" if status == 201 else "Content-Location": location}
    return _answer(told, status=status, headers=headers)


def _refused(error: Error, headers: dict[str, str] | None = None) -> HttpResponse:
    more = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "60"}}.get(error.status or 400, {})
    return _answer(error.model_dump(), status=error.status or 400, headers={**more, **(headers or {})})


def _answer(told: dict[str, Any], *, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    fixed = {"Cache-Control": "private, no-store"}
    return HttpResponse(json.dumps(told), status=status, content_type=SCIM_JSON, headers={**fixed, **(headers or {})})
