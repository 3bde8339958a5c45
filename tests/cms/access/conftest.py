"""What the tests of rights stand on: a site of one home page for everyone, and nobody's page beside it."""

import pytest
from wagtail.models import Page

from cms.pages.models import HomePage
from tests.factories.pages import create_home


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page, open to everyone, and no other page."""
    Page.objects.filter(depth=2).delete()
    return create_home()
