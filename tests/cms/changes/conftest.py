from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from cms.changes.actions import number_changes
from cms.changes.models import Change, Clock

Commits = Callable[..., Any]


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Commits:
    """A block at whose end what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def logged(commits: Commits) -> Callable[[Callable[[], Any]], QuerySet[Change]]:
    """What the log has after doing something that it had not before."""

    def logged_by(act: Callable[[], Any]) -> QuerySet[Change]:
        number_changes()
        before = Clock.read().tick
        with commits():
            act()
        number_changes()
        return Change.objects.filter(sequence__gt=before)

    return logged_by
