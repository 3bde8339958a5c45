"""What the log of changes tells the rooms above."""

from django.dispatch import Signal

# After the commit that gave waiting changes their sequence: `through`, the sequence of the last of them. Whoever must
# not miss one reads the log on from the sequence that they have dealt with, and takes this for a nudge alone.
changes_recorded = Signal()
