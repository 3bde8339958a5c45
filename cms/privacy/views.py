"""Handing over what is known of a person, and erasing them: for administrators, from the screen of the account."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.activity.knowing import CannotEraseError
from cms.people.models import User
from cms.privacy.actions import erase_person, export_person, obstacles_to_erasing, pseudonym_of, rows_to_erase


class PersonView(WagtailAdminTemplateMixin, TemplateView):
    """What is shown before something is done with all that is known of one person."""

    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for administrators. Raises PermissionDenied before it looks whether there is such an account."""
        if not isinstance(request.user, User) or not request.user.is_superuser:
            raise PermissionDenied
        self.by: User = request.user
        self.person = get_object_or_404(User.objects.select_related("profile"), pk=kwargs["user_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person, "account_url": self._account_url()}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        users = {"url": reverse("wagtailusers_users:index"), "label": gettext("Users")}
        account = {"url": self._account_url(), "label": str(self.person)}
        return [*super().get_breadcrumbs_items(), users, account, {"url": "", "label": self.page_title}]

    def _account_url(self) -> str:
        return reverse("wagtailusers_users:edit", args=(self.person.pk,))


class ExportPerson(PersonView):
    """Hands all of it over as one zip file."""

    template_name = "privacy/export.html"
    page_title = _("Personal data")

    def post(self, request: HttpRequest, user_id: int) -> FileResponse:
        """The file. It is written on disk, not in memory, and is gone once it has been sent."""
        whole = TemporaryFile()  # noqa: SIM115 - the answer closes it
        with ZipFile(whole, "w", ZIP_DEFLATED) as archive:

            def put(name: str, content: IO[bytes]) -> None:
                with archive.open(name, "w") as part:
                    for piece in _pieces(content):
                        part.write(piece)

            export_person(self.person, by=self.by, put=put)
        whole.seek(0)
        answer = FileResponse(whole, as_attachment=True, filename=f"person-{user_id}.zip")
        answer["Cache-Control"] = "private, no-store"
        return answer


class ErasePerson(PersonView):
    """Erases somebody, once their address was written again."""

    template_name = "privacy/erase.html"
    page_title = _("Erase this person")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        obstacles = obstacles_to_erasing(self.person, by=self.by)
        rows = {} if obstacles else rows_to_erase(self.person, by=self.by)
        found = [(topic, count) for topic, count in sorted(rows.items()) if count]
        known = {"obstacles": obstacles, "found": found, "pseudonym": pseudonym_of(self.person)}
        return {**super().get_context_data(**kwargs), **known}

    def post(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Erased, or not: then the screen says why."""
        if request.POST.get("email", "").strip().lower() != self.person.email:
            messages.error(request, gettext("That is not the address of this account. Nothing was erased."))
            return redirect(request.path)
        try:
            erase_person(self.person, by=self.by)
        except CannotEraseError as error:
            messages.error(request, str(error))
            return redirect(self._account_url())
        messages.success(request, gettext("Erased. What they published is by “%s” now.") % pseudonym_of(self.person))
        return redirect("wagtailusers_users:index")


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(64 * 1024):
        yield piece
