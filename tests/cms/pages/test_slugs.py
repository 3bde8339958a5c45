"""What stands below the home page never hides behind an address of the site itself."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern

from cms.pages.models import ContentPage, ThemePage, UnitPage
from tests.factories.pages import create_home


@pytest.mark.django_db
@pytest.mark.parametrize("model", [ThemePage, UnitPage])
@pytest.mark.parametrize("slug", ["zoeken", "admin", "en", "agenda"])
def test_a_reserved_slug_is_refused_by_name(slug: str, model: type[ContentPage]) -> None:
    home = create_home()
    with pytest.raises(ValidationError, match=slug):
        home.add_child(instance=model(title="Thema", slug=slug, locale=home.locale))
    assert not model.objects.exists()


def first_parts() -> set[str]:
    """What stands first in every fixed address."""
    outermost = get_resolver().url_patterns
    # not by its text, which is the prefix of whatever language was in use last
    with_language = [each for each in outermost if isinstance(each.pattern, LocalePrefixPattern)]
    unprefixed = [each for each in outermost if each not in with_language]
    prefixed = [pattern for each in with_language for pattern in each.url_patterns]
    deeper = [
        inner for pattern in prefixed for inner in getattr(pattern, "url_patterns", []) if not str(pattern.pattern)
    ]
    patterns = [*unprefixed, *prefixed, *deeper]
    return {str(pattern.pattern).split("/")[0] for pattern in patterns if "/" in str(pattern.pattern)}


def test_every_fixed_address_is_reserved() -> None:
    fixed = {part for part in first_parts() if part.isidentifier()}
    assert {"admin", "graphql", "zoeken", "nieuws", "accounts"} <= fixed
    assert fixed <= set(settings.RESERVED_SLUGS)
