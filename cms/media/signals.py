"""What media tells the rooms above."""

from django.dispatch import Signal

# Within the transaction: images were put in another collection many at once, none of them saved. `before`, the
# collection's id of each before, by image id.
images_moved = Signal()

# After sizes of a picture were made in the background: image_id.
sizes_made = Signal()
