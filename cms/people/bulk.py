"""What administrators do to many accounts at once, by the same rules as to one."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction
from wagtail.users.views.users import change_user_perm

from cms.people.actions import deactivate_person, keep_an_administrator, reactivate_person
from cms.people.actions.factors import remove_second_factors
from cms.people.models import User


def may_manage(actor: User, account: User) -> bool:
    """Whether somebody who manages accounts may touch this one: an administrator's is for administrators."""
    return actor.is_superuser or not account.is_superuser


class AssignRole(AssignRoleBulkAction):
    """Puts accounts in a group."""

    def check_perm(self, obj: User) -> bool:
        return super().check_perm(obj) and may_manage(self.request.user, obj)


class SetActiveState(SetActiveStateBulkAction):
    """Closes or opens accounts."""

    def check_perm(self, obj: User) -> bool:
        return super().check_perm(obj) and may_manage(self.request.user, obj)

    @classmethod
    def execute_action(
        cls, objects: Iterable[User], mark_as_active: bool = False, user: User | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        """One by one, because sessions and tokens end with each. Who does it is not among them."""
        people = [person for person in objects if person.is_active != mark_as_active]
        change = reactivate_person if mark_as_active else deactivate_person
        for person in people:
            change(person, by=user)
        return len(people), 0


class DeleteAccounts(DeleteBulkAction):
    """Deletes accounts."""

    @classmethod
    def execute_action(cls, objects: Iterable[User], **kwargs: Any) -> tuple[int, int]:
        people = list(objects)
        keep_an_administrator(without=people)
        deleted: tuple[int, int] = super().execute_action(people, **kwargs)
        return deleted


class RemoveSecondFactors(UserBulkAction):
    """Takes away the second factors of people who lost theirs; nobody's own, because that is asked on their account."""

    display_name = _("Remove second step")
    action_type = "remove_second_factors"
    aria_label = _("Remove the second step at sign-in of selected accounts")
    template_name = "people/users/remove_second_factors.html"
    action_priority = 40

    def check_perm(self, obj: User) -> bool:
        actor = self.request.user
        return actor.has_perm(change_user_perm) and may_manage(actor, obj) and obj.pk != actor.pk

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Iterable[User], user: User | None = None, **kwargs: Any) -> tuple[int, int]:
        people = list(objects)
        for person in people:
            remove_second_factors(person, by=user)
        return len(people), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        said = ngettext(
            "The second step of %(count)s account is removed.",
            "The second steps of %(count)s accounts are removed.",
            num_parent_objects,
        )
        return said % {"count": num_parent_objects}


BULK_ACTIONS = (AssignRole, SetActiveState, DeleteAccounts, RemoveSecondFactors)
