"""Every door of the admin, tried by who may not open what is behind it."""

import re

import pytest

from tests.doors.addresses import address_of
from tests.doors.admin_table import ADMIN
from tests.doors.verdicts import Administers, Lists, Names
from tests.doors.world import SECRET

pytestmark = pytest.mark.django_db

NAMING = {door: verdict for door, verdict in ADMIN.items() if isinstance(verdict, Names)}
LISTING = {door: verdict for door, verdict in ADMIN.items() if isinstance(verdict, Lists)}
ADMINISTERING = [door for door, verdict in ADMIN.items() if isinstance(verdict, Administers)]

# Nothing is in the state that these are about, so that they answer 404 to everybody.
ABOUT_NOTHING = {
    "wagtailadmin_pages:convert_alias(page_id)", "wagtailadmin_pages:revisions_view(page_id, revision_id)",
    "wagtailadmin_pages:revisions_revert(page_id, revision_id)", "wagtailadmin_api:pages:action(pk, action_name)",
    "wagtailadmin_pages:revisions_unschedule(page_id, revision_id)",
    "wagtailadmin_pages:workflow_history_detail(page_id, workflow_state_id)",
    "wagtailadmin_pages:workflow_preview(page_id, task_id)", "wagtailadmin_pages:set_privacy(page_id)",
    "wagtailadmin_collections:set_privacy(collection_id)", "admin/localize/page/<int:page_id>/convert_to_alias/",
    "wagtailadmin_workflows:remove(page_pk, workflow_pk)", "wagtailimages:url_generator(image_id)",
    "wagtailimages:url_generator_output(image_id)", "wagtailadmin_pages:confirm_workflow_cancellation(page_id)",
    "wagtailadmin_pages:collect_workflow_action_data(page_id, action_name, task_state_id)",
    "wagtailadmin_pages:workflow_action(page_id, action_name, task_state_id)",
    "wagtailadmin_editing_sessions:ping(app_label, model_name, object_id, session_id)",
}  # fmt: skip


def say(client, address, method="get"):
    answer = getattr(client, method)(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode(errors="replace")


def filled(query, world):
    things = {f"closed_{kind}": world.closed_of(kind)[0].pk for kind in ("page", "image", "document", "person")}
    return query.format(open_page=world.open["page: for everyone"].get_parent().pk, **things)


def test_what_is_named_by_its_id_does_not_exist_for_an_editor_it_does_not_open_for(world, client_of):
    editor, wrong = client_of("editor"), []
    for door, verdict in NAMING.items():
        for thing in world.closed_of(verdict.kind):
            for method in ("get", "post"):
                address = address_of(door, **{verdict.argument: thing.pk})
                status, body = say(editor, address, method)
                if status != 404 or SECRET in body:
                    wrong.append((door, str(thing), method, status))
    assert not wrong


def test_what_opens_is_there(world, client_of):
    """Else the test above would pass with every door walled up."""
    editor, wrong = client_of("editor"), []
    things = {
        "page": world.open["page: for staff"],
        **{kind: world.open[kind] for kind in ("image", "document", "form")},
    }
    for door, verdict in NAMING.items():
        if verdict.kind in things and door not in ABOUT_NOTHING:
            status, _body = say(editor, address_of(door, **{verdict.argument: things[verdict.kind].pk}))
            wrong += [(door, status)] if status == 404 or status >= 500 else []
    assert not wrong


def test_drafts_and_expired_pages_open_for_editors(world, client_of):
    for page in world.unpublished.values():
        door = address_of("wagtailadmin_pages:edit(page_id)", page_id=page.pk)
        assert say(client_of("editor"), door)[0] == 200


def test_no_list_names_or_finds_what_does_not_open(world, client_of):
    editor, wrong = client_of("editor"), []
    for door, verdict in LISTING.items():
        query = filled(verdict.query, world)
        status, body = say(editor, f"{address_of(door)}?{query}")
        # followed by another word, because a list repeats what was asked
        found = re.search(rf"{SECRET}\s+\w", body)
        if found or status >= 500:
            wrong.append((door, status, body[max(0, found.start() - 80) : found.end() + 40] if found else ""))
    assert not wrong, "\n".join(map(str, wrong))


def test_the_insider_sees_what_the_lists_hide(world, client_of):
    """Else the test above would pass with every list empty."""
    world.people["insider"].groups.set(world.people["editor"].groups.all())
    insider = client_of("insider")
    for door in ("wagtaildocs:index()", "wagtailimages:index()", "wagtailadmin_collections:index()"):
        assert SECRET in say(insider, address_of(door))[1], door
    found = say(insider, f"{address_of('wagtailadmin_pages:search()')}?q=artikel")[1]
    assert f"{SECRET} artikel" in found


@pytest.mark.parametrize("who", ["visitor", "partner", "employee"])
def test_nobody_else_enters_the_admin(world, client_of, who):
    browser, wrong = client_of(who), []
    for door, verdict in [*NAMING.items(), *LISTING.items()]:
        named = {verdict.argument: world.closed_of(verdict.kind)[0].pk} if isinstance(verdict, Names) else {}
        status, body = say(browser, address_of(door, **named))
        if status not in (302, 403, 404) or SECRET in body:
            wrong.append((door, status))
    assert not wrong


def test_an_editor_administers_nothing(world, client_of):
    editor, wrong = client_of("editor"), []
    for door in ADMINISTERING:
        status, body = say(editor, address_of(door, app_name="pages"))
        if status not in (302, 403, 404, 405) or SECRET in body:
            wrong.append((door, status))
    assert not wrong
