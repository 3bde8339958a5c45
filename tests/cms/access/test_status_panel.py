"""What the status beside a page's form says of who may see it."""

import pytest
from django.urls import reverse

from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_editor

pytestmark = pytest.mark.django_db


def test_the_status_of_a_page_for_staff_does_not_say_that_all_may_see_it(home, client):
    article = create_article(create_theme(home, "Werken"), "Verlof", publish=True)
    client.force_login(create_editor(home))
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]), headers={"accept-language": "en"})
    text = answer.content.decode()
    assert "Visible to all" not in text
    assert "set-privacy" not in text
    assert "status/privacy.html" in {str(each.name).split("includes/")[-1] for each in answer.templates}
