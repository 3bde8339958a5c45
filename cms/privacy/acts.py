"""What is done with all that is known of a person, as the audit log names it."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

EXPORTED = declare_act("person.exported", _("Personal data handed over"))
ERASED = declare_act("person.erased", _("Person erased"))
