"""What every test stands on. Services come from outside: `make test` starts them, `make test-embedded` needs none."""

from pathlib import Path

import pytest
from django.conf import settings


def pytest_addoption(parser: pytest.Parser) -> None:
    """Measuring takes minutes and proves nothing: it is asked for, by `make bench`."""
    parser.addoption("--benchmarks", action="store_true", help="collect tests/benchmarks, which measure")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the benchmarks out where nobody asked for them."""
    return True if collection_path.name == "benchmarks" and not config.getoption("--benchmarks") else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that needs Elasticsearch and has none fails: skipped, it would look as if it had passed."""
    if item.get_closest_marker("elasticsearch") and not settings.ELASTICSEARCH_URL:
        pytest.fail(
            "needs ELASTICSEARCH_URL: run `make test`, or leave it out with -m 'not elasticsearch'", pytrace=False
        )
