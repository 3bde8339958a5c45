"""What the audit log calls what is done to documents."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

ADDED = declare_act("document.added", _("Document added"))
CHANGED = declare_act("document.changed", _("What is said of a document changed"))
MOVED = declare_act("document.moved", _("Document put into another collection"))
VERSION_ADDED = declare_act("document.version_added", _("New version of a document"))
READ = declare_act("document.read", _("Restricted document read"))
DELETED = declare_act("document.deleted", _("Document deleted"))
FILING_CHANGED = declare_act("filing.changed", _("What new documents in a collection are taken to be changed"))
