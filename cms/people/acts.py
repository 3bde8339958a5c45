"""What people do with their accounts, and others with them, as the audit log names it."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

SIGNED_IN = declare_act("person.signed_in", _("Signed in"))
SIGN_IN_FAILED = declare_act("person.sign_in_failed", _("Sign-in failed"))
SIGNED_OUT = declare_act("person.signed_out", _("Signed out"))
ACCOUNT_MADE = declare_act("account.made", _("Account made"))
ACCOUNT_CHANGED = declare_act("account.changed", _("Account opened, closed, or made administrator or not"))
ACCOUNT_DELETED = declare_act("account.deleted", _("Account deleted"))
GROUPS_CHANGED = declare_act("account.groups_changed", _("Groups of an account changed"))
GROUP_RIGHTS_CHANGED = declare_act("group.rights_changed", _("Rights of a group changed"))
TOKEN_ISSUED = declare_act("token.issued", _("API token issued"))
TOKEN_REVOKED = declare_act("token.revoked", _("API token revoked"))
