"""What the tests of statistics share: people who search, and a week."""

from collections.abc import Iterator

import pytest

from cms.api.afterwards import forget_what_waits


@pytest.fixture(autouse=True)
def nothing_waits() -> Iterator[None]:
    """What tests before have searched is not counted here."""
    forget_what_waits()
    yield
    forget_what_waits()
