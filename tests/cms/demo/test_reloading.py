"""That loading anew puts everything back. It is done once for all of these tests, because it takes many seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model
from django.test import TestCase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Workflow
from wagtail_localize.models import StringTranslation, Translation

from cms.access.models import Audience, Restriction, Visibility
from cms.archive.models import LibraryDocument
from cms.demo import actions, content
from cms.demo.actions import DemoReport, reload_demo, remove_demo
from cms.folders.models import Folder, Meeting, MeetingPaper, Shelf
from cms.media.models import Image
from cms.pages.models import ArticlePage, HomePage, ThemePage
from cms.people.models import Employment, Location, Organisation, Profile, Role, Unit, User, WorkGroup
from tests.cms.demo.test_actions import in_library

pytestmark = pytest.mark.django_db

COUNTED: tuple[type[Model], ...] = (
    Page, Image, LibraryDocument, Collection, Group, Workflow, Unit, User, Profile, Audience, Restriction, Visibility,
    Redirect, Translation, StringTranslation, WorkGroup, Role, Employment, Organisation, Location,
    Folder, Meeting, MeetingPaper, Shelf,
)  # fmt: skip


@dataclass(frozen=True)
class Reloaded:
    """What there was before somebody changed it, what was left in between, and what reloading said."""

    counts: dict[str, int]
    home_id: int
    left: dict[str, int]
    report: DemoReport


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def remove_and_commit(left: dict[str, int]) -> None:
    """Removing, with what its commit does, which within a test never comes: it frees names of files."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        remove_demo()
    left |= counts()


def change_much() -> None:
    article = ArticlePage.objects.get(slug="ziek-melden", locale__language_code="nl")
    article.title = "Veranderd"
    article.save_revision().publish()
    Page.objects.get(slug="parkeren-bij-het-stadhuis").delete()
    theme = ThemePage.objects.get(slug="digitaal-werken")
    theme.add_child(instance=ArticlePage(title="Van een gebruiker"))
    Group.objects.get(name="Archivarissen").delete()


@pytest.fixture(scope="module")
def reloaded(city: None, django_db_blocker: Any) -> Iterator[Reloaded]:
    """The city loaded anew, after much was changed and something put below its home page that is not the demo's."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        home = HomePage.objects.get(slug="waterveen")
        home.add_child(instance=ThemePage(title="Kennisbank", slug="kennisbank"))
        before, left = counts(), dict[str, int]()
        change_much()
        patch.setattr(actions, "remove_demo", partial(remove_and_commit, left))
        yield Reloaded(before, home.pk, left, reload_demo())
        transaction.set_rollback(True)


def test_everything_is_back_and_what_others_put_below_the_home_page_still_there(reloaded: Reloaded) -> None:
    assert reloaded.report == DemoReport(pages=129, translations=135, people=40, documents=24)
    assert counts() == reloaded.counts
    assert ArticlePage.objects.get(slug="ziek-melden").title == "Ziek melden"
    assert ArticlePage.objects.filter(slug="parkeren-bij-het-stadhuis", live=True).count() == 1
    assert ArticlePage.objects.filter(title="Van een gebruiker").count() == 0
    assert HomePage.objects.get(slug="waterveen").pk == reloaded.home_id
    assert ThemePage.objects.get(slug="kennisbank").get_parent().pk == reloaded.home_id


def test_only_what_every_site_has_was_left_in_between(reloaded: Reloaded) -> None:
    left = {model for model, count in reloaded.left.items() if count}
    assert left == {"Page", "Collection", "Group", "Workflow", "Audience", "Restriction", "Visibility"}


def test_files_have_the_names_they_had(reloaded: Reloaded) -> None:
    expected = {f"{key}.{told.format}" for key, told in content.documents().items()}
    assert {document.filename for document in in_library()} == expected
    assert Image.objects.get(title="De raadzaal").file.name == "original_images/raadzaal.png"
