"""What the archive tells."""

from django.dispatch import Signal

# Sent within the transaction that moved several documents to another collection at once, which saves none of them:
# `ids`, a list of ints.
documents_moved = Signal()
