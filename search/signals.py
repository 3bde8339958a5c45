"""What search tells the floors above."""

from django.dispatch import Signal

# Sent with `subject_type` and `object_ids` (a list) after the entries of these things were filled from what is
# committed, those that yielded no entry included. It is sent inside the filling transaction, because a receiver that
# fails must get the same things again: they keep their tickets and are retried.
entries_filled = Signal()
