"""What is known about how well pages are kept."""

from cms.care.models.links import Anchor, Link, WebAddress
from cms.care.models.reminder import Reminder

__all__ = ["Anchor", "Link", "Reminder", "WebAddress"]
