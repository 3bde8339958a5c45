"""What is done to second factors by others than their owners."""

import logging

from allauth.mfa.models import Authenticator
from django.db import transaction

from cms.activity.actions import record_act
from cms.people.models import User
from cms.people.sessions import end_sessions
from cms.people.sign_in.acts import FACTOR_REMOVED

logger = logging.getLogger(__name__)


@transaction.atomic
def remove_second_factors(person: User, *, by: User | None) -> int:
    """Take away all second factors of somebody who lost theirs, and end their sessions. Says how many there were."""
    removed, _by_model = Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    record_act(FACTOR_REMOVED, by=by, thing=person, details={"count": removed})
    logger.warning("%s removed the second factors of account %s", f"Account {by.pk}" if by else "Nobody", person.pk)
    return removed
