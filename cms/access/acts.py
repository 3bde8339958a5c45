"""What the audit log calls changes of rights, and going past them."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

PASSED = declare_act("rights.passed", _("Administrator saw what is closed to them"))
RIGHTS_CHANGED = declare_act("rights.changed", _("Who may see something changed"))
RIGHTS_LOOKED_AT = declare_act("rights.looked_at", _("Looked at what somebody may see"))
AUDIENCE_CHANGED = declare_act("audience.changed", _("Audience changed"))
AUDIENCE_DELETED = declare_act("audience.deleted", _("Audience deleted"))
