"""What this app knows of a person: what another system calls them."""

from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from cms.activity.knowing import Knower, Rows, knows
from cms.directory.models import ProvisionedAccount, Source


@knows("provisioning", fields=["directory.ProvisionedAccount.user"])
class ProvisionKnower(Knower):
    """By what another system knows somebody whose account it keeps."""

    def export(self, person: AbstractUser) -> Rows:
        rows = ProvisionedAccount.objects.filter(user=person.pk)
        return list(rows.values("source", "user_name", "external_id", "changed_at", "deleted_at"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """The row stays without what it said, so that no system finds the account that is left."""
        ProvisionedAccount.objects.update_or_create(
            user_id=person.pk,
            defaults={"user_name": "", "external_id": "", "deleted_at": timezone.now()},
            create_defaults={"source": Source.SCIM, "deleted_at": timezone.now()},
        )
        return 1
