"""What the audit log says of webhooks: never a secret, and of an address the host alone, as the rest may be one."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

ENDPOINT_SAVED = declare_act("webhook.endpoint_saved", _("Webhook saved"))
ENDPOINT_DELETED = declare_act("webhook.endpoint_deleted", _("Webhook deleted"))
ENDPOINT_PAUSED = declare_act("webhook.paused", _("Webhook paused"))
ENDPOINT_RESUMED = declare_act("webhook.resumed", _("Webhook resumed"))
ENDPOINT_SWITCHED_OFF = declare_act("webhook.switched_off", _("Webhook switched off, because nobody took its messages"))
SECRET_RENEWED = declare_act("webhook.secret_renewed", _("Secret of a webhook renewed"))
TEST_SENT = declare_act("webhook.test_sent", _("Test message of a webhook sent"))
DELIVERY_REPEATED = declare_act("webhook.message_repeated", _("Message of a webhook sent again"))
