"""Relevance on the demo: a fall below the scores that were kept fails the build."""

import pytest

from search.engines.base import EngineName
from tests.relevance.conftest import assert_no_fall

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


@pytest.mark.elasticsearch
def test_elasticsearch_answers_the_demo_as_well_as_before() -> None:
    assert_no_fall("demo", EngineName.ELASTICSEARCH)


def test_the_database_answers_the_demo_as_well_as_before() -> None:
    assert_no_fall("demo", EngineName.DATABASE)
