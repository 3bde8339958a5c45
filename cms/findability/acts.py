"""What the audit log says of tuning search."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

TUNING_SAVED = declare_act("search.tuning_saved", _("Synonyms, stop phrase or pinned result saved"))
TUNING_DELETED = declare_act("search.tuning_deleted", _("Synonyms, stop phrase or pinned result deleted"))
