"""What the audit log says of second factors and issuers."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

FACTOR_ADDED = declare_act("factor.added", _("Second factor added"))
FACTOR_REMOVED = declare_act("factor.removed", _("Second factor removed"))
RECOVERY_CODES_RENEWED = declare_act("factor.codes_renewed", _("Recovery codes made anew"))
FACTOR_REFUSED = declare_act("factor.refused", _("Second step at sign-in failed"))
ACCOUNT_LINKED = declare_act("issuer.account_linked", _("Account linked to an issuer"))
ISSUER_REFUSED = declare_act("issuer.refused", _("Sign-in through an issuer refused"))
