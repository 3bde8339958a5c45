"""What the tests of people's searches share."""

from collections.abc import Iterator

import pytest

from cms.api.afterwards import forget_what_waits


@pytest.fixture(autouse=True)
def nothing_waits() -> Iterator[None]:
    """What tests before have searched is not kept here."""
    forget_what_waits()
    yield
    forget_what_waits()
