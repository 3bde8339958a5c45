"""What the audit log calls changes of rights, and going past them."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

PASSED = declare_act("rights.passed", _("Administrator saw what is closed to them"))
RIGHTS_CHANGED = declare_act("rights.changed", _("Who may see something changed"))
AUDIENCE_CHANGED = declare_act("audience.changed", _("Audience changed"))
AUDIENCE_DELETED = declare_act("audience.deleted", _("Audience deleted"))
