"""What is done to rights. `settle_…` verbs keep the rows true, in the transaction of the change they follow."""

from cms.access.actions.check import VisibilityReport, check_visibility
from cms.access.actions.choose import LockedOutError, choose_audiences, choose_directory_audiences
from cms.access.actions.restrict import lift_restriction, restrict
from cms.access.actions.settle import (
    forget_thing,
    settle_collections,
    settle_pages,
    settle_people,
    settle_saved,
    settle_work_groups,
    settling_together,
)

__all__ = [
    "LockedOutError", "VisibilityReport", "check_visibility", "choose_audiences", "choose_directory_audiences",
    "forget_thing", "lift_restriction", "restrict", "settle_collections", "settle_pages", "settle_people",
    "settle_saved", "settle_work_groups", "settling_together",
]  # fmt: skip
