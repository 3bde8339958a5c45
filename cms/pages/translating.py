"""What wagtail-localize has to be told of our texts."""

from wagtail_localize import strings

# Our editor offers these (m², the 3rd), and a text that has one could not be translated at all: the library keeps its
# list of inline tags to itself.
strings.INLINE_TAGS.extend(tag for tag in ("del", "s", "sub", "sup") if tag not in strings.INLINE_TAGS)
