"""What is done to accounts and their keys."""

from cms.people.actions.accounts import (
    LastAdministratorError,
    deactivate_person,
    demote_administrator,
    keep_an_administrator,
    password_link,
    reactivate_person,
    recover_administrator,
)
from cms.people.actions.keys import issue_api_token, renew_feed_token, revoke_api_token, revoke_feed_token

__all__ = [
    "LastAdministratorError", "deactivate_person", "demote_administrator", "issue_api_token", "keep_an_administrator",
    "password_link", "reactivate_person", "recover_administrator", "renew_feed_token", "revoke_api_token",
    "revoke_feed_token",
]  # fmt: skip
