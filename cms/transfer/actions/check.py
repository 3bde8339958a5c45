"""Whether the files of the archive are still what they were when they came in."""

from django.utils.translation import gettext as _

from cms.activity.actions import record_act
from cms.archive.files import sha256_and_size
from cms.archive.models import DocumentVersion
from cms.people.models import User
from cms.transfer.acts import ARCHIVE_CHECKED
from cms.transfer.reports import Progress, Report, tell_nobody


def check_files(*, after: int = 0, by: User | None = None, progress: Progress = tell_nobody) -> Report:
    """Hash every file of every version again and report those that differ or are missing; nothing is changed.

    `after` is the id of a version: only later ones are read, so that a check that broke off can go on.
    """
    report = Report()
    versions = DocumentVersion.objects.filter(pk__gt=after).select_related("document").order_by("pk")
    total = versions.count()
    for done, version in enumerate(versions.iterator(chunk_size=500), start=1):
        problem = _problem_of(version)
        if problem:
            place = {"number": version.document.archive_number, "version": version.number, "id": version.pk}
            report.complain(_("%(number)s, version %(version)s (%(id)s)") % place, problem)
        else:
            report.note("whole")
        progress(done, total)
    record_act(ARCHIVE_CHECKED, by=by, details={"whole": report.counts["whole"], "problems": len(report.problems)})
    return report


def _problem_of(version: DocumentVersion) -> str:
    try:
        with version.file.storage.open(str(version.file.name)) as file:
            digest, size = sha256_and_size(file)
    except FileNotFoundError:
        return _("The file is missing.")
    except OSError as error:
        return _("The file cannot be read: %(error)s") % {"error": error}
    if version.size is not None and size != version.size:
        return _("The file differs: it has %(found)s bytes, not %(known)s.") % {"found": size, "known": version.size}
    return "" if digest == version.sha256 else _("The file differs: its SHA-256 is another.")
