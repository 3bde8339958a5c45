"""What access tells the rooms above."""

from django.dispatch import Signal

# Sent within the transaction that changed it, because rights may never lag behind: kind (a VisibilityKind value) and
# object_ids (a list of ints) whose lock or publication changed, or that are seen by nobody from now on; before, their
# rows as they were, by object id, with None for what had no row.
visibility_changed = Signal()

# Sent within the transaction in which other audiences pass a restriction than before: kind (a RestrictionKind value),
# key, and before, the set of the ids of the audiences that passed; none where there was no restriction.
restriction_changed = Signal()
