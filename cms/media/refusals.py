"""Why a file is not taken in, whichever door brings it."""

from django.core.exceptions import ValidationError


class RefusedFileError(ValidationError):
    """A file that is not taken in; its messages say why, in words for who brings it."""


class InfectedFileError(RefusedFileError):
    """A file with a virus, which is kept apart and not taken in."""


class UnscannedFileError(RefusedFileError):
    """A file that could not be looked into, where none is taken in unseen."""


class TooLargeError(RefusedFileError):
    """A file of more bytes or pixels than may be brought in."""
