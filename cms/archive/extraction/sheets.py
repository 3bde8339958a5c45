"""Workbooks."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from cms.archive.extraction.outcomes import Passage, Reason
from cms.archive.extraction.packages import check_package

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source


def read(source: "Source") -> Iterator[Passage]:
    """A passage a sheet, by its name: values as they were last reckoned, a line a row."""
    check_package(source.path, source.limits)
    # Opened here, because openpyxl refuses a name that does not end as it should.
    with Path(source.path).open("rb") as file:
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        yield from _sheets(source, workbook)


def _sheets(source: "Source", workbook: openpyxl.Workbook) -> Iterator[Passage]:
    source.page_count = len(workbook.worksheets)
    left = source.limits.characters
    for number, sheet in enumerate(workbook.worksheets, start=1):
        # because what a workbook says of its sheets' sizes may be anything
        sheet.reset_dimensions()
        lines: list[str] = []
        for line in _lines(sheet):
            lines.append(line)
            left -= len(line)
            if left < 0:
                break
        yield Passage("\n".join(lines), number, sheet.title)
        if left < 0:
            source.shortfall = Reason.MORE_TEXT
            return


def _lines(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows(values_only=True):
        line = "\t".join(str(value) for value in row if value is not None)
        if line:
            yield line
