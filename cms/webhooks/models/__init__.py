"""Whom other systems are told through, and what they were told."""

from cms.webhooks.models.delivery import Attempt, Delivery, State
from cms.webhooks.models.endpoint import Endpoint, Secret, Standing

__all__ = ["Attempt", "Delivery", "Endpoint", "Secret", "Standing", "State"]
