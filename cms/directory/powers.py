"""What a group lets people do, beyond reading."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission


def may_do_something(group: Group) -> bool:
    """Whether being in a group lets somebody do more than read."""
    return (
        group.permissions.exists()
        or GroupPagePermission.objects.filter(group=group).exists()
        or GroupCollectionPermission.objects.filter(group=group).exists()
        or GroupApprovalTask.objects.filter(groups=group).exists()
    )
