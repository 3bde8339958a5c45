"""People: who signs in, who they are to their colleagues, where they work, and what they do together."""

from cms.people.models.feed_token import FeedToken
from cms.people.models.profile import Profile
from cms.people.models.token import ApiToken
from cms.people.models.trait import Employment, Location, Organisation, Role
from cms.people.models.unit import Unit
from cms.people.models.user import User
from cms.people.models.work_group import Invitation, Membership, WorkGroup

__all__ = [
    "ApiToken", "Employment", "FeedToken", "Invitation", "Location", "Membership", "Organisation", "Profile", "Role",
    "Unit", "User", "WorkGroup",
]  # fmt: skip
