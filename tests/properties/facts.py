"""What the database says at this moment, in the plain words that the law is written in."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Collection, Page, get_page_models

from cms.access.models import Audience, Restriction
from cms.archive.models import LibraryDocument
from cms.people.models import Invitation, Membership, Profile, Unit, User
from tests.properties.law import AudienceFacts, Facts, PageFacts, PersonFacts

PARTS = ("units", "groups", "people", "roles", "locations", "employments", "organisations", "work_groups")
PAGE_FIELDS = ("pk", "path", "translation_key", "alias_of", "live", "expire_at")


def read_facts() -> Facts:
    """Everything that decides who may see what."""
    keys = _rights_keys()
    passed_by: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, key, audience in Restriction.objects.values_list("kind", "key", "audiences"):
        passed_by[kind, key] |= {audience} if audience else set()
    return Facts(
        now=timezone.now(),
        pages={
            row[0]: PageFacts(*row, keys.get(row[0]))
            for row in Page.objects.filter(depth__gt=1).order_by().values_list(*PAGE_FIELDS)
        },
        collections=dict(Collection.objects.order_by().values_list("pk", "path")),
        documents=dict(LibraryDocument.objects.order_by().values_list("pk", "collection")),
        people=read_people(),
        audiences=_audiences(),
        passed_by={key: frozenset(audiences) for key, audiences in passed_by.items()},
    )


def _rights_keys() -> dict[int, UUID]:
    keys: dict[int, UUID] = {}
    for model in get_page_models():
        if any(field.name == "rights_key" for field in model._meta.local_fields):
            keys |= dict(model.objects.order_by().values_list("pk", "rights_key"))
    return keys


def _audiences() -> dict[int, AudienceFacts]:
    parts: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for part in PARTS:
        for audience, named in _pairs(getattr(Audience, part).through, "audience_id"):
            parts[audience].add((part, named))
    return {
        audience.pk: AudienceFacts(
            includes_everyone=audience.includes_everyone,
            affiliations=frozenset([*["staff"] * audience.includes_staff, *["partner"] * audience.includes_partners]),
            parts=frozenset(
                parts[audience.pk] | ({("invited", audience.made_for_id)} if audience.includes_invited else set())
            ),
        )
        for audience in Audience.objects.all()
    }


def read_people() -> dict[int, PersonFacts]:
    """Everybody with an account, and what they fit."""
    fits: dict[int, set[tuple[str, int]]] = defaultdict(set)
    units = dict(Unit.objects.order_by().values_list("path", "pk"))
    accounts = {profile.user_id: profile for profile in Profile.objects.select_related("user", "unit").order_by()}
    users = {profile.pk: user for user, profile in accounts.items()}
    for user, profile in accounts.items():
        fits[user].add(("people", user))
        if profile.unit:
            path = profile.unit.path
            fits[user] |= {("units", units[path[:end]]) for end in range(Unit.steplen, len(path) + 1, Unit.steplen)}
        traits = {"locations": profile.location_id, "employments": profile.employment_id}
        traits["organisations"] = profile.organisation_id
        fits[user] |= {(part, pk) for part, pk in traits.items() if pk}
    for user, group in _pairs(User.groups.through, "user_id"):
        fits[user].add(("groups", group))
    for profile_id, role in _pairs(Profile.roles.through, "profile_id"):
        fits[users[profile_id]].add(("roles", role))
    for part, model in (("work_groups", Membership), ("invited", Invitation)):
        for user, group in model.objects.values_list("user_id", "group_id"):
            fits[user].add((part, group))
    return {user: _person(profile, fits[user]) for user, profile in accounts.items()}


def _person(profile: Profile, fits: set[tuple[str, int]]) -> PersonFacts:
    user = profile.user
    return PersonFacts(
        pk=user.pk, profile=profile.pk, is_active=user.is_active, passes_all=user.is_superuser,
        affiliation=profile.affiliation, fits=frozenset(fits),
    )  # fmt: skip


def _pairs(through: type[Model], owner: str) -> Any:
    """The rows of a plain relation: whose it is, and what is named."""
    (named,) = (
        field.attname for field in through._meta.concrete_fields if field.is_relation and field.attname != owner
    )
    return through._default_manager.values_list(owner, named)
