"""Loading the demo city, and taking it away again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation
from wagtail.models import GroupApprovalTask, Page, Workflow

from cms.access.actions import lift_restriction, settling_together
from cms.access.models import Restriction
from cms.access.models.restriction import RestrictionKind
from cms.archive.models import LibraryDocument
from cms.demo import content
from cms.demo.folders import make_folders, remove_folders
from cms.demo.groups import make_traits, make_work_groups, remove_groups
from cms.demo.library import make_documents, make_pictures, make_portraits, remove_library
from cms.demo.notation import Places
from cms.demo.pages import (
    HOME,
    backdate_pages,
    draft_pages,
    is_demo_page_there,
    open_site,
    page_keys,
    publish_pages,
    redirect_old_addresses,
    remove_pages,
    rights_keys,
)
from cms.demo.people import (
    emails,
    make_archivists,
    make_audiences,
    make_people,
    make_tags,
    make_units,
    person_with_role,
    remove_people,
)
from cms.demo.translations import publish_translations, remove_translations
from cms.pages.models import ContentPage, HomePage, ThemePage
from cms.people.models import User

PASSWORD = "plein-demo-2026"  # noqa: S105 - it is printed for everybody to use
LANGUAGES = ("en", "fr", "de")


class ForeignContentError(Exception):
    """There is a home page that the demo did not make: somebody's own site."""


@dataclass(frozen=True, slots=True)
class DemoReport:
    """How much there is of what, after loading."""

    pages: int
    translations: int
    people: int
    documents: int


def is_demo_loaded() -> bool:
    """Whether the demo was loaded here: an account or a page of it is left, whatever became of the others."""
    return User.objects.filter(email__in=emails()).exists() or is_demo_page_there()


def reload_demo() -> DemoReport:
    """Put the city back as it was. Raises ForeignContentError as `load_demo` does, and then removes nothing either.

    What was is gone before the rest begins, because names of files are free only then.
    """
    _refuse_foreign_content()
    remove_demo()
    return load_demo()


@transaction.atomic
def load_demo() -> DemoReport:
    """Make the whole city and publish it, all or nothing. Raises ForeignContentError on a site with another home."""
    _refuse_foreign_content()
    with translation.override("nl"):
        make_tags()
        units = make_units()
        people = make_people(units, password=PASSWORD)
        make_archivists(people)
        make_traits(people)
        make_work_groups(people)
        audiences = make_audiences(units, people)
        with settling_together():
            pages = draft_pages(people, audiences)
        collections = {key: page.collection for key, page in pages.items() if isinstance(page, ThemePage)}
        archivist, editor = person_with_role("archivist", people), person_with_role("editor", people)
        make_portraits(people, by=archivist)
        places = Places(
            page={key: page.pk for key, page in pages.items()},
            document=make_documents(collections, audiences, by=archivist),
            image=make_pictures(collections, by=editor),
            person={key: user.profile.pk for key, user in people.items()},
        )
        make_folders(people)
        _publish(pages, places, people)
    return _report()


def _refuse_foreign_content() -> None:
    if HomePage.objects.exclude(translation_key__in=page_keys()).exists():
        raise ForeignContentError


def _publish(pages: Mapping[str, ContentPage], places: Places, people: Mapping[str, User]) -> None:
    moderator = person_with_role("moderator", people)
    with settling_together():
        publish_pages(pages, places, by=moderator)
        for language in LANGUAGES:
            publish_translations(language, pages, places, by=moderator)
    backdate_pages()
    open_site(pages[HOME])
    redirect_old_addresses(pages)
    themes = [page for page in pages.values() if isinstance(page, ThemePage)]
    person_with_role("editor", people).groups.add(*(theme.editors_id for theme in themes))
    moderator.groups.add(*(theme.moderators_id for theme in themes))


@transaction.atomic
def remove_demo() -> None:
    """Take the city away: its pages with all below them, people, files, folders, groups and workflows.

    Home pages stay, empty of the demo's themes, because others may have put pages below them.
    """
    themes = list(ThemePage.objects.filter(translation_key__in=page_keys()))
    restrictions = list(Restriction.objects.filter(kind=RestrictionKind.PAGE, key__in=rights_keys()))
    workflows = [theme.workflow_id for theme in themes if theme.workflow_id]
    groups = {group for theme in themes for group in (theme.editors_id, theme.moderators_id) if group}
    remove_translations()
    remove_pages()
    for restriction in restrictions:
        lift_restriction(restriction)
    remove_library(themes)
    remove_folders()
    GroupApprovalTask.objects.filter(workflow_tasks__workflow__in=workflows).delete()
    Workflow.objects.filter(pk__in=workflows).delete()
    Group.objects.filter(pk__in=groups).delete()
    remove_people()
    remove_groups()


def _report() -> DemoReport:
    source = {told.key for told in content.pages()}
    return DemoReport(
        pages=len(source),
        translations=Page.objects.filter(translation_key__in=page_keys()).count() - len(source),
        people=User.objects.filter(email__in=emails()).count(),
        documents=LibraryDocument.objects.filter(uploaded_by_user__email__in=emails()).count(),
    )
