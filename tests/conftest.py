"""What every test stands on. Services come from outside: `make test` starts them, `make test-embedded` needs none."""

import pytest
from django.conf import settings


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that needs Elasticsearch and has none fails: skipped, it would look as if it had passed."""
    if item.get_closest_marker("elasticsearch") and not settings.ELASTICSEARCH_URL:
        pytest.fail(
            "needs ELASTICSEARCH_URL: run `make test`, or leave it out with -m 'not elasticsearch'", pytrace=False
        )
