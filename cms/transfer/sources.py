"""Where documents come in from: a bag, whose manifests say what each file must be, or a folder with a table."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import bagit
from django.utils.translation import gettext as _

from cms.transfer.describing import TABLE, BadRowError, Description, read_table, title_of

# Those of RFC 8493, and those of bags that are older than it.
ALGORITHMS = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}
PAYLOAD = "data/"
# The table of a folder lies beside its files, under the name it has in a bag or without the folder.
TABLES = (TABLE, "documents.csv")


class BadSourceError(ValueError):
    """Nothing of it can come in; its text says why."""


class Source(Protocol):
    """What documents come in from."""

    name: str

    def rows(self) -> Iterator[tuple[str, Description | BadRowError]]:
        """Each file with the place that a person finds its row by, or what is wrong with the row."""

    def open_file(self, described: Description) -> Path:
        """The file of a row, whole as its hashes say. Raises BadRowError."""


def source_at(path: Path, *, table: Path | None = None, name: str = "") -> Source:
    """The bag or the folder at a path; `table` is a folder's, if it lies elsewhere. Raises BadSourceError."""
    if not path.is_dir():
        raise BadSourceError(_("%(path)s is no folder.") % {"path": path})
    if (path / "bagit.txt").is_file() and table is None:
        return Bag(path, name)
    return Folder(path, table, name)


@dataclass
class Folder:
    """Files, and a table that names them."""

    path: Path
    table: Path | None = None
    name: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or self.path.resolve().name
        there = [self.path / name for name in TABLES if (self.path / name).is_file()]
        self.table = self.table or next(iter(there), None)
        if self.table is None:
            told = {"path": self.path, "names": ", ".join(TABLES)}
            raise BadSourceError(_("%(path)s is no bag and has no table: none of %(names)s.") % told)

    def rows(self) -> Iterator[tuple[str, Description | BadRowError]]:
        """The rows of the table. Raises BadSourceError."""
        assert self.table is not None
        yield from _rows_of(self.table)

    def open_file(self, described: Description) -> Path:
        """The file of a row; one outside of the folder is refused, because the table may come from anywhere."""
        found = _inside(self.path, described.path)
        if described.sha256 and digest_of(found, "sha256") != described.sha256:
            raise BadRowError(_("The file is not what the table says: its SHA-256 differs."))
        return found


class Bag:
    """A bag (RFC 8493), with the table that Plein puts into its own or without one: then each file is a document."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        try:
            self.bag = bagit.Bag(str(path))
        except (bagit.BagError, OSError, UnicodeError) as error:
            raise BadSourceError(_("%(path)s is no bag: %(error)s") % {"path": path, "error": error}) from error
        self.name = name or str(self.bag.info.get("External-Identifier") or path.resolve().name)

    def rows(self) -> Iterator[tuple[str, Description | BadRowError]]:
        """The rows of the bag's table, then what its manifests promise and it does not hold, or the other way round."""
        if not list(self.bag.manifest_files()):
            raise BadSourceError(_("%(path)s is no bag: it has no manifest.") % {"path": self.path})
        missing, unexpected = self.bag.compare_manifests_with_fs()
        if (self.path / TABLE).is_file():
            self._check_table()
            yield from _rows_of(self.path / TABLE)
        else:
            yield from self._rows_of_manifest(set(missing))
        for path in sorted(missing):
            yield path, BadRowError(_("The manifest names this file, and the bag does not hold it."))
        for path in sorted(unexpected):
            yield path, BadRowError(_("The bag holds this file, and no manifest names it."))

    def open_file(self, described: Description) -> Path:
        """The file of a row, whole by every manifest of the bag that this machine can check."""
        hashes = self.bag.entries.get(described.path)
        if not hashes:
            raise BadRowError(_("No manifest of the bag names this file."))
        found = _inside(self.path, described.path)
        _compare(found, hashes)
        if described.sha256 and digest_of(found, "sha256") != described.sha256:
            raise BadRowError(_("The file is not what the table says: its SHA-256 differs."))
        return found

    def _check_table(self) -> None:
        hashes = self.bag.entries.get(TABLE)
        if not hashes:
            return
        try:
            _compare(self.path / TABLE, hashes)
        except BadRowError as error:
            raise BadSourceError(f"{TABLE}: {error}") from error

    def _rows_of_manifest(self, missing: set[str]) -> Iterator[tuple[str, Description | BadRowError]]:
        for path in sorted(self.bag.payload_entries()):
            if path not in missing:
                folder = path.removeprefix(PAYLOAD).rpartition("/")[0]
                yield path, Description(path=path, title=title_of(path), collection=folder)


def digest_of(path: Path, algorithm: str) -> str:
    """The hash of a file, in hexadecimal. Raises BadRowError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, algorithm).hexdigest()
    except OSError as error:
        raise BadRowError(_("The file cannot be read: %(error)s") % {"error": error.strerror}) from error


def _compare(path: Path, hashes: dict[str, str]) -> None:
    known = {algorithm: value for algorithm, value in hashes.items() if algorithm in ALGORITHMS}
    if not known:
        raise BadRowError(_("None of the manifests' hashes can be checked here."))
    for algorithm, value in known.items():
        if digest_of(path, algorithm) != value.lower():
            told = {"algorithm": algorithm}
            raise BadRowError(_("The file is not what the manifest says: its %(algorithm)s differs.") % told)


def _inside(folder: Path, path: str) -> Path:
    root = os.path.realpath(folder)
    found = os.path.realpath(os.path.join(root, path)) if "\0" not in path else ""
    if not found.startswith(root + os.sep):
        raise BadRowError(_("The file would lie outside of the folder."))
    if not os.path.isfile(found):
        raise BadRowError(_("There is no such file."))
    return Path(found)


def _rows_of(table: Path) -> Iterator[tuple[str, Description | BadRowError]]:
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            for line, row in read_table(lines):
                yield _("row %(number)s") % {"number": line}, row
    except (OSError, UnicodeDecodeError, BadRowError) as error:
        raise BadSourceError(f"{table.name}: {error}") from error
