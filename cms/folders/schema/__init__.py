"""What the API shows of folders and meetings, and what people do with them there."""

from cms.folders.schema.folder_acts import FolderMutation
from cms.folders.schema.folders import FolderFields, FolderQuery, folder_by_id
from cms.folders.schema.meeting_acts import MeetingMutation
from cms.folders.schema.meetings import MeetingQuery, meeting_by_id

__all__ = [
    "FolderFields", "FolderMutation", "FolderQuery", "MeetingMutation", "MeetingQuery", "folder_by_id", "meeting_by_id",
]  # fmt: skip
