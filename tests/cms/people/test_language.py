import pytest
from wagtail.users.models import UserProfile

from cms.people.models import Profile
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


def test_the_admin_speaks_the_language_of_the_profile() -> None:
    user = create_user(language="en")

    assert UserProfile.objects.get(user=user).preferred_language == "en"


def test_a_language_chosen_in_the_admin_is_that_of_the_profile() -> None:
    user = create_user(language="nl")
    preferences = UserProfile.objects.get(user=user)
    preferences.preferred_language = "en"
    preferences.save()

    assert Profile.objects.get(user=user).language == "en"
