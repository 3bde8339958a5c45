"""What pages tell the rooms above."""

from django.dispatch import Signal

# Within the transaction: answer, the `Answer` that somebody sent.
answer_sent = Signal()
