"""What the audit log calls what is done to files."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

QUARANTINED = declare_act("file.quarantined", _("Infected file kept apart"))
RELEASED = declare_act("file.released", _("File found clean, and given free"))
DELETED = declare_act("file.deleted", _("Infected file deleted"))
