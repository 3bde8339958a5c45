"""The admin's forms for accounts, with the person behind the account, and for units."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser
from wagtail.users.forms import UserCreationForm, UserEditForm

from cms.people.actions import (
    LastAdministratorError,
    deactivate_person,
    demote_administrator,
    keep_an_administrator,
    reactivate_person,
)
from cms.people.models import Profile, Unit, User

PROFILE_FIELDS = (
    "affiliation", "organisation", "job_title", "roles", "employment", "phone", "location", "unit", "has_desk",
    "language", "photo", "skills",
)  # fmt: skip
SEVERAL = ("roles", "skills")


class UnitField(forms.ModelChoiceField):
    """A choice from the tree of units, each indented below the one it belongs to."""

    def label_from_instance(self, unit: Unit) -> str:
        """The unit's name, at its depth."""
        return f"{'– ' * (unit.depth - 1)}{unit.name}"


HELP = {
    "email": _("They sign in with this, and get their mail there."),
    "first_name": _("As colleagues say it."),
    "last_name": _("With any words before it: “de Vries”."),
    "affiliation": _("Decides what they may see: audiences for all staff or all partners go by it."),
    "job_title": _("Shown beside the name, wherever the person is."),
    "phone": _("The number at which colleagues reach them."),
    "location": _("Where they work. Audiences can name it."),
    "roles": _("What they do. Audiences can name it, so it can decide what they may see."),
    "employment": _("How they are employed. Audiences can name it."),
    "organisation": _("Where a partner comes from. Audiences can name it."),
    "unit": _("Where they work in the organisation. Audiences that name the unit include them."),
    "language": _("In which they are mailed, and which the site starts with."),
    "photo": _("A portrait, shown small and square."),
    "skills": _("What colleagues can ask them about."),
}


def _profile_fields() -> dict[str, forms.Field]:
    widgets = {**dict.fromkeys(SEVERAL, forms.CheckboxSelectMultiple), "photo": AdminImageChooser}
    return {
        **forms.fields_for_model(Profile, fields=PROFILE_FIELDS, widgets=widgets),
        "unit": UnitField(Unit.objects.order_by("path"), required=False, label=_("Unit")),
    }


class PersonFields(forms.ModelForm):
    """Adds the profile's fields to a form of an account: who manages accounts thinks of people."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = Profile.objects.filter(user=self.instance.pk).first() or Profile()
        for name, field in _profile_fields().items():
            is_kept = name not in SEVERAL or profile.pk is not None
            field.initial = forms.model_to_dict(profile, [name])[name] if is_kept else []
            self.fields[name] = field
        for name in HELP.keys() & self.fields.keys():
            self.fields[name].help_text = HELP[name]

    def clean_email(self) -> str:
        """The address as it is stored, so that another case of its letters is known to be taken."""
        return str(self.cleaned_data["email"]).strip().lower()

    def profile_fields(self) -> list[forms.BoundField]:
        """The fields of the person, in their order, for the template."""
        return [self[name] for name in PROFILE_FIELDS]

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Save the account, and with it the person."""
        user: User = super().save(commit)
        if commit:
            profile = user.profile
            for name in PROFILE_FIELDS:
                if name not in SEVERAL:
                    setattr(profile, name, self.cleaned_data[name])
            profile.save()
            for name in SEVERAL:
                getattr(profile, name).set(self.cleaned_data[name])
        return user


class AccountCreationForm(PersonFields, UserCreationForm):
    """A new account. Without a password its owner chooses one by mail, through "Forgotten your password?"."""

    password_required = False

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by.is_superuser:
            self.fields.pop("is_superuser")
        self.fields["password1"].help_text = _("Leave empty to let the person choose one, by mail, when signing in.")

    def save(self, commit: bool = True) -> User:
        """Save the new account and person; no password means an unusable one, never an empty one."""
        if not self.cleaned_data["password1"]:
            self.instance.set_unusable_password()
        return super().save(commit)


class AccountEditForm(PersonFields, UserEditForm):
    """An account that is there. `by` is who changes it; nobody takes away their own administration, or the last."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if not by.is_superuser:
            self.fields.pop("is_superuser", None)
        self.before = {name: getattr(self.instance, name) for name in ("is_active", "is_superuser")}

    def clean(self) -> dict[str, Any]:
        """Whether somebody is left to administer."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.before:
            if self._is_taken_away(name):
                try:
                    with transaction.atomic():
                        keep_an_administrator(without=[self.instance])
                except LastAdministratorError as error:
                    self.add_error(name, error)
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Save the account; what closes or opens it goes by the actions that know what follows."""
        wanted = {name: getattr(self.instance, name) for name in self.before}
        for name, before in self.before.items():
            setattr(self.instance, name, before)
        user = super().save(commit)
        if self._is_taken_away("is_superuser"):
            demote_administrator(user, by=self.by)
        elif wanted["is_superuser"] and not user.is_superuser:
            user.is_superuser = True
            user.save(update_fields=["is_superuser"])
        if wanted["is_active"] != self.before["is_active"]:
            change = reactivate_person if wanted["is_active"] else deactivate_person
            change(user, by=self.by)
        return user

    def _is_taken_away(self, name: str) -> bool:
        return name in self.fields and self.before[name] and not self.cleaned_data.get(name)


class UnitForm(WagtailAdminModelForm):
    """A unit and its place in the tree."""

    parent = UnitField(
        Unit.objects.order_by("path"),
        required=False,
        label=_("Part of"),
        empty_label=_("Nothing: it stands on top"),
        help_text=_("Audiences that name this include the people of the units below it."),
    )

    class Meta:
        model = Unit
        fields = ["name"]
        help_texts = {"name": _("As people in the organisation call it; it stands on their pages.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["parent"].initial = self.instance.get_parent()

    def clean_parent(self) -> Unit | None:
        """A unit lies below none of its own parts."""
        parent: Unit | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and (parent == self.instance or parent.is_descendant_of(self.instance)):
            raise forms.ValidationError(_("A unit cannot be part of itself."))
        return parent

    @transaction.atomic
    def save(self, commit: bool = True) -> Unit:
        """Put the unit where it belongs: treebeard saves new nodes by adding them."""
        parent: Unit | None = self.cleaned_data["parent"]
        if not self.instance.pk:
            return parent.add_child(instance=self.instance) if parent else Unit.add_root(instance=self.instance)
        unit: Unit = super().save(commit)
        if parent != unit.get_parent():
            unit.move(parent or Unit.get_first_root_node(), "sorted-child" if parent else "sorted-sibling")
        return Unit.objects.get(pk=unit.pk)
