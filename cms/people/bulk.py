"""What administrators do to many accounts at once, by the same rules as to one."""

from collections.abc import Iterable
from typing import Any

from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from cms.people.actions import deactivate_person, keep_an_administrator, reactivate_person
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


BULK_ACTIONS = (AssignRole, SetActiveState, DeleteAccounts)
