from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.people.models.user import User


class WorkGroupKind(models.TextChoices):
    """What a group of people is there for."""

    DEPARTMENT = "department", _("Department")
    PROJECT = "project", _("Project")
    INTEREST = "interest", _("Interest")
    PARTNER = "partner", _("With partners")


class WorkGroupQuerySet(models.QuerySet["WorkGroup"]):
    """Questions about groups, which are not about who may see them."""

    def with_member(self, user: User) -> "WorkGroupQuerySet":
        """The groups that somebody is in."""
        return self.filter(pk__in=Membership.objects.filter(user=user).values("group"))

    def inviting(self, user: User) -> "WorkGroupQuerySet":
        """The groups that wait for somebody's answer."""
        return self.filter(pk__in=Invitation.objects.filter(user=user).values("group"))


class WorkGroup(models.Model):
    """People who do something together. What is done to one is in cms/people/actions/groups.py.

    An open one is seen by all staff, who join as they like; one with partners by partners too. One by invitation is
    seen by its members and by whom it invited: that it exists may be nobody else's business.
    """

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True, help_text=_("What its address ends in."))
    kind = models.CharField(_("kind"), max_length=20, choices=WorkGroupKind.choices, default=WorkGroupKind.PROJECT)
    is_open = models.BooleanField(
        _("open to all who see it"), default=False, help_text=_("Off: only whom its owners invite comes in.")
    )
    description = models.TextField(_("description"), blank=True, max_length=2000)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="nl")
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WorkGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("work group")
        verbose_name_plural = _("work groups")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_archived(self) -> bool:
        """Whether it is done: its members keep what they see, and nobody comes in."""
        return self.archived_at is not None


class MembershipRole(models.TextChoices):
    """What somebody is in a group."""

    OWNER = "owner", _("Owner")
    MEMBER = "member", _("Member")


class Membership(models.Model):
    """Somebody is in a group."""

    group = models.ForeignKey(WorkGroup, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole.choices, default=MembershipRole.MEMBER)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="one_membership_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} in group {self.group_id}"

    @property
    def is_owner(self) -> bool:
        """Whether they look after the group."""
        return self.role == MembershipRole.OWNER


class Invitation(models.Model):
    """Somebody may come into a group, and has not answered. It is gone when they have."""

    group = models.ForeignKey(WorkGroup, on_delete=models.CASCADE, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="one_invitation_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} invited to group {self.group_id}"


ACTIVE_OWNER = Q(role=MembershipRole.OWNER, user__is_active=True)
