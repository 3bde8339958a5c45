"""A certificate on paper."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from cms.retention.models import Certificate

FIELDS = (
    "archive_number", "title", "filed_under", "kind", "dated_on", "rule", "due_on", "outcome", "proposed_by",
    "proposed_at", "approved_by", "approved_at", "transferred_to", "transferred_at", "destroyed_at", "content_type",
    "size", "sha256",
)  # fmt: skip


def lines_of(certificate: Certificate) -> list[tuple[str, str]]:
    """What a certificate says, line by line: its label and the value in words. What it is silent about is left out."""
    labels = {field.name: str(field.verbose_name) for field in Certificate._meta.fields}
    said = [(name, _said(certificate, name)) for name in FIELDS]
    lines = [(labels[name], value) for name, value in said if value]
    versions = [f"{told['number']}: {told['sha256'] or '-'}" for told in certificate.versions]
    return [*lines, *((_("version and its SHA-256"), version) for version in versions)]


def _said(certificate: Certificate, name: str) -> str:
    value: Any = getattr(certificate, name)
    if name == "outcome":
        return str(certificate.get_outcome_display())
    if value and name.endswith("_at"):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if value and name.endswith("_on"):
        return date_format(value, "DATE_FORMAT")
    return "" if value is None else str(value)


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as a page of A4, in the active language."""
    content, styles = BytesIO(), getSampleStyleSheet()
    title = _("Certificate of destruction")
    rows = [
        [
            Paragraph(escape(label[:1].upper() + label[1:]), styles["BodyText"]),
            Paragraph(escape(value), styles["BodyText"]),
        ]
        for label, value in lines_of(certificate)
    ]
    table = Table(rows, colWidths=[50 * mm, 120 * mm])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.25, "grey")]))
    paper = SimpleDocTemplate(content, pagesize=A4, title=f"{title} {certificate.archive_number}")
    signed = Paragraph(_("Signature"), styles["BodyText"])
    paper.build([Paragraph(title, styles["Title"]), table, Spacer(1, 20 * mm), signed])
    return content.getvalue()
