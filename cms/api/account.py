"""A person's own account: where they are signed in, their API tokens, the language they read in."""

from collections.abc import Iterable
from typing import Any

import graphene
from allauth.usersessions.models import UserSession
from django.conf import settings
from graphene import ResolveInfo

from cms.api.authentication import bearer_of
from cms.directory.schema.asking import person_asking
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import Forbidden, InvalidInput, NotFound
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.payloads import Payload
from cms.graphql_kit.scalars import DateTime
from cms.people import models
from cms.people.actions import revoke_api_token
from cms.people.devices import device_of
from cms.people.sessions import end_session, end_sessions, sessions_of


class Session(graphene.ObjectType):
    """A place where the person is signed in."""

    id = graphene.ID(required=True, description="Names it for `sessionEnd`.")
    browser = graphene.String(required=True, description="Such as `Firefox`; empty where it is not known.")
    system = graphene.String(required=True, description="Such as `Android`; empty where it is not known.")
    signed_in_at = DateTime(required=True, description="When they signed in there.")
    last_seen_at = DateTime(required=True, description="When it was last used, to some minutes.")
    is_this_one = graphene.Boolean(required=True, description="Whether it is the one that asks.")

    @staticmethod
    def resolve_id(session: UserSession, _info: ResolveInfo) -> str:
        return to_global_id("Session", session.pk)

    @staticmethod
    def resolve_browser(session: UserSession, _info: ResolveInfo) -> str:
        return device_of(session.user_agent).browser

    @staticmethod
    def resolve_system(session: UserSession, _info: ResolveInfo) -> str:
        return device_of(session.user_agent).system

    @staticmethod
    def resolve_signed_in_at(session: UserSession, _info: ResolveInfo) -> Any:
        return session.created_at

    @staticmethod
    def resolve_is_this_one(session: UserSession, info: ResolveInfo) -> bool:
        return session.session_key == _session_key(info.context)


class ApiToken(graphene.ObjectType):
    """A key with which a front-end elsewhere reads as the person. Its secret is shown once, when it is made."""

    id = graphene.ID(required=True, description="Names it for `apiTokenRevoke`.")
    name = graphene.String(required=True, description="What it is for.")
    created_at = DateTime(required=True, description="When it was made.")
    expires_at = DateTime(description="When it ends by itself; null for never.")
    last_used_at = DateTime(description="When it was last used, to an hour; null for never.")

    @staticmethod
    def resolve_id(token: models.ApiToken, _info: ResolveInfo) -> str:
        return to_global_id("ApiToken", token.pk)


class AccountFields:
    """What `viewer` tells of the account. A bearer token is told of no other key: it may be in the wrong hands."""

    sessions = graphene.Field(
        list_of(Session),
        description="Where they are signed in, latest used first; empty for who asks with a token.",
    )
    api_tokens = graphene.Field(
        list_of(ApiToken), description="Their tokens that still open the API; empty for who asks with a token."
    )

    @staticmethod
    def resolve_sessions(user: models.User, info: ResolveInfo) -> list[UserSession]:
        return [] if _is_bearer(info.context) else sessions_of(user)

    @staticmethod
    def resolve_api_tokens(user: models.User, info: ResolveInfo) -> list[models.ApiToken]:
        return [] if _is_bearer(info.context) else list(models.ApiToken.objects.valid().filter(user=user))


class SessionEnd(graphene.ObjectType):
    """Sessions ended."""

    class Meta:
        interfaces = (Payload,)

    ended_count = graphene.Int(required=True, description="How many.")
    sessions = graphene.Field(list_of(Session), description="Those that are left.")

    @staticmethod
    def resolve_sessions(_ended: Any, info: ResolveInfo) -> list[UserSession]:
        return AccountFields.resolve_sessions(person_asking(info.context), info)


class ApiTokenRevoke(graphene.ObjectType):
    """A token ended."""

    class Meta:
        interfaces = (Payload,)

    name = graphene.String(required=True, description="What it was for.")
    api_tokens = graphene.Field(list_of(ApiToken), description="Those that are left.")

    @staticmethod
    def resolve_api_tokens(_revoked: Any, info: ResolveInfo) -> Iterable[models.ApiToken]:
        return AccountFields.resolve_api_tokens(person_asking(info.context), info)


class LanguageChoose(graphene.ObjectType):
    """The person reads in another language."""

    class Meta:
        interfaces = (Payload,)

    language = graphene.String(required=True, description="The language, as a code such as `nl`.")


class AccountMutation:
    """What a person does with their own account. Only in a session: a token must not be able to shut them out."""

    session_end = graphene.Field(
        SessionEnd,
        description="Signs the person out in one place. NOT_FOUND where they are not signed in there.",
        id=graphene.ID(required=True, description="The id of the session."),
    )
    other_sessions_end = graphene.Field(SessionEnd, description="Signs the person out everywhere else.")
    api_token_revoke = graphene.Field(
        ApiTokenRevoke,
        description="Ends one of the person's API tokens at once. NOT_FOUND where they have no such one.",
        id=graphene.ID(required=True, description="The id of the token."),
    )
    language_choose = graphene.Field(
        LanguageChoose,
        description="Says which language the person reads in: that of mails, and of screens that can choose.",
        language=graphene.String(required=True, description="A code such as `nl`."),
    )

    @staticmethod
    def resolve_session_end(_root: None, info: ResolveInfo, id: str) -> dict[str, int]:
        if not end_session(signed_in_person(info.context), pk_of(id, "Session")):
            raise NotFound("You are not signed in there.")
        return {"ended_count": 1}

    @staticmethod
    def resolve_other_sessions_end(_root: None, info: ResolveInfo) -> dict[str, int]:
        person = signed_in_person(info.context)
        return {"ended_count": end_sessions(person, but=_session_key(info.context))}

    @staticmethod
    def resolve_api_token_revoke(_root: None, info: ResolveInfo, id: str) -> models.ApiToken:
        person = signed_in_person(info.context)
        token = models.ApiToken.objects.filter(user=person, pk=pk_of(id, "ApiToken")).first()
        if token is None:
            raise NotFound("You have no such token.")
        revoke_api_token(token)
        return token

    @staticmethod
    def resolve_language_choose(_root: None, info: ResolveInfo, language: str) -> dict[str, str]:
        person = signed_in_person(info.context)
        if language not in dict(settings.LANGUAGES):
            raise InvalidInput("`language` is one of " + ", ".join(dict(settings.LANGUAGES)) + ".")
        person.profile.language = language
        person.profile.save(update_fields=["language"])
        return {"language": language}


def signed_in_person(context: Context) -> models.User:
    """Who asks in a session of their own. Raises Unauthenticated for nobody, Forbidden for a bearer token."""
    user = person_asking(context)
    if _is_bearer(context):
        raise Forbidden("This is for the person, in a session of their own.")
    return user


def _is_bearer(context: Context) -> bool:
    return bearer_of(context.request) is not None


def _session_key(context: Context) -> str | None:
    session = getattr(context.request, "session", None)
    return session.session_key if session else None
