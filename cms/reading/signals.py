"""What reading tells the rooms above."""

from django.dispatch import Signal

# Within the transaction that wrote cards: made, moved and changed, lists of PageCard. The cards that were not there
# before, those with another address, and those that say something else, or whose bodies do. Before, the cards as they
# were, by page id.
cards_written = Signal()

# After the commit: page_ids, a list of ints whose card was written or removed.
pages_prepared = Signal()
