"""What is there once the city is gone. It goes once for all of these tests, because that takes seconds."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from cms.demo.actions import remove_demo
from cms.folders.models import Folder, Meeting, Shelf
from cms.pages.models import HomePage
from cms.people.models import User

pytestmark = [pytest.mark.usefixtures("removed"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def removed(city: None, django_db_blocker: Any) -> Iterator[None]:
    """No city any more."""
    with django_db_blocker.unblock(), transaction.atomic():
        remove_demo()
        yield
        transaction.set_rollback(True)


def test_no_folder_and_no_shelf_is_left_behind() -> None:
    assert (Folder.objects.count(), Meeting.objects.count(), Shelf.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("reset", [False, True])
def test_the_command_leaves_somebody_elses_site_alone(*, reset: bool) -> None:
    for home in HomePage.objects.all():
        home.delete()
    Page.get_first_root_node().add_child(instance=HomePage(title="Van een echte stad", slug="echt"))
    answer = StringIO()

    call_command("demo", stdout=answer, force=True, reset=reset)

    assert (
        answer.getvalue() == "There is a home page of another site here: the demo leaves it alone and loads nothing.\n"
    )
    assert User.objects.count() == 0
    assert HomePage.objects.get().title == "Van een echte stad"
