"""What the tests of importing share."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Reports speak the language of whoever runs the import; these tests read them in the source language."""
    with translation.override("en"):
        yield
