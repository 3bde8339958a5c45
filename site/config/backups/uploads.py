"""The uploads to a folder and back, through whatever storage holds them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import default_storage

from config.backups.manifest import UnfitBackupError

FOLDER = "media"
Progress = Callable[[int, int], None]


def names(folder: str = "") -> Iterator[str]:
    """Every file of the storage."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in sorted(files):
        yield str(PurePosixPath(folder) / file)
    for inner in sorted(folders):
        yield from names(str(PurePosixPath(folder) / inner))


def are_there() -> bool:
    return next(names(), None) is not None


def dump(folder: Path, progress: Progress) -> None:
    """Copies every upload below the folder. One that is deleted meanwhile is left out: nothing will ask for it."""
    every = list(names())
    for done, name in enumerate(every, start=1):
        target = folder / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        except FileNotFoundError:
            target.unlink(missing_ok=True)
        progress(done, len(every))


def load(folder: Path, progress: Progress) -> None:
    """Puts the copies in the place of what the storage holds."""
    for name in list(names()):
        default_storage.delete(name)
    copies = [path for path in sorted((folder / FOLDER).rglob("*")) if path.is_file()]
    for done, path in enumerate(copies, start=1):
        name = path.relative_to(folder / FOLDER).as_posix()
        with path.open("rb") as copy:
            saved = default_storage.save(name, File(copy))
        # because the database knows each file by its exact name
        if saved != name:
            raise UnfitBackupError(f"The storage keeps {name} under another name: {saved}")
        progress(done, len(copies))
