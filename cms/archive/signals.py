"""What the archive tells."""

from django.dispatch import Signal

# Sent within the transaction that moved several documents to another collection at once, which saves none of them:
# `ids`, a list of ints, and `before`, the collection's id of each before, by document id.
documents_moved = Signal()
# The same, before they move.
documents_moving = Signal()

# Sent within the transaction that changed what is said of a document: `document`, and `changes`, the names of fields
# with their values before and after, fit for JSON.
document_changed = Signal()

# Sent within the transaction in which a document got a file, its first or another: `document`, and `version`, a
# DocumentVersion.
version_added = Signal()

# Asked before a document is deleted, by whatever door: `document`. Who must not let it go answers with a reason for
# people to read (a str, or a lazy one), all others with None.
deletion_asked = Signal()
