"""What the audit log says of retention."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

SCHEDULE_SAVED = declare_act("retention.schedule_saved", _("Retention schedule saved"))
SCHEDULE_DELETED = declare_act("retention.schedule_deleted", _("Retention schedule deleted"))
HOLD_SET = declare_act("hold.set", _("Legal hold set"))
HOLD_EXTENDED = declare_act("hold.extended", _("Legal hold extended to more"))
HOLD_LIFTED = declare_act("hold.lifted", _("Legal hold lifted"))
DESTRUCTION_PROPOSED = declare_act("destruction.proposed", _("Destruction or transfer proposed"))
DESTRUCTION_APPROVED = declare_act("destruction.approved", _("Destruction or transfer approved"))
DESTRUCTION_REFUSED = declare_act("destruction.refused", _("Destruction or transfer refused"))
DESTRUCTION_WITHDRAWN = declare_act("destruction.withdrawn", _("Destruction or transfer withdrawn"))
DESTRUCTION_STOPPED = declare_act("destruction.stopped", _("Destruction or transfer stopped"))
DOCUMENT_TRANSFERRED = declare_act("document.transferred", _("Document transferred"))
DOCUMENT_DESTROYED = declare_act("document.destroyed", _("Document destroyed"))
FILE_REMOVED = declare_act("document.file_removed", _("File of a destroyed document removed"))
