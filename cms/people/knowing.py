"""What this app knows of a person: all of their account, and where they belong."""

from collections.abc import Iterable
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractUser
from django.db.models import Q
from wagtail.models import APIToken
from wagtail.users.models import UserProfile

from cms.activity.knowing import Knower, KnownFile, Rows, knows
from cms.notices.models import Notice
from cms.people.actions import LastAdministratorError, deactivate_person, keep_an_administrator
from cms.people.models import ApiToken, FeedToken, Invitation, Membership, Profile, User
from cms.people.sessions import end_sessions


@knows(
    "account",
    fields=[
        "people.Profile.user", "account.EmailAddress.user",
        "wagtailusers.UserProfile.user",
    ],
)  # fmt: skip
class AccountKnower(Knower):
    """The account and the profile. The account's row stays, closed and under a pseudonym: what its owner published
    and decided leads to it."""

    order = 100

    def export(self, person: AbstractUser) -> Rows:
        account = User.objects.get(pk=person.pk)
        profile = account.profile
        return [{
            "email": account.email, "first_name": account.first_name, "last_name": account.last_name,
            "is_active": account.is_active, "is_administrator": account.is_superuser,
            "date_joined": account.date_joined, "last_login": account.last_login,
            "groups": list(account.groups.order_by("name").values_list("name", flat=True)),
            "affiliation": profile.affiliation, "job_title": profile.job_title, "phone": profile.phone,
            "language": profile.language, "has_desk": profile.has_desk,
            **{name: str(getattr(profile, name) or "") for name in ("location", "employment", "organisation", "unit")},
            **{name: sorted(str(each) for each in getattr(profile, name).all()) for name in ("roles", "skills")},
        }]  # fmt: skip

    def files(self, person: AbstractUser) -> Iterable[KnownFile]:
        """The portrait, and the picture that somebody gave themselves in the admin."""
        profile = Profile.objects.filter(user=person.pk).select_related("photo").first()
        if profile and profile.photo:
            yield KnownFile(profile.photo.filename, partial(profile.photo.file.storage.open, profile.photo.file.name))
        for row in UserProfile.objects.filter(user=person.pk).exclude(avatar=""):
            yield KnownFile(row.avatar.name.rpartition("/")[2], partial(row.avatar.storage.open, row.avatar.name))

    def obstacles(self, person: AbstractUser) -> list[str]:
        """Nobody is erased who alone can administer."""
        try:
            keep_an_administrator(without=[User.objects.get(pk=person.pk)])
        except LastAdministratorError as error:
            return error.messages
        return []

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        account = User.objects.get(pk=person.pk)
        account.email, account.first_name, account.last_name = f"erased-{account.pk}@erased.invalid", pseudonym, ""
        account.last_login = None
        account.set_unusable_password()
        account.save()
        deactivate_person(account, by=None)
        if account.is_superuser:
            account.is_superuser = False
            account.save(update_fields=["is_superuser"])
        account.groups.clear()
        account.user_permissions.clear()
        EmailAddress.objects.filter(user=account).delete()
        for row in UserProfile.objects.filter(user=account).exclude(avatar=""):
            row.avatar.delete(save=False)
        _empty(account.profile)
        UserProfile.objects.filter(user=account).delete()
        return 1


def _empty(profile: Profile) -> None:
    photo = profile.photo
    profile.job_title = profile.phone = ""
    profile.photo = profile.unit = profile.location = profile.employment = profile.organisation = None
    profile.save()
    profile.roles.clear()
    profile.skills.clear()
    if photo and not Profile.objects.filter(photo=photo).exists():
        photo.delete()


@knows(
    "sign-in", fields=["usersessions.UserSession.user", "mfa.Authenticator.user", "socialaccount.SocialAccount.user"]
)
class SignInKnower(Knower):
    """Where somebody is signed in, and by what they can."""

    def export(self, person: AbstractUser) -> Rows:
        """No key or secret: it would be worth more to a thief of the file than to its owner."""
        sessions = UserSession.objects.filter(user=person.pk).values("created_at", "last_seen_at", "ip", "user_agent")
        factors = Authenticator.objects.filter(user=person.pk).values("type", "created_at", "last_used_at")
        issuers = SocialAccount.objects.filter(user=person.pk).values("provider", "uid", "last_login", "extra_data")
        named = (("session", sessions), ("factor", factors), ("issuer", issuers))
        return [{"what": what, **row} for what, rows in named for row in rows]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        ended = end_sessions(User.objects.get(pk=person.pk))
        rows = (model.objects.filter(user=person.pk) for model in (UserSession, Authenticator, SocialAccount))
        return ended + sum(found.delete()[0] for found in rows)


@knows("tokens", fields=["people.ApiToken.user", "people.FeedToken.user", "wagtailcore.APIToken.user"])
class TokenKnower(Knower):
    """Keys to the API and to feeds, of which the secret is kept nowhere."""

    def export(self, person: AbstractUser) -> Rows:
        """Their names, and when they were used."""
        tokens = ApiToken.objects.filter(user=person.pk).order_by("pk")
        return list(tokens.values("name", "created_at", "expires_at", "revoked_at", "last_used_at"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        mine = Q(user=person.pk)
        rows = (ApiToken.objects.filter(mine), FeedToken.objects.filter(mine), APIToken.objects.filter(mine))
        return sum(found.delete()[0] for found in rows)


@knows("work-groups", fields=["people.Membership.user", "people.Invitation.user", "people.Invitation.invited_by"])
class WorkGroupKnower(Knower):
    """The groups that somebody is in or was asked into."""

    def export(self, person: AbstractUser) -> Rows:
        """Without who else is in them, or asked."""
        members = Membership.objects.filter(user=person.pk).values("group__name", "role", "joined_at")
        invited = Invitation.objects.filter(user=person.pk).values("group__name", "created_at")
        inviting = Invitation.objects.filter(invited_by=person.pk).values("group__name", "created_at")
        named = (("member", members), ("invited", invited), ("has invited somebody", inviting))
        return [{"what": what, **row} for what, rows in named for row in rows]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """A group without owners is for administrators to look after."""
        rows = (model.objects.filter(user=person.pk) for model in (Membership, Invitation))
        return sum(found.delete()[0] for found in rows)


@knows("notices", fields=["notices.Notice.recipient"])
class NoticeKnower(Knower):
    """What somebody was told. Here, because notices stand beside the audit log and know nothing of it."""

    def export(self, person: AbstractUser) -> Rows:
        """About what and when. The words, which were mailed to them, may name others."""
        told = Notice.objects.filter(recipient=person.pk).order_by("pk")
        return list(told.values("topic", "key", "made_at", "mailed_at", "read_at"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        return Notice.objects.filter(recipient=person.pk).delete()[0]
