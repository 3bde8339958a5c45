"""The admin's form of a picture. Wagtail makes all its forms for pictures of this one: adding, editing, choosing."""

from typing import Any

from django.core.files import File
from wagtail.images.forms import BaseImageForm

from cms.media.actions import check_new_file


class ImageForm(BaseImageForm):
    """As Wagtail's, and the file is looked into for viruses."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.for_user = user

    def clean_file(self) -> File:
        """The file, if the scanner finds nothing in it."""
        file: File = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_new_file(file, by=self.for_user)
        return file
