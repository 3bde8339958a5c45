"""What the audit log says of documents on their way."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

ARCHIVE_EXPORTED = declare_act("archive.exported", _("Collection exported"))
ARCHIVE_IMPORTED = declare_act("archive.imported", _("Documents imported"))
ARCHIVE_CHECKED = declare_act("archive.checked", _("Files of documents checked"))
