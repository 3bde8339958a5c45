"""What reading tells the rooms above."""

from django.dispatch import Signal

# After the commit: page_ids, a list of ints whose card was written or removed.
pages_prepared = Signal()
