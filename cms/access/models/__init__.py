"""Rights: who is meant (Audience), what asks for it (Restriction), what follows for each thing (Lock, Visibility)."""

from cms.access.models.audience import Audience
from cms.access.models.edition import LockEdition
from cms.access.models.lock import Lock, Visibility
from cms.access.models.restriction import Restriction

__all__ = ["Audience", "Lock", "LockEdition", "Restriction", "Visibility"]
