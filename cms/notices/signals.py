"""What notices tell the rooms above."""

from django.dispatch import Signal

# Sent within the transaction in which somebody is told something, or has read it: recipient_id.
notices_changed = Signal()
