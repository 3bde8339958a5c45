"""The admin's form of a picture. Wagtail makes all its forms for pictures of this one: adding, editing, choosing."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.forms import BaseImageForm

from cms.media.actions import check_new_file
from cms.media.limits import PictureField


class ImageForm(BaseImageForm):
    """As Wagtail's, and the file is looked into for viruses; one that cannot be read is an error of the form."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.for_user = user
        if "file" in self.fields:
            was = self.fields["file"]
            self.fields["file"] = PictureField(label=was.label, required=was.required, widget=was.widget)

    def clean(self) -> dict[str, Any]:
        """The file is scanned once it is known where it is to go: who keeps that place is told what was in it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in self.changed_data and cleaned.get("file"):
            collection = cleaned.get("collection") or self.instance.collection
            try:
                check_new_file(cleaned["file"], by=self.for_user, collection_id=collection.pk)
            except ValidationError as error:
                self.add_error("file", error)
        return cleaned
