"""What other systems do with accounts and groups, as the audit log names it."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

ACCOUNT_PROVISIONED = declare_act("account.provisioned", _("Account made, changed or taken away by another system"))
GROUP_PROVISIONED = declare_act("group.provisioned", _("Group made, changed or taken away by another system"))
