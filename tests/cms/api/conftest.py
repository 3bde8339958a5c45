"""Asking the HTTP door."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

Ask = Callable[..., HttpResponse]


@pytest.fixture
def ask(client: Client) -> Ask:
    """POST an operation as JSON: ask(query, variables, **headers)."""

    def post(query: Any, variables: dict[str, Any] | None = None, **headers: str) -> HttpResponse:
        body = {"query": query, "variables": variables}
        return client.post("/graphql/", body, content_type="application/json", headers=headers)

    return post
