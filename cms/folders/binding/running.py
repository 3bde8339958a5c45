"""Starting the program that binds, and ending it in time."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from cms.archive.extraction.limits import Limits
from cms.archive.extraction.running import PROJECT, environment_in
from cms.folders.binding.papers import Volume


class BindingError(RuntimeError):
    """The papers took more time or memory than one answer may."""


def bind(volume: Volume, *, folder: Path, limits: Limits) -> Path:
    """Where the PDF of a volume is, in a folder of the caller's, in which the papers are too. Raises BindingError."""
    order, bound = folder / "order.json", folder / "bound.pdf"
    said = {"volume": asdict(volume), "to": str(bound), "limits": asdict(limits)}
    order.write_text(json.dumps(said), encoding="utf-8")
    try:
        subprocess.run(  # noqa: S603 - ourselves, with a path that no shell reads
            [sys.executable, "-m", "cms.folders.binding", str(order)],
            cwd=PROJECT,
            env=environment_in(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=limits.seconds + 1,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise BindingError("The papers could not be bound.") from error
    return bound
