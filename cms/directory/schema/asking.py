"""Who asks, where the answer or the deed is one person's own."""

from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import Unauthenticated
from cms.people.models import User


def person_asking(context: Context) -> User:
    """Who is signed in; the answer is not shared with anybody else. Raises Unauthenticated."""
    context.is_personal = True
    user = context.request.user
    if not isinstance(user, User):
        raise Unauthenticated("Sign in first.")
    return user
