"""What people tell the rooms above."""

from django.dispatch import Signal

# Sent within the transaction in which something was done to a work group: what ("made", "joined", "put_in", "left",
# "removed", "invited", "declined", "invitation_withdrawn", "made_owner", "made_member", "archived", "reopened"), group,
# by (the account that did it, or None), and person (the account that it was done to, or None).
group_changed = Signal()
