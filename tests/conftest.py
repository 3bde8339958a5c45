"""What every test stands on. Services come from outside: `make test` starts them, `make test-embedded` needs none."""

import pytest
from django.conf import settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that needs Elasticsearch and has none fails: skipped, it would look as if it had passed."""
    if settings.ELASTICSEARCH_URL:
        return
    for item in items:
        if item.get_closest_marker("elasticsearch"):
            item.add_marker(pytest.mark.usefixtures("elasticsearch_is_lacking"))


@pytest.fixture
def elasticsearch_is_lacking() -> None:
    pytest.fail("needs ELASTICSEARCH_URL: run `make test`, or leave it out with -m 'not elasticsearch'")
