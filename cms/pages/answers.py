"""Wagtail's screens of what was sent, closed to all but those who may edit the form in the language it was sent in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.views import View
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.contrib.forms.views import DeleteSubmissionsView, SubmissionsListView

from cms.pages.models import Answer, FormPage

# How a cell begins that a spreadsheet would take for a formula and execute.
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


def answers_for(user: Any, form: FormPage) -> QuerySet[Answer]:
    """The answers to a form, in whichever of its languages the person may edit."""
    return Answer.objects.to_form(form).filter(page__in=get_forms_for_user(user)).select_related("person")


class ListAnswers(SubmissionsListView):
    """The answers to a form in all its languages, and the spreadsheets of them."""

    def get_base_queryset(self) -> QuerySet[Answer]:
        """What the list, its filters and the spreadsheets are made of."""
        return answers_for(self.request.user, self.form_page)

    def to_row_dict(self, item: Answer) -> dict[str, Any]:
        """One row of a spreadsheet, in which whatever somebody answered stays a text."""
        return {name: harmless(value) for name, value in super().to_row_dict(item).items()}

    def get_heading(self, queryset: QuerySet, field: str) -> Any:
        """The head of a column, which is an editor's text."""
        return harmless(super().get_heading(queryset, field))


class DeleteAnswers(DeleteSubmissionsView):
    """Delete some of the answers that one may read."""

    def get_queryset(self) -> QuerySet[Answer]:
        """The answers that were ticked."""
        ticked = [pk for pk in self.request.GET.getlist("selected-submissions") if pk.isdecimal()]
        return answers_for(self.request.user, self.page).filter(pk__in=ticked)


def harmless(value: Any) -> Any:
    """A value for the cell of a spreadsheet: a text that begins as a formula gets an apostrophe before it."""
    if isinstance(value, (list, tuple)):
        value = ", ".join(map(str, value))
    if isinstance(value, Promise):
        value = str(value)
    is_formula = isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_BEGINS)
    return f"'{value}" if is_formula else value


def of_a_form(view: type[View], **options: Any) -> Callable[..., HttpResponseBase]:
    """A view for a form, with the page itself; 404 for who may not edit it, as for a page that is no form."""
    shown = view.as_view(**options)

    @wraps(view)
    def found(request: HttpRequest, page_id: int) -> HttpResponseBase:
        form = FormPage.objects.filter(pk__in=get_forms_for_user(request.user), pk=page_id).first()
        if form is None:
            raise Http404
        return shown(request, page_id=page_id, form_page=form)

    return require_admin_access(found)
