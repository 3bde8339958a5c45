"""The other system that keeps accounts and groups here."""

from typing import Any

import pytest

from tests.cms.directory.scim import TOKEN, Keeper


@pytest.fixture
def keeper(settings: Any) -> Keeper:
    """It, let in."""
    settings.SCIM_TOKEN = TOKEN
    return Keeper()
