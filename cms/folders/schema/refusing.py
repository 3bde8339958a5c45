"""Why something is not done in a folder, as front-ends get it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError

from cms.archive.actions import VersionConflictError
from cms.archive.refusals import DeletionRefusedError
from cms.folders.actions import FolderRefusedError
from cms.graphql_kit.errors import ApiError, Forbidden, InvalidInput


class FolderRefused(ApiError):  # noqa: N818 - named as front-ends know the error
    """As the folder is, this cannot be done; `extensions.reason` says why."""

    code = "FOLDER_REFUSED"


class DocumentKept(ApiError):  # noqa: N818
    """The document has to stay; the message says why."""

    code = "DOCUMENT_KEPT"


class VersionConflict(ApiError):  # noqa: N818
    """Somebody else's version came first; `extensions.version` is its number."""

    code = "VERSION_CONFLICT"


@contextmanager
def telling_why() -> Iterator[None]:
    """What the actions raise, as errors of the API."""
    try:
        yield
    except PermissionDenied:
        raise Forbidden("You may not do this in this folder.") from None
    except FolderRefusedError as error:
        raise FolderRefused(" ".join(error.messages), reason=error.code) from None
    except DeletionRefusedError as error:
        raise DocumentKept(" ".join(error.reasons)) from None
    except VersionConflictError as error:
        told = "Somebody else's version came first. Look at it, then send yours again."
        raise VersionConflict(told, version=error.newest.number) from None
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages)) from None
