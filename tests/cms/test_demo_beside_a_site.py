"""`manage.py demo` where somebody has a site already: by itself, because the tests of the demo share a loaded one."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Page

from cms.pages.models import HomePage
from cms.people.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reset", [False, True])
def test_the_command_leaves_somebody_elses_site_alone(*, reset: bool) -> None:
    Page.get_first_root_node().add_child(instance=HomePage(title="Van een echte stad", slug="echt"))
    answer = StringIO()

    call_command("demo", stdout=answer, force=True, reset=reset)

    assert (
        answer.getvalue() == "There is a home page of another site here: the demo leaves it alone and loads nothing.\n"
    )
    assert User.objects.count() == 0
    assert HomePage.objects.get().title == "Van een echte stad"
