"""What is asked before the same is done to many documents."""

from collections.abc import Collection as Several
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import CollectionChoiceField
from wagtail.admin.forms.tags import TagField
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.archive.forms import OwnerField
from cms.archive.models import DocumentKind, LibraryDocument
from cms.people.models import User
from cms.tags.models import Tag


class OnManyForm(forms.Form):
    """Asked by somebody about some documents: `user`, and the ids of `documents`."""

    def __init__(self, *args: Any, user: Any, documents: Several[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.documents = documents
        self.offer()

    def offer(self) -> None:
        """Let the fields offer what this person may choose."""


class MoveForm(OnManyForm):
    """Where to. `shown` is the collection of which the person has been shown who can see it."""

    collection = CollectionChoiceField(queryset=Collection.objects.none(), label=_("Collection"))
    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self) -> None:
        policy = policy_registry.get_by_type(LibraryDocument)
        collection: Any = self.fields["collection"]
        collection.queryset = policy.collections_user_has_permission_for(self.user, "add")


class AddTagsForm(OnManyForm):
    """Tags, also new ones."""

    tags = TagField(tag_model=Tag, label=_("Tags"))


class RemoveTagsForm(OnManyForm):
    """Of the tags that are on any of the documents."""

    tags = forms.ModelMultipleChoiceField(
        Tag.objects.none(), label=_("Tags to take off"), widget=forms.CheckboxSelectMultiple
    )

    def offer(self) -> None:
        on_them = Tag.objects.filter(archive_documenttag_items__content_object__in=self.documents)
        tags: Any = self.fields["tags"]
        tags.queryset = on_them.distinct().order_by("name")


class KindForm(OnManyForm):
    """One of the kinds."""

    kind = forms.ModelChoiceField(DocumentKind.objects.prefetch_related("labels"), label=_("Kind"))


class LanguageForm(OnManyForm):
    """One of the languages."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Search reads the words of a document in its language. Have a scan read again after a change."),
    )


class OwnerForm(OnManyForm):
    """Somebody whom the person sees in the directory."""

    owner = OwnerField(User.objects.none(), label=_("Owner"))

    def offer(self) -> None:
        owner: Any = self.fields["owner"]
        owner.offer(self.user, None)


class ForAllForm(OnManyForm):
    """What is said of all files that are added together; each can be told apart afterwards."""

    kind = forms.ModelChoiceField(
        DocumentKind.objects.prefetch_related("labels"),
        label=_("Kind"),
        required=False,
        empty_label=_("What the collection says"),
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("What the collection says")), *settings.LANGUAGES]
    )
    owner = OwnerField(
        User.objects.none(), label=_("Owner"), required=False, empty_label=_("What the collection says, or you")
    )
    tags = TagField(tag_model=Tag, label=_("Tags"), required=False)

    def offer(self) -> None:
        owner: Any = self.fields["owner"]
        owner.offer(self.user, None)
        for field in self.fields.values():
            # They stand beside Wagtail's form of the files, which they are sent with.
            field.widget.attrs["form"] = "files-to-add"
