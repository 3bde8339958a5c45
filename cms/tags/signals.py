"""What tags tell the rooms above."""

from django.dispatch import Signal

# Within the transaction: merged_id, the id that is gone, and into, the Tag that has its things now.
tag_merged = Signal()
