"""`manage.py demo` as somebody types it."""

from io import StringIO

import pytest
from django.conf import LazySettings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.demo import content
from cms.demo.actions import PASSWORD
from cms.pages.models import ArticlePage
from cms.people.models import User

pytestmark = [pytest.mark.usefixtures("city"), pytest.mark.django_db]


def run(**options: bool) -> str:
    answer = StringIO()
    call_command("demo", stdout=answer, **options)
    return answer.getvalue()


def test_a_second_call_touches_nothing(settings: LazySettings) -> None:
    settings.DEBUG = True
    article = ArticlePage.objects.get(slug="ziek-melden", locale__language_code="nl")
    article.title = "Anders"
    article.save_revision().publish()
    ArticlePage.objects.get(slug="bijzonder-verlof").delete()
    before = list(Page.objects.order_by("pk").values())

    answer = run()

    assert list(Page.objects.order_by("pk").values()) == before
    assert "Loaded" not in answer
    assert PASSWORD in answer


def test_it_prints_accounts_that_sign_in(settings: LazySettings) -> None:
    settings.DEBUG = True
    answer = run()
    for role in ("admin", "editor", "moderator", "archivist", "employee", "field", "partner"):
        assert f"{role}@plein.example" in answer
        assert authenticate(email=f"{role}@plein.example", password=PASSWORD) is not None
    others = [told.email for told in content.people().values() if not told.role]
    assert not any(email in answer for email in others)
    assert not any(user.has_usable_password() for user in User.objects.filter(email__in=others))


@pytest.mark.parametrize("reset", [False, True])
def test_it_refuses_production(settings: LazySettings, *, reset: bool) -> None:
    settings.DEBUG = False
    before = list(User.objects.order_by("pk").values())
    with pytest.raises(CommandError, match="not in production"):
        run(reset=reset)
    assert list(User.objects.order_by("pk").values()) == before
