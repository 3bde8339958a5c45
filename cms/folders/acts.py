"""What the audit log says of folders and meetings."""

from django.utils.translation import gettext_lazy as _

from cms.activity.acts import declare_act

FOLDER_CREATED = declare_act("folder.created", _("Folder created"))
FOLDER_SHARED = declare_act("folder.shared", _("Folder shared with others"))
FOLDER_DELETED = declare_act("folder.deleted", _("Folder deleted"))
MEETING_CHANGED = declare_act("meeting.changed", _("Meeting, or its papers, changed"))
