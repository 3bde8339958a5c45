"""What an import has to tell: what it did, and what in the source needs a person's eye."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _


class Severity(StrEnum):
    """How much a finding weighs. Errors and faults make the command fail; drops are told and pass."""

    ERROR = "error"
    """A file, or a part that mattered, did not come in."""
    FAULT = "fault"
    """The source is wrong: a link to nothing, a picture that is missing. The rest came in."""
    DROPPED = "dropped"
    """Something that a page here cannot hold was left out or made plainer."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to tell, at the place where a person finds it."""

    file: str
    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.severity}: {self.message}"


@dataclass
class Report:
    """Everything one run found and did. `counts` is of pages, by what became of them."""

    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    vanished: list[str] = field(default_factory=list)
    """Source paths of pages whose file is no longer in the folder."""

    def add(self, severity: Severity, file: str, line: int, message: str) -> None:
        """Note a finding; the same one twice on a line is told once."""
        finding = Finding(file, line, severity, message)
        if finding not in self.findings[-50:]:
            self.findings.append(finding)

    def remarks_on(self, file: str) -> "Remarks":
        """A notepad for one file of the folder."""
        return Remarks(self, file)

    def of(self, severity: Severity) -> list[Finding]:
        """The findings of one weight, in the order of the files."""
        return sorted(finding for finding in self.findings if finding.severity == severity)

    @property
    def is_clean(self) -> bool:
        """True when nothing has to be put right; what was merely dropped does not count."""
        return not any(finding.severity != Severity.DROPPED for finding in self.findings)

    def lines(self) -> list[str]:
        """The report as a person reads it: the worst last, so that it stands nearest to the prompt."""
        lines = []
        for severity in (Severity.DROPPED, Severity.FAULT, Severity.ERROR):
            lines += [str(finding) for finding in self.of(severity)]
        lines += [
            _("%(path)s: no longer in the folder; its page was left as it is") % {"path": p} for p in self.vanished
        ]
        return [*lines, self.summary()]

    def summary(self) -> str:
        """The last line: how many pages, and how many findings of each weight."""
        return _(
            "Pages: %(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(left)d left to their editors, "
            "%(failed)d failed, %(vanished)d vanished. "
            "Findings: %(errors)d errors, %(faults)d faults in the source, %(dropped)d dropped."
        ) % {
            **{name: self.counts[name] for name in ("created", "updated", "unchanged", "left", "failed")},
            "vanished": len(self.vanished),
            "errors": len(self.of(Severity.ERROR)),
            "faults": len(self.of(Severity.FAULT)),
            "dropped": len(self.of(Severity.DROPPED)),
        }


@dataclass(frozen=True)
class Remarks:
    """A report seen from one file, for the rooms that read it."""

    report: Report
    file: str

    def error(self, message: str, line: int = 0) -> None:
        self.report.add(Severity.ERROR, self.file, line, message)

    def fault(self, message: str, line: int = 0) -> None:
        self.report.add(Severity.FAULT, self.file, line, message)

    def dropped(self, message: str, line: int = 0) -> None:
        self.report.add(Severity.DROPPED, self.file, line, message)
