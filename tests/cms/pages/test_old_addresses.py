import pytest
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from tests.factories.forests import create_many_topics
from tests.factories.pages import create_home, create_theme, create_topic

pytestmark = pytest.mark.django_db


def test_more_pages_are_moved_than_one_statement_of_sqlite_takes_conditions() -> None:
    home = create_home()
    Site.objects.update(root_page=home)
    theme, other = create_theme(home, "Wonen"), create_theme(home, "Werk")
    moved = create_topic(theme, "Verhuizen")
    create_many_topics(moved, number=1_100)
    moved.refresh_from_db()
    kept = Redirect.objects.create(old_path="/wonen/verhuizen", redirect_link="/elders/", automatically_created=False)
    clashing = Redirect.objects.create(
        old_path="/wonen/verhuizen", site=Site.objects.get(), redirect_page=other, automatically_created=True
    )
    MovePageAction(moved, other, pos="last-child").execute()
    made = Redirect.objects.filter(automatically_created=True)
    assert made.count() == 1_101
    assert not made.filter(pk=clashing.pk).exists()
    assert Redirect.objects.filter(pk=kept.pk).exists()
