"""What is done to accounts and their keys, and to work groups."""

from cms.people.actions.accounts import (
    LastAdministratorError,
    deactivate_person,
    demote_administrator,
    keep_an_administrator,
    password_link,
    reactivate_person,
    recover_administrator,
)
from cms.people.actions.groups import (
    GroupRefusedError,
    accept_invitation,
    archive_group,
    create_group,
    decline_invitation,
    fill_group,
    invite_to_group,
    join_group,
    leave_group,
    looked_after_by,
    looks_after,
    make_member,
    make_owner,
    remove_member,
    reopen_group,
    withdraw_invitation,
)
from cms.people.actions.keys import issue_api_token, renew_feed_token, revoke_api_token, revoke_feed_token

__all__ = [
    "GroupRefusedError", "LastAdministratorError", "accept_invitation", "archive_group", "create_group",
    "deactivate_person", "decline_invitation", "demote_administrator", "fill_group", "invite_to_group",
    "issue_api_token", "join_group", "keep_an_administrator", "leave_group", "looked_after_by", "looks_after",
    "make_member", "make_owner", "password_link", "reactivate_person", "recover_administrator", "remove_member",
    "renew_feed_token", "reopen_group", "revoke_api_token", "revoke_feed_token", "withdraw_invitation",
]  # fmt: skip
