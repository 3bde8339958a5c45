"""Starting the program that reads, watching it, and ending it with all that it started."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cms.archive.extraction.limits import Limits
from cms.archive.extraction.outcomes import Extraction, Passage, Reason

PROJECT = Path(__file__).resolve().parents[3]
# What Tesseract and Python need to be found; no secret of ours is in it.
KEPT_VARIABLES = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
OUT_OF_TIME_SIGNALS = (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL)


def extract(path: Path, *, filename: str, language: str, limits: Limits) -> Extraction:
    """The text of a file, read in a process of its own; never raises for what is in the file.

    `filename` says what a file without a mark of its own is; `language` is a code such as `nl`, for OCR.
    """
    order = {"path": str(path), "filename": filename, "language": language, "limits": asdict(limits)}
    with tempfile.TemporaryDirectory(prefix="plein-text-") as folder:
        output = Path(folder) / "passages"
        ending = _run(order, output, limits.seconds)
        return _extraction(output, ending)


def _run(order: dict[str, Any], output: Path, seconds: int) -> Reason | None:
    """Why the program did not come to its end, None where it did."""
    command = [sys.executable, "-m", "cms.archive.extraction", json.dumps(order)]
    with output.open("wb") as written:
        process = subprocess.Popen(  # noqa: S603 - ourselves, with an argument that no shell reads
            command,
            cwd=PROJECT,
            env=environment_in(output.parent),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return Reason.OUT_OF_TIME
        finally:
            _end(process)
    if code == 0:
        return None
    return Reason.OUT_OF_TIME if -code in OUT_OF_TIME_SIGNALS else Reason.CRASHED


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and every process of its session's group, which a Tesseract under way belongs to."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def environment_in(folder: Path) -> dict[str, str]:
    """All that the program is told of where it runs; `folder` is its own, and goes with it."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        # One page at a time on one core: the others serve readers.
        "OMP_THREAD_LIMIT": "1",
    }


def _extraction(output: Path, ending: Reason | None) -> Extraction:
    passages: list[Passage] = []
    for line in output.read_text(encoding="ascii").splitlines():
        try:
            said = json.loads(line)
        except ValueError:  # the process was ended in the middle of a line
            break
        if "text" not in said:
            reason = Reason(said["reason"]) if said["reason"] else None
            return Extraction(passages, reason, said["page_count"])
        passages.append(Passage(**said))
    return Extraction(passages, ending or Reason.CRASHED)
