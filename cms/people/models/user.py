from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people.asked_along import asked_along, recalled
from cms.statements import Given, Statement


class UserObjects(BaseUserManager["User"]):
    """Makes people who sign in by e-mail address, which is the same address in any case of its letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person. Raises ValueError without an address; a missing password leaves the account unusable."""
        if not email:
            raise ValueError("A person needs an e-mail address to sign in with.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who passes every rule; Django's createsuperuser command calls this."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by address, whatever the case of its letters."""
        return self.get(email__iexact=username)

    def asking(self, pk: int) -> "User | None":
        """The person of this number with their profile and unit, and what is asked along with them. One statement."""
        remembered = recalled(str(pk))
        for found in ASKING.things(given={"pk": pk, "at": timezone.now(), **remembered}):
            found.asked_with = remembered
            return found
        return None


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """An account. What colleagues see of a person is their Profile."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Somebody has this e-mail address already.")}
    )

    objects = UserObjects()  # type: ignore[misc,assignment]
    # What the process remembered of them when they were asked for, and asked with.
    asked_with: Mapping[str, Any] = MappingProxyType({})

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


# Asked at every request of somebody signed in.
ASKING = Statement(
    lambda: User.objects.filter(pk=Given("pk")).select_related("profile__unit").annotate(**asked_along()).order_by()
)
