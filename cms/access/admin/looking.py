"""Screens that say who sees what, and why. What does not open for whoever looks is on none, in names or numbers."""

from abc import ABC, abstractmethod
from collections import Counter
from typing import Any

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from cms.access.acts import RIGHTS_LOOKED_AT
from cms.access.explaining import admits_visitors, passages_of, people_passing, stopping
from cms.access.models import Audience, Visibility
from cms.access.policy import may_open, open_to, seen_as, visible_to
from cms.access.readers import Reader, reader_for, reader_of
from cms.activity.actions import record_act
from cms.people.models import Profile, User

AT_ONCE = 50
# Homes and their themes: below those a tree is as long as the site.
DEEPEST_NAMED = 3


class LooksAtPeople(WagtailAdminTemplateMixin, TemplateView):
    """Lists people, those that whoever looks sees in the directory."""

    header_icon = "view"
    request: HttpRequest

    @property
    def words(self) -> str:
        """What was asked: a part of a name."""
        return self.request.GET.get("q", "").strip()

    def found(self, people: QuerySet[User]) -> QuerySet[Profile]:
        """Of these people those that whoever looks may see, by name."""
        seen = visible_to(reader_of(self.request), Profile.objects.filter(user__in=people.order_by().values("pk")))
        for word in self.words.split()[:10]:
            seen = seen.filter(Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word))
        return seen.select_related("user", "unit").order_by("user__last_name", "user__first_name", "pk")

    def page_of(self, people: QuerySet[Profile]) -> Slice:
        """The part of the list that was asked."""
        return Paginator(people, AT_ONCE).get_page(self.request.GET.get("p"))


class WhoIsIn(PermissionCheckedMixin, LooksAtPeople):
    """Who is in an audience at this moment."""

    model = Audience
    permission_required = "change"
    template_name = "access/who_is_in.html"
    page_title = _("Who is in this?")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audience = get_object_or_404(Audience.objects.nameable(), pk=self.kwargs["pk"])
        self.page_subtitle = audience.name
        people = self.found(audience.people_now())
        return {**super().get_context_data(**kwargs), "audience": audience, "people": self.page_of(people)}


class WhoSees(LooksAtPeople, ABC):
    """Who sees one thing, and why: what stands before it, and who passes all of that. For those who may change it."""

    template_name = "access/who_sees.html"
    page_title = _("Who can see this?")

    @abstractmethod
    def thing(self) -> Any:
        """What it is about, whoever looks."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thing = self.thing()
        if not may_open(reader_of(self.request), thing) or not _may_change(self.request.user, thing):
            raise Http404
        self.page_subtitle = str(thing)
        passages = passages_of(thing)
        about = {"passages": passages, "visitors": admits_visitors(passages), "is_published": _is_published(thing)}
        people = self.page_of(self.found(people_passing(passages)))
        return {**super().get_context_data(**kwargs), **about, "people": people, "asked": self._asked(passages)}

    def _asked(self, passages: list[Any]) -> list[dict[str, Any]]:
        """Of the people whose name was asked: yes, or what stops them."""
        profiles = list(self.found(User.objects.filter(is_active=True))[:AT_ONCE]) if self.words else []
        stopped = stopping(passages, [profile.user for profile in profiles])
        return [
            {"profile": profile, "stopped_by": stopped[profile.user_id], "passes_all": profile.user.is_superuser}
            for profile in profiles
        ]


class WhoSeesPage(WhoSees):
    """Of a page."""

    def thing(self) -> Page:
        return get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific


class WhoSeesCollection(WhoSees):
    """Of a collection."""

    def thing(self) -> Collection:
        return get_object_or_404(Collection, pk=self.kwargs["collection_id"])


class WhoSeesDocument(WhoSees):
    """Of a document, which follows its collection."""

    def thing(self) -> Any:
        return get_object_or_404(get_document_model(), pk=self.kwargs["document_id"])


class WhatTheySee(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What one person sees, of what opens for whoever looks too. That somebody looked is in the audit log."""

    model = Audience
    permission_required = "change"
    template_name = "access/what_they_see.html"
    page_title = _("What can they see?")
    header_icon = "view"
    request: HttpRequest

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        looker = reader_of(request)
        profile = get_object_or_404(visible_to(looker, Profile.objects.select_related("user")), pk=kwargs["pk"])
        self.page_subtitle = profile.name
        person = User.objects.select_related("profile__unit").get(pk=profile.user_id)
        record_act(RIGHTS_LOOKED_AT, by=request.user, thing=profile)
        return self.render_to_response(self.get_context_data(**_seen_by(reader_for(person), looker), person=profile))


def _seen_by(reader: Reader, looker: Reader) -> dict[str, Any]:
    documents = open_to(looker, visible_to(reader, get_document_model().objects.all()))
    in_collections = dict(documents.order_by().values_list("collection").annotate(number=Count("pk")))
    collections = open_to(looker, visible_to(reader, Collection.objects.all())).order_by("path")
    return {
        "passes_all": reader.passes_all,
        "pages": _branches(open_to(looker, visible_to(reader, Page.objects.filter(depth__gt=1)))),
        "collections": [(each, in_collections.get(each.pk, 0)) for each in collections],
        "documents": sum(in_collections.values()),
    }


def _branches(pages: QuerySet[Page]) -> list[tuple[Page, int]]:
    """The pages at the top of the tree, each with how many there are in it and below it."""
    paths = list(pages.order_by().values_list("path", flat=True))
    step = Page.steplen
    counts = Counter(path[: step * depth] for path in paths for depth in (2, 3) if len(path) >= step * depth)
    tops = pages.filter(depth__lte=DEEPEST_NAMED).select_related("locale").order_by("path")
    return [(page, counts[page.path]) for page in tops]


def _may_change(user: Any, thing: Any) -> bool:
    if isinstance(thing, Page):
        return bool(thing.permissions_for_user(user).can_edit())
    policy = policy_registry.get_by_type(type(thing))
    return bool(policy.user_has_permission_for_instance(user, "change", thing))


def _is_published(thing: Model) -> bool:
    seen = seen_as(type(thing))
    object_id = getattr(thing, seen.field)
    return Visibility.objects.filter(kind=seen.kind, object_id=object_id, is_published=True).exists()
