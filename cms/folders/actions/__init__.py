"""What people do with folders and meetings."""

from cms.folders.actions.folders import (
    FolderRefusedError,
    create_folder,
    delete_folder,
    put_document,
    remove_document,
    rename_folder,
    share_folder,
)
from cms.folders.actions.meetings import arrange_papers, call_off_meeting, change_meeting, plan_meeting

__all__ = [
    "FolderRefusedError", "arrange_papers", "call_off_meeting", "change_meeting", "create_folder", "delete_folder",
    "plan_meeting", "put_document", "remove_document", "rename_folder", "share_folder",
]  # fmt: skip
