"""Folders: of a person, or of a work group, and the meetings of a group."""

from cms.folders.models.folder import Folder, Shelf
from cms.folders.models.meeting import Meeting, MeetingPaper

__all__ = ["Folder", "Meeting", "MeetingPaper", "Shelf"]
