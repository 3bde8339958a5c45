"""People: who signs in, who they are to their colleagues, and where they work."""

from cms.people.models.feed_token import FeedToken
from cms.people.models.profile import Profile
from cms.people.models.token import ApiToken
from cms.people.models.unit import Unit
from cms.people.models.user import User

__all__ = ["ApiToken", "FeedToken", "Profile", "Unit", "User"]
