from allauth.account.auth_backends import AuthenticationBackend

from cms.people.models import User


class AccountBackend(AuthenticationBackend):
    """Signs in as allauth does, and reads a signed-in person with their profile and unit in one query a request."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("profile__unit").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
